"""`sangkien report`, `sangkien tally`, `sangkien snapshot` as an operator types them."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from sangkien.models import Snapshot, TallyDelta
from tests import make
from tests.reports.lai_chau import Province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def province():
    made = Province(default_day=date(2022, 3, 17))
    made.fill()
    return made


def report(capsysbinary, *words):
    call_command("report", "progress", "--campaign", "lai-chau", *words)
    return capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("day", ["2022-03-17", "17/03/2022"])
def test_the_report_takes_a_day_in_both_forms(province, capsysbinary, day):
    shown = report(capsysbinary, "--on", day, "--format", "csv").splitlines()

    assert shown[1].startswith("1,LĐLĐ huyện Than Uyên,115,4,2,")
    assert shown[-1].startswith(",Tổng,400,8,")


def test_without_a_day_the_campaign_is_seen_at_its_own(province, capsysbinary):
    assert json.loads(report(capsysbinary, "--format", "json"))["day"] == "2022-03-17"


def test_a_unit_and_a_target_can_be_chosen(province, capsysbinary):
    words = ("--unit", "THU", "--target", "phase", "--kind", "registered", "--format", "json")
    shown = json.loads(report(capsysbinary, *words))

    assert (shown["unit"]["code"], shown["target"]["label"]) == (
        "THU",
        "Chỉ tiêu đăng ký giai đoạn 1",
    )


def test_the_report_goes_into_a_file_when_asked(province, capsysbinary, tmp_path):
    path = tmp_path / "bang.xlsx"

    said = report(capsysbinary, "--format", "xlsx", "--out", str(path))

    assert said == f"Written: {path}\n"
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--on", "31/11/2022"), "--on: “31/11/2022” is no day of the calendar"),
        (("--on", "03/2022"), "--on: “03/2022” is no single day."),
        (("--unit", "XX"), "--unit: no unit of this campaign has the code “XX”."),
    ],
)
def test_what_cannot_be_read_is_named_with_its_option(province, words, sentence):
    with pytest.raises(CommandError) as error:
        call_command("report", "progress", "--campaign", "lai-chau", *words)
    assert str(error.value).startswith(sentence)


def test_an_unknown_campaign_is_answered_with_the_known_ones(province):
    with pytest.raises(CommandError) as error:
        call_command("report", "progress", "--campaign", "x")
    assert str(error.value) == "--campaign: there is no campaign “x”. Known: lai-chau."


def test_verify_is_silent_success_until_a_count_is_wrong(province, capsys):
    call_command("tally", "verify", "--campaign", "lai-chau")
    TallyDelta.objects.create(
        campaign=province.campaign,
        unit=province.root,
        phase=1,
        year=2022,
        day=date(2022, 2, 10),
        column=5,
        is_open=False,
        n=3,
    )

    with pytest.raises(SystemExit) as stopped:
        call_command("tally", "verify", "--campaign", "lai-chau")

    assert stopped.value.code == 1
    assert "LĐLĐ tỉnh Lai Châu, 10/02/2022" in capsys.readouterr().err
    call_command("tally", "rebuild", "--campaign", "lai-chau")
    call_command("tally", "verify", "--campaign", "lai-chau")
    assert "Counted anew: 8 entries." in capsys.readouterr().out


def test_a_table_is_frozen_listed_and_shown(province, capsysbinary):
    call_command("snapshot", "take", "--campaign", "lai-chau", "--on", "17/03/2022")
    snapshot = Snapshot.objects.get()
    call_command("snapshot", "list", "--campaign", "lai-chau")
    said = capsysbinary.readouterr().out.decode()
    assert said.count(snapshot.sha256) == 2

    call_command("snapshot", "show", str(snapshot.id), "--campaign", "lai-chau", "--format", "json")
    shown = json.loads(capsysbinary.readouterr().out)
    assert (shown["total"]["gross"], "taken_at" in shown) == (8, True)


def test_a_frozen_table_that_was_changed_is_not_shown(province):
    call_command("snapshot", "take", "--campaign", "lai-chau")
    number = Snapshot.objects.get().id
    Snapshot.objects.update(canonical="{}")

    with pytest.raises(CommandError) as error:
        call_command("snapshot", "show", str(number), "--campaign", "lai-chau")
    assert str(error.value).startswith(f"Frozen table no. {number} is not what was frozen")


@pytest.mark.parametrize(
    "words",
    [
        ("report", "progress", "--campaign", "x", "--out", "khong-co-thu-muc/bang.csv"),
        (
            "initiatives",
            "import",
            "x.csv",
            "--campaign",
            "x",
            "--result",
            "khong-co-thu-muc/a.xlsx",
        ),
        ("units", "export", "--out", "khong-co-thu-muc/don-vi.csv"),
    ],
)
def test_a_folder_that_is_not_there_is_named_before_any_work_is_done(words):
    make.campaign(slug="x")

    with pytest.raises(CommandError, match="khong-co-thu-muc"):
        call_command(*words)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "progress", "--campaign", "lai-chau", "--format", "csv"),
        ("campaign", "export", "lai-chau"),
        ("snapshot", "show", "1", "--campaign", "lai-chau"),
    ],
)
def test_a_folder_is_no_file_to_write_and_is_named(words, province, tmp_path):
    with pytest.raises(CommandError) as error:
        call_command(*words, "--out", str(tmp_path))

    assert str(error.value) == f"“{tmp_path}” is a folder. Name the file to write in it."


def test_a_frozen_table_shown_into_a_folder_that_is_not_there_is_an_error_in_words(province):
    call_command("snapshot", "take", "--campaign", "lai-chau")
    words = ("show", str(Snapshot.objects.get().id), "--campaign", "lai-chau")

    with pytest.raises(CommandError, match="There is no folder “khong-co”"):
        call_command("snapshot", *words, "--out", "khong-co/bang.csv")


@pytest.mark.parametrize(
    "words",
    [
        ("report", "progress", "--campaign", "lai-chau"),
        ("campaign", "export", "lai-chau"),
    ],
)
def test_a_disk_that_is_full_is_told_in_words(words, province):
    with pytest.raises(CommandError, match="The disk is full at “/dev/full”"):
        call_command(*words, "--out", "/dev/full")


def test_tables_beyond_a_pipe_are_the_bytes_of_the_file(province, capsysbinary, tmp_path):
    path = tmp_path / "bang.csv"
    words = ("report", "progress", "--campaign", "lai-chau", "--format", "csv")
    call_command(*words, "--out", str(path))
    capsysbinary.readouterr()
    call_command(*words)

    assert capsysbinary.readouterr().out == path.read_bytes()
