from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.models import Target
from tests import make

pytestmark = pytest.mark.django_db
HEAD = "Mã đơn vị,Loại chỉ tiêu,Giai đoạn,Năm,Chỉ tiêu,Từ ngày\n"


@pytest.fixture
def place():
    province = make.unit(name="LĐLĐ tỉnh", code="LC")
    make.campaign(province, slug="mo")
    return {"province": province, "districts": [make.unit(province, code=f"D{n}") for n in (1, 2)]}


@pytest.fixture
def load(place, tmp_path):
    def loaded(rows, *words, encoding="utf-8", name="chi-tieu.csv"):
        file = tmp_path / name
        file.write_bytes((HEAD + rows).encode(encoding))
        return run("import", str(file), *words)

    return loaded


def run(*words):
    out = StringIO()
    call_command("targets", *words, "--campaign", "mo", stdout=out)
    return out.getvalue()


def stored():
    return list(Target.objects.order_by("id").values_list("unit__code", "kind", "year", "value"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_sheet_is_loaded_however_a_spreadsheet_saved_it(encoding, load):
    load("D1,giao,,2022,1.200,13/01/2022\nD2,đăng ký,,2022,90,\n", encoding=encoding)

    assert stored() == [("D1", "assigned", 2022, 1200), ("D2", "registered", 2022, 90)]


def test_a_second_run_sets_nothing(load):
    rows = "D1,giao,,2022,115,13/01/2022\nD2,giao,,2022,90,13/01/2022\n"

    first, second = load(rows), load(rows)

    assert (" 2 " in first, " 0 " in second, len(stored())) == (True, True, 2)


def test_the_word_today_is_the_day_of_the_option(load):
    load("D1,giao,,today,115,today-7\n", "--on", "17/03/2022")

    assert list(Target.objects.values_list("year", "from_on")) == [(2022, date(2022, 3, 10))]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("D9,giao,,2022,115,\n", "“Mã đơn vị”"),
        ("D1,khoán,,2022,115,\n", "“Loại chỉ tiêu”"),
        ("D1,giao,9,,115,\n", "“Giai đoạn”"),
        ("D1,giao,,2960,115,\n", "“Năm”"),
        ("D1,giao,,2022,-1,\n", "“Chỉ tiêu”"),
        ('D1,giao,,2022,"12,5",\n', "“Chỉ tiêu”"),
        ("D1,giao,,2022,115,31/11/2021\n", "“Từ ngày”"),
    ],
)
def test_a_bad_row_is_told_with_file_row_and_column_and_none_is_set(rows, said, load):
    with pytest.raises(CommandError) as error:
        load("D2,giao,,2022,90,\n" + rows)

    first, *_ = str(error.value).splitlines()
    assert ("chi-tieu.csv" in first, "3" in first, said in first) == (True, True, True)
    assert stored() == []


def test_every_bad_row_has_a_line_of_its_own(load):
    with pytest.raises(CommandError) as error:
        load("D9,giao,,2022,115,\nD1,giao,,2022,,\n,giao,,2022,5,\n")

    assert len(str(error.value).splitlines()) == 3  # two sheet problems, and that nothing was set


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "khong-co.csv"), "khong-co.csv"),
        (("check", "--on", "31/11/2021"), "--on: "),
        (("check", "--on", "2021"), "--on: "),
        (("import",), "file"),
        ((), "{import,check}"),
    ],
)
def test_what_is_asked_wrongly_is_named(words, said, place):
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_a_campaign_that_there_is_not_is_named(place):
    with pytest.raises(CommandError, match="“la”"):
        call_command("targets", "check", "--campaign", "la")


def test_the_check_compares_a_target_with_the_sum_below_it(load):
    load(
        "LC,giao,,2022,1.300,01/01/2022\nD1,giao,,2022,700,01/01/2022\n"
        "D2,giao,,2022,500,01/01/2022\n"
    )

    (line,) = run("check", "--on", "17/03/2022").splitlines()

    assert [number in line for number in ("1.300", "1.200", "100")] == [True] * 3


def test_the_check_is_of_the_day_asked(load):
    load("LC,giao,,2022,10,01/02/2022\nD1,giao,,2022,10,01/02/2022\n")

    assert run("check", "--on", "31/01/2022") == ""
    assert len(run("check", "--on", "01/02/2022").splitlines()) == 1
