"""Units, rule tables and campaign files of the example hang together."""

from datetime import date

from sangkien.core.facts import UnitFact
from sangkien.core.text import fold
from sangkien.core.workplaces import LineRule, by_rule
from tests.example import sheets

FOLDERS = ("lai-chau-2022", "open-campaign")
LINES = {"địa bàn": "territorial", "ngành": "sector"}


def test_every_unit_code_resolves():
    units = sheets.units()
    named = [row["Mã đơn vị cấp trên"] for row in units.values()]
    named += [row["Mã đơn vị"] for row in sheets.rows("lai-chau-2022/targets.csv")]
    named += [row["Mã đơn vị"] for row in sheets.rows("open-campaign/targets.csv")]
    named += [row["Mã đơn vị"] for row in sheets.rows("lai-chau-2022/rules/places.csv")]
    named += [row["Đơn vị ngành"] for row in sheets.rows("lai-chau-2022/rules/school-lines.csv")]
    named += [sheets.campaign(folder)["campaign"]["owner"] for folder in FOLDERS]

    assert {code for code in named if code} <= set(units)
    assert [code for code, row in units.items() if not row["Mã đơn vị cấp trên"]] == ["TLD"]


def test_every_district_has_a_kindergarten_a_boarding_school_and_others():
    for code in ("LC-THU", "LC-PTO", "LC-SHO", "LC-MTE", "LC-TDU", "LC-TP", "LC-NNH", "LC-TAU"):
        below = [r for r in sheets.units().values() if r["Mã đơn vị cấp trên"] == code]

        assert {row["Cấp học"] for row in below} >= {"MN", "TH", "THCS"}
        assert any("PTDTBT" in row["Tên ngắn"] for row in below)


def test_no_name_folded_for_look_up_means_two_units():
    owners: dict[str, set[str]] = {}
    for code, unit in sheets.units().items():
        names = (unit["Tên đầy đủ"], unit["Tên ngắn"], *unit["Tên gọi khác"].split("|"))
        for name in names:
            owners.setdefault(fold(name), set()).add(code)

    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_the_rule_table_alone_knows_the_line_of_each_workplace():
    rules, units = _rules(), sheets.units().values()
    for unit in units:
        for name in unit["Tên gọi khác"].split("|") if unit["Loại"] == "CĐCS" else ():
            found = by_rule(name, day=date(2022, 3, 17), rules=rules, places=())

            assert found is not None, name
            assert found.line == LINES[unit["Tuyến"]], name
            assert (found.unit.path if found.unit else "") in {"", unit["Mã đơn vị cấp trên"]}, name


def test_one_rule_holds_until_the_reorganisation_and_one_since():
    school = "Trường THCS Mường Kim"
    days = (date(2022, 3, 17), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 22))
    found = [by_rule(school, day=day, rules=_rules(), places=()) for day in days]

    assert [fact.school_level for fact in found] == ["THCS"] * 4
    assert found[0].basis == found[1].basis != found[2].basis == found[3].basis


def _rules() -> list[LineRule]:
    return [
        LineRule(
            marks=tuple(row["Dấu hiệu"].split("|")),
            line=LINES[row["Tuyến"]],
            school_level=row["Cấp học"],
            sector_unit=_sector(row["Đơn vị ngành"]),
            valid_from=_day(row["Từ ngày"]),
            valid_to=_day(row["Đến ngày"]),
            basis=row["Căn cứ"],
        )
        for row in sheets.rows("lai-chau-2022/rules/school-lines.csv")
    ]


def _sector(code: str) -> UnitFact | None:
    return UnitFact(0, code, code, "sector") if code else None


def _day(text: str) -> date | None:
    return date(*(int(part) for part in reversed(text.split("/")))) if text else None


def test_each_mark_cell_fits_the_column_of_the_register():
    assert (
        max(len(r["Dấu hiệu"]) for r in sheets.rows("lai-chau-2022/rules/school-lines.csv")) <= 500
    )


def test_the_campaign_states_its_days_and_papers():
    found = sheets.campaign("lai-chau-2022")
    days = [(phase["opens_on"], phase["closes_on"]) for phase in found["phases"]]

    assert found["campaign"]["applied_from"] == date(2021, 9, 1)
    assert found["campaign"]["applied_to"] == date(2023, 9, 1)
    assert found["campaign"]["default_day"] == date(2022, 3, 17)
    assert days == [
        (date(2022, 1, 8), date(2022, 5, 31)),
        (date(2022, 6, 1), date(2023, 9, 1)),
    ]
    assert [(paper["number"], paper["issued_on"]) for paper in found["documents"]] == [
        ("3259/CTr-TLĐ", date(2021, 12, 15)),
        ("46/HD-TLĐ", date(2021, 12, 30)),
        ("302/KH-LĐLĐ", date(2022, 1, 13)),
        ("52/HD-LĐLĐ", date(2022, 1, 14)),
    ]


def test_the_open_campaign_is_open_on_the_day_it_is_loaded():
    found = sheets.campaign("open-campaign")
    ends = [(_offset(p["opens_on"]), _offset(p["closes_on"])) for p in found["phases"]]

    assert _offset(found["campaign"]["applied_from"]) < 0 < _offset(found["campaign"]["applied_to"])
    assert ends == [(-40, 20), (21, 80)]


def _offset(text: str) -> int:
    return int(text.removeprefix("today"))


def test_targets_of_the_open_campaign_add_up():
    values = {
        row["Mã đơn vị"]: int(row["Chỉ tiêu"]) for row in sheets.rows("open-campaign/targets.csv")
    }

    assert values.pop("LC") == sum(values.values())
