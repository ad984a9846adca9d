from datetime import date

import pytest

from sangkien.core.sheets import Fault
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.units import UnitRow
from sangkien.inputs.unit import read_units
from tests.sheets import problems_of, sheet

TODAY = date(2022, 3, 17)
HEADINGS = ("Mã", "Loại", "Tên đầy đủ", "Tên ngắn", "Tên gọi khác", "Mã đơn vị cấp trên", "Tuyến")
HEADINGS += ("Ngày thành lập", "Ngày kết thúc")


def read(*rows):
    return read_units(sheet(HEADINGS, *rows), today=TODAY)


def units_of(*rows):
    """The units of a sheet that has nothing wrong."""
    found = read(*rows)
    assert found.problems == ()
    return found.rows


def told(found):
    return [(problem.row, problem.column, problem.code) for problem in found.problems]


def test_a_full_row_is_read_into_one_unit():
    (unit,) = units_of(
        (
            " LC-GD ",
            "Công đoàn ngành",
            "Công đoàn ngành  Giáo dục",
            "CĐN Giáo dục",
            "CĐ Giáo dục| CĐGD ||CĐGD",
            "LC",
            "Ngành",
            "01/02/1995",
            date(2025, 6, 30),
        )
    )

    assert unit == UnitRow(
        row=2,
        code="LC-GD",
        kind="Công đoàn ngành",
        name="Công đoàn ngành Giáo dục",
        short_name="CĐN Giáo dục",
        parent="LC",
        aliases=("CĐ Giáo dục", "CĐGD"),
        line="sector",
        opens_on=date(1995, 2, 1),
        closes_on=date(2025, 6, 30),
    )


def test_a_unit_without_a_short_name_is_called_by_its_full_one():
    (unit,) = units_of(("A", "", "Công đoàn A", "", "", "", "", "", ""))

    assert (unit.short_name, unit.line, unit.opens_on) == ("Công đoàn A", "territorial", None)


def test_every_bad_cell_is_named_by_row_and_column_at_once():
    found = read(
        ("", "CĐCS", "Công đoàn A", "", "", "", "địa bàn", "31/11/2021", ""),
        ("B", "CĐCS", "", "", "", "A", "huyện", "", "05/03/2960"),
        ("C", "CĐCS", "x" * 301, "", "", "A", "", "02/01/2022", "01/01/2022"),
        ("D", "CĐCS", "Công đoàn D", "", "", "A", "", "2021", ""),
    )

    assert told(found) == [
        (2, "Mã", "cell-empty"),
        (2, "Ngày thành lập", "date-no-such-day"),
        (3, "Tên đầy đủ", "cell-empty"),
        (3, "Tuyến", "unit-line"),
        (3, "Ngày kết thúc", "date-year-range"),
        (4, "Tên đầy đủ", "text-too-long"),
        (4, "Ngày kết thúc", "unit-dates"),
        (5, "Ngày thành lập", "date-not-a-day"),
    ]


def test_a_sheet_without_the_columns_of_units_is_refused():
    with pytest.raises(BadRows) as raised:
        read_units(sheet(("Mã", "Tuyến", "Khối"), ("A", "ngành", "")), today=TODAY)

    assert problems_of(raised) == [(1, "Tên đầy đủ", "column-missing")]


def test_a_sheet_that_is_something_else_is_refused():
    with pytest.raises(BadRows) as raised:
        read_units(sheet(("Ngày", "Món ăn"), ("Thứ hai", "Cơm")), today=TODAY)

    assert problems_of(raised) == [(None, None, "no-header")]


def test_a_formula_that_was_never_calculated_is_no_value():
    found = read((Fault("formula-not-calculated"), "", "Công đoàn A", "", "", "", "", "", ""))

    assert (2, "Mã", "formula-not-calculated") in told(found)


def test_a_row_whose_unit_above_cannot_be_read_is_no_root_and_one_without_a_code_is_no_unit():
    fault = Fault("formula-not-calculated")

    found = read(
        ("A", "", "Công đoàn A", "", "", fault, "", "", ""),
        ("B", "", "Công đoàn B", "", "", "x" * 41, "", "", ""),
        ("C", "", "Công đoàn C", "", "", "", "", "", ""),
        (fault, "", "Công đoàn D", "", "", "C", "", "", ""),
    )

    assert ([unit.code for unit in found.rows], found.unplaced) == (["A", "B", "C"], {2, 3})


def test_every_problem_has_its_sentence():
    found = read(("", "", "", "", "", "", "?", "31/11/2021", "x"))

    assert len(told(found)) >= 5
    for problem in found.problems:
        assert "{" not in problem.sentence.format(**problem.details)
