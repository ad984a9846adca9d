from datetime import date

import pytest

from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.targets import TargetRow
from sangkien.inputs.target import read_targets
from tests.sheets import problems_of, sheet

TODAY = date(2022, 3, 17)
HEADINGS = ("Mã đơn vị", "Loại chỉ tiêu", "Giai đoạn", "Năm", "Chỉ tiêu", "Văn bản giao", "Từ ngày")


def read(*rows):
    return read_targets(sheet(HEADINGS, *rows), today=TODAY)


def test_targets_are_read_for_a_year_for_a_phase_and_for_the_whole():
    assert read(
        ("LC", "giao", "", "2022", "1.200", "302/KH-LĐLĐ", "13/01/2022"),
        ("LC", "Đăng ký", "1", "", 500.0, "", ""),
        ("LC", "Kế hoạch", "", "", "90", "", "today-40"),
        ("LC", "", "", "today", "0", "", ""),
    ) == [
        TargetRow(2, "LC", "assigned", 1200, "", 2022, "302/KH-LĐLĐ", date(2022, 1, 13)),
        TargetRow(3, "LC", "registered", 500, "1", from_on=TODAY),
        TargetRow(4, "LC", "plan", 90, from_on=date(2022, 2, 5)),
        TargetRow(5, "LC", "assigned", 0, year=2022, from_on=TODAY),
    ]


def test_every_bad_cell_is_named_by_row_and_column_at_once():
    with pytest.raises(BadRows) as raised:
        read(
            ("", "giao", "", "2022", "12,5", "", "31/11/2021"),
            ("LC", "khoán", "1", "2022", "-3", "", ""),
            ("LC", "giao", "", "2960", "", "", "2021"),
            ("LC", "giao", "", "", "9999999999", "x" * 201, ""),
        )

    assert problems_of(raised) == [
        (2, "Mã đơn vị", "cell-empty"),
        (2, "Chỉ tiêu", "count-not-whole"),
        (2, "Từ ngày", "date-no-such-day"),
        (3, "Năm", "target-two-periods"),
        (3, "Loại chỉ tiêu", "target-kind"),
        (3, "Chỉ tiêu", "count-negative"),
        (4, "Năm", "target-year"),
        (4, "Chỉ tiêu", "cell-empty"),
        (4, "Từ ngày", "date-not-a-day"),
        (5, "Chỉ tiêu", "number-form"),
        (5, "Văn bản giao", "text-too-long"),
    ]


def test_a_sheet_without_targets_is_refused():
    with pytest.raises(BadRows) as raised:
        read_targets(sheet(("Mã đơn vị", "Năm"), ("LC", "2022")), today=TODAY)

    assert problems_of(raised) == [(1, "Chỉ tiêu", "column-missing")]
