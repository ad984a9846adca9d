from datetime import date

import pytest

from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.workplace_sheets import PlaceRow, RuleRow
from sangkien.inputs.workplace_rule import read_places, read_rules
from tests.sheets import problems_of, sheet

TODAY = date(2022, 3, 17)
RULES = ("Dấu hiệu", "Cấp học", "Tuyến", "Đơn vị ngành", "Từ ngày", "Đến ngày", "Căn cứ")


def test_a_rule_is_read_with_its_marks_and_days():
    rows = sheet(RULES, ("THPT| DTNT ||", "THPT", "ngành", "LC-GD", "", "30/06/2025", "Điều 24"))

    assert read_rules(rows, today=TODAY) == [
        RuleRow(2, ("THPT", "DTNT"), "sector", "THPT", "LC-GD", None, date(2025, 6, 30), "Điều 24")
    ]


def test_every_bad_cell_of_the_rules_is_named_at_once():
    rows = sheet(
        RULES,
        ("", "", "huyện", "", "31/11/2021", "", ""),
        ("THPT", "", "ngành", "", "01/07/2025", "30/06/2025", ""),
        ("MN", "", "", "", "", "", ""),
    )

    with pytest.raises(BadRows) as raised:
        read_rules(rows, today=TODAY)

    assert problems_of(raised) == [
        (2, "Dấu hiệu", "cell-empty"),
        (2, "Tuyến", "unit-line"),
        (2, "Từ ngày", "date-no-such-day"),
        (3, "Đơn vị ngành", "rule-unit-missing"),
        (3, "Đến ngày", "rule-dates"),
        (4, "Tuyến", "cell-empty"),
    ]


def test_places_are_read_with_their_units():
    rows = sheet(("Địa danh", "Mã đơn vị"), ("Phúc  Than", "LC-THU"))

    assert read_places(rows, today=TODAY) == [PlaceRow(2, "Phúc Than", "LC-THU")]


def test_a_place_without_a_unit_is_refused():
    with pytest.raises(BadRows) as raised:
        read_places(sheet(("Địa danh", "Mã đơn vị"), ("Phúc Than", "")), today=TODAY)

    assert problems_of(raised) == [(2, "Mã đơn vị", "cell-empty")]
