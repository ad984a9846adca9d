from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.models import Campaign
from tests import make

pytestmark = pytest.mark.django_db
FILE = """
[campaign]
slug = "mo"
title = "Chương trình"
owner = "LC"
receipt_prefix = "LC22"
applied_from = 2021-09-01
applied_to = "01/09/2023"

[[phases]]
number = 1
title = "Giai đoạn 1"
opens_on = "today-40"
closes_on = "today+20"
"""


@pytest.fixture
def load(tmp_path):
    make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")

    def loaded(content=FILE, *words):
        path = tmp_path / "chuong-trinh.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run("load", str(path), *words)

    return loaded


def run(*words):
    out = StringIO()
    call_command("campaign", *words, stdout=out)
    return out.getvalue()


def test_today_in_the_file_is_the_day_of_the_option(load):
    load(FILE, "--on", "17/03/2022")

    phase = Campaign.objects.get().phases.get()
    assert (phase.opens_on, phase.closes_on) == (date(2022, 2, 5), date(2022, 4, 6))


def test_a_file_with_a_byte_order_mark_is_read(load):
    load(b"\xef\xbb\xbf" + FILE.encode())

    assert Campaign.objects.get().title == "Chương trình"


def test_loading_again_names_what_changed_and_only_that(load):
    load(FILE, "--on", "17/03/2022")
    same = load(FILE, "--on", "17/03/2022")
    other = load(FILE.replace('"Chương trình"', '"Chương trình mới"'), "--on", "17/03/2022")

    assert "title" not in same
    assert ("title" in other, "phases" in other) == (True, False)


def test_a_changed_window_asks_to_screen_again(load):
    load(FILE, "--on", "17/03/2022")
    make.register(Campaign.objects.get(), make.entry(make.unit(Campaign.objects.get().owner)))

    said = load(FILE.replace("2021-09-01", "2021-12-01"), "--on", "17/03/2022")

    assert len(said.splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        ("[campaign\n", "TOML"),
        ("", "campaign"),
        (FILE.replace('"LC"', '"SAO"'), "SAO"),
        (FILE.replace('"mo"', '"Mở đầu"'), "slug"),
        (FILE.replace('"mo"', '"api"'), "slug"),
        (FILE.replace("2021-09-01", '"31/11/2021"'), "applied_from"),
        (FILE.replace("2021-09-01", "2024-09-01"), "applied_to"),
        (FILE.replace('"today+20"', '"today-41"'), "phases.1.closes_on"),
        (FILE + "\n[rules.no-such]\nenabled = false\n", "rules.no-such"),
        (FILE + '\n[rules.shares]\nenabled = "no"\n', "rules.shares.enabled"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_the_place_and_makes_nothing(content, said, load):
    with pytest.raises(CommandError) as error:
        load(content)

    assert "chuong-trinh.toml" in str(error.value)
    assert said in str(error.value)
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("load", "khong-co.toml"), "khong-co"),
        (("export", "khong-co"), "khong-co"),
        (("load",), "file"),
        (("export",), "slug"),
        ((), "{load,export}"),
    ],
)
def test_what_is_not_there_is_named(words, said):
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_a_day_that_cannot_be_is_named_with_its_option(load):
    with pytest.raises(CommandError, match="--on: "):
        load(FILE, "--on", "31/11/2021")


def test_what_is_exported_to_the_screen_is_what_goes_into_a_file(load, tmp_path):
    load()
    path = tmp_path / "ra.toml"

    assert run("export", "mo", "--out", str(path)) == f"Đã ghi: {path}\n"
    assert path.read_text() == run("export", "mo")


def test_a_folder_that_is_not_there_is_named_before_anything_is_written(load, tmp_path):
    load()

    with pytest.raises(CommandError, match="khong-co"):
        run("export", "mo", "--out", str(tmp_path / "khong-co" / "ra.toml"))
