from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sangkien.models import Campaign, PlaceName, Target, Unit, WorkplaceRule

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[2] / "example" / "lai-chau-2022"
OPEN = EXAMPLE.parent / "open-campaign"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


def run(*words):
    out = StringIO()
    call_command(*(str(word) for word in words), stdout=out)
    return out.getvalue()


def file(tmp_path, text, name="sheet.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_loaded_by_the_commands_an_operator_uses():
    assert run("units", "import", EXAMPLE / "units.csv") == (
        "Units: 177 new, 0 changed, 0 unchanged.\n"
    )
    run("units", "rules", EXAMPLE / "rules" / "school-lines.csv", "--owner", "LC")
    run("units", "places", EXAMPLE / "rules" / "places.csv", "--owner", "LC")
    assert run("campaign", "load", EXAMPLE / "campaign.toml") == "Campaign lai-chau-2022: new.\n"
    assert run("targets", "import", EXAMPLE / "targets.csv", "--campaign", "lai-chau-2022") == (
        "Targets: 12 set, 0 held already.\n"
    )
    assert WorkplaceRule.objects.count() == 22
    assert PlaceName.objects.count() == 114
    assert WorkplaceRule.objects.get(position=1).sector_unit.code == "LC-GD"
    assert run("targets", "check", "--campaign", "lai-chau-2022", "--on", "17/03/2022") == (
        "LĐLĐ tỉnh Lai Châu, giao 2022: target 1.200, below it 1.200, difference 0.\n"
    )


def test_the_open_campaign_follows_the_day_it_is_loaded():
    run("units", "import", EXAMPLE / "units.csv")

    run("campaign", "load", OPEN / "campaign.toml", "--on", "2026-11-22")
    words = ("--campaign", "sang-kien-lai-chau", "--on", "22/11/2026")
    run("targets", "import", OPEN / "targets.csv", *words)

    phase = Campaign.objects.get().phases.first()
    assert (phase.opens_on.isoformat(), phase.closes_on.isoformat()) == ("2026-10-13", "2026-12-12")
    assert set(Target.objects.values_list("phase__number", "from_on")) == {(1, date(2026, 11, 22))}


@pytest.mark.parametrize("name", ["units.csv", "units.xlsx"])
def test_exported_units_can_be_loaded_again_and_change_nothing(tmp_path, name):
    run("units", "import", EXAMPLE / "units.csv")

    told = run("units", "export", "--out", tmp_path / name)

    assert told == f"Written: {tmp_path / name}\n"
    assert run("units", "import", tmp_path / name) == "Units: 0 new, 0 changed, 177 unchanged.\n"


def test_a_part_of_the_tree_is_exported_alone(tmp_path):
    run("units", "import", EXAMPLE / "units.csv")

    run("units", "export", "--under", "LC-VC", "--out", tmp_path / "vc.csv")

    lines = (tmp_path / "vc.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("LC-VC,")
    assert len(lines) == 1 + Unit.objects.filter(path__contains=_path("LC-VC")).count()


def _path(code):
    return Unit.objects.get(code=code).path


def test_every_problem_of_a_sheet_stands_on_a_line_with_row_and_column(tmp_path):
    path = file(
        tmp_path,
        "Mã,Tên đầy đủ,Mã đơn vị cấp trên,Ngày thành lập\n"
        "A,Công đoàn A,,31/11/2021\nB,,A,\nC,Công đoàn C,X,\n",
    )

    with pytest.raises(CommandError) as raised:
        run("units", "import", path)

    lines = str(raised.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "sheet.csv, row 2, column “Ngày thành lập”",
        "sheet.csv, row 3, column “Tên đầy đủ”",
        "sheet.csv, row 4, column “Mã đơn vị cấp trên”",
        "Nothing was loaded.",
    ]
    assert not Unit.objects.exists()


def test_problems_of_the_tree_are_told_the_same_way(tmp_path):
    path = file(tmp_path, "Mã,Tên đầy đủ,Mã đơn vị cấp trên\nA,A,B\nB,B,A\nC,C,X\n")

    with pytest.raises(CommandError) as raised:
        run("units", "import", path)

    place = "column “Mã đơn vị cấp trên”"
    below_itself = "would stand below itself: A → B → A. Correct the unit above one of them."
    unknown = "No unit has the code “X”. Correct the code, or add that unit first."
    assert str(raised.value).splitlines() == [
        f"sheet.csv, row 2, {place}: “A” {below_itself}",
        f"sheet.csv, row 3, {place}: “B” {below_itself}",
        f"sheet.csv, row 4, {place}: {unknown}",
        "Nothing was loaded.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("units.csv", "", "is empty"),
        ("units.pdf", "%PDF-1.7", "is not named like a spreadsheet"),
        ("units.xlsx", "PK broken", "“units.xlsx”"),
        ("units.csv", "Ngày,Món\n1,Cơm\n", "No row of column headings was found"),
    ],
)
def test_a_file_that_is_no_sheet_of_units_is_refused(tmp_path, name, content, said):
    with pytest.raises(CommandError, match=said):
        run("units", "import", file(tmp_path, content, name))


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"There is no file “nowhere\.csv”"):
        run("units", "import", "nowhere.csv")


def test_problems_of_a_campaign_file_are_named_by_their_place(tmp_path):
    path = file(tmp_path, '[campaign]\nslug = "a"\nowner = "LC"\n', "campaign.toml")

    with pytest.raises(CommandError) as raised:
        run("campaign", "load", path)

    lines = str(raised.value).splitlines()
    assert lines[0] == "campaign.toml, title: This is needed. Fill it in."
    assert lines[-1] == "Nothing was loaded."
    assert not Campaign.objects.exists()


def test_an_exported_campaign_can_be_loaded_again(tmp_path):
    run("units", "import", EXAMPLE / "units.csv")
    run("campaign", "load", EXAMPLE / "campaign.toml")

    told = run("campaign", "export", "lai-chau-2022", "--out", tmp_path / "c.toml")

    assert told == f"Written: {tmp_path / 'c.toml'}\n"
    said = run("campaign", "load", tmp_path / "c.toml")
    assert said == "Campaign lai-chau-2022: changed: nothing.\n"


def test_targets_of_unknown_units_are_named_and_none_is_set(tmp_path):
    run("units", "import", EXAMPLE / "units.csv")
    run("campaign", "load", EXAMPLE / "campaign.toml")
    path = file(tmp_path, "Tên đơn vị,Năm,Chỉ tiêu\nLĐLĐ huyện Than Uyen X,2022,5\nLC,2022,1\n")

    with pytest.raises(CommandError) as raised:
        run("targets", "import", path, "--campaign", "lai-chau-2022")

    assert str(raised.value).startswith(
        "sheet.csv, row 2, column “Mã đơn vị”: No unit below LĐLĐ tỉnh Lai Châu goes by"
    )
    assert not Target.objects.exists()
