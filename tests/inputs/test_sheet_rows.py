from datetime import date, datetime

import pytest

from sangkien.core.reading import Unreadable
from sangkien.core.sheets import TARGETS, UNITS, Fault
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.inputs.sheet_rows import listed
from tests.sheets import problems_of, sheet

TODAY = date(2022, 3, 17)


def only(*cells, headings=("Mã", "Tên đầy đủ", "Ngày thành lập")):
    """The cells of a sheet of units with one row, and the sheet."""
    units = listed(sheet(headings, cells), UNITS, today=TODAY)
    return next(iter(units)), units


def codes(units):
    return [(problem.column, problem.code) for problem in units.problems]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  LC-THU ", "LC-THU"),
        (12.0, "12"),
        (7, "7"),
        (8.5, "8,5"),
        (True, "có"),
        (date(2021, 9, 5), "05/09/2021"),
        ("hai\ndòng", "hai dòng"),
        ("a\x00\x07b\u200b", "ab"),
        ("Tie\u0302\u0301ng", "Tiếng"),
        ("", ""),
    ],
)
def test_a_cell_is_read_as_tidy_text(cell, text):
    cells, units = only(cell, "Tên", "")

    assert (cells.text("code"), units.problems) == (text, [])


def test_a_text_that_does_not_fit_is_refused_in_short_and_reads_as_empty():
    cells, units = only("x" * 200_000, "Tên", "")

    assert cells.text("code", longest=40) == ""
    (problem,) = units.problems
    assert (problem.row, problem.column, problem.code) == (2, "Mã", "text-too-long")
    assert problem.details == {"typed": f"{'x' * 60}…", "length": 200_000, "longest": 40}


@pytest.mark.parametrize("length", [39, 40])
def test_a_text_that_just_fits_is_kept(length):
    cells, units = only("x" * length, "Tên", "")

    assert (cells.text("code", longest=40), units.problems) == ("x" * length, [])


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\t\n", "\u00a0"])
def test_a_required_cell_that_shows_nothing_is_empty(nothing):
    cells, units = only(nothing, "Tên", "")
    cells.text("code", required=True)

    assert codes(units) == [("Mã", "cell-empty")]


def test_a_column_the_sheet_does_not_have_reads_as_empty_without_a_word():
    cells, units = only("A", "Tên", headings=("Mã", "Tên đầy đủ"))

    assert (cells.text("block"), cells.day("opens_on"), units.problems) == ("", None, [])


def test_a_row_shorter_than_the_headings_has_empty_cells_at_its_end():
    cells, _ = only("A")

    assert (cells.text("name"), cells.day("opens_on")) == ("", None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("05/09/2021", date(2021, 9, 5)),
        ("5.9.2021", date(2021, 9, 5)),
        ("2021-09-05", date(2021, 9, 5)),
        ("2021-09-05 00:00:00", date(2021, 9, 5)),
        (44444.0, date(2021, 9, 5)),
        (date(2021, 9, 5), date(2021, 9, 5)),
        (datetime(2021, 9, 5, 23, 59), date(2021, 9, 5)),  # noqa: DTZ001
        ("today", TODAY),
        ("today - 1", date(2022, 3, 16)),
        ("  ", None),
    ],
)
def test_a_day_is_read_however_a_spreadsheet_keeps_it(cell, day):
    cells, units = only("A", "Tên", cell)

    assert (cells.day("opens_on"), units.problems) == (day, [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/11/2021", "date-no-such-day"),
        ("29/02/2022", "date-no-such-day"),
        ("05/13/2021", "date-no-such-month"),
        ("00/01/2021", "date-form"),
        ("05/09/2960", "date-year-range"),
        ("05/09/21", "date-short-year"),
        ("09/2021", "date-not-a-day"),
        ("2021", "date-not-a-day"),
        (2021.0, "date-not-a-day"),
        (9.2021, "date-not-a-day"),
        (0.5, "date-number"),
        (-44444.0, "date-number"),
        (float("inf"), "date-number"),
        (float("nan"), "date-number"),
        (1e300, "date-number"),
        (True, "date-form"),
        ("hôm qua", "date-form"),
        ("x" * 200_000, "date-form"),
        ("٠٥/٠٩/٢٠٢١x", "date-form"),
    ],
)
def test_a_cell_that_is_no_day_is_refused_at_its_place(cell, code):
    cells, units = only("A", "Tên", cell)

    assert cells.day("opens_on") is None
    assert codes(units) == [("Ngày thành lập", code)]


def test_a_reader_of_ones_own_is_asked_only_for_cells_that_hold_something():
    asked = []
    cells, _ = only("A", " ", "")
    for name in ("code", "name", "opens_on"):
        cells.read(name, asked.append)

    assert asked == ["A"]


def test_what_a_reader_cannot_read_is_kept_with_what_was_typed():
    def reader(cell):
        raise Unreadable("number-form", typed=cell)

    cells, units = only("A", "Tên", "")

    assert cells.read("code", reader) is None
    assert [(p.row, p.code, p.details) for p in units.problems] == [
        (2, "number-form", {"typed": "A"})
    ]


def test_a_formula_never_calculated_is_named_by_its_cell():
    _, units = only("A", Fault("formula-not-calculated"), "")

    assert [(p.row, p.column, p.code, p.details) for p in units.problems] == [
        (2, "Tên đầy đủ", "formula-not-calculated", {"cell": "B2"})
    ]


def test_problems_are_told_in_the_order_of_the_rows_whenever_they_were_found():
    units = listed(
        sheet(("Mã", "Tên đầy đủ"), ("A", "x"), ("B", ""), ("", "y")), UNITS, today=TODAY
    )
    for cells in reversed(list(units)):
        cells.text("code", required=True)
        cells.text("name", required=True)

    with pytest.raises(BadRows) as raised:
        units.refuse_if_bad()
    assert problems_of(raised) == [(3, "Tên đầy đủ", "cell-empty"), (4, "Mã", "cell-empty")]


def test_a_sheet_without_problems_is_not_refused():
    _, units = only("A", "Tên", "")

    assert units.refuse_if_bad() is None


@pytest.mark.parametrize(
    "above",
    [
        [],
        [("DANH SÁCH CÔNG ĐOÀN",)],
        [("LĐLĐ TỈNH", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("", "", ""), ("DANH SÁCH",)],
    ],
)
def test_titles_above_the_headings_are_no_rows_and_numbers_stay_those_of_the_sheet(above):
    units = listed(sheet(*above, ("Mã", "Tên đầy đủ"), ("A", "x")), UNITS, today=TODAY)

    assert [cells.row for cells in units] == [len(above) + 2]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (("MÃ ĐƠN VỊ", "tên đơn vị"), {"code", "name"}),
        (("Ma don vi", "Ten don vi (đầy đủ)"), {"code", "name"}),
        (("Mã\nđơn vị", " Tên  đầy đủ* "), {"code", "name"}),
        (("Mã", "Tên đầy đủ", "Ghi chú", "Màu sắc"), {"code", "name"}),
    ],
)
def test_headings_are_known_however_they_are_written(headings, found):
    units = listed(sheet(headings, ["A"] * len(headings)), UNITS, today=TODAY)

    assert set(units.layout.columns) == found


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (("Mã", "Tên đầy đủ", "Mã"), [(1, "Mã", "column-twice")]),
        (("Mã", "Tuyến", "Khối"), [(1, "Tên đầy đủ", "column-missing")]),
        (("Ngày", "Món ăn"), [(None, None, "no-header")]),
    ],
)
def test_headings_that_do_not_do_are_refused_before_any_row(headings, said):
    with pytest.raises(BadRows) as raised:
        listed(sheet(headings, ["x"] * len(headings)), UNITS, today=TODAY)

    assert problems_of(raised) == said


@pytest.mark.parametrize("rows", [[], [()], [("", "")], [(" ", "\t")]])
def test_an_empty_sheet_is_told_so(rows):
    with pytest.raises(BadRows) as raised:
        listed(sheet(*rows), UNITS, today=TODAY)

    assert problems_of(raised) == [(None, None, "sheet-empty")]


@pytest.mark.parametrize("kind", [UNITS, TARGETS])
def test_headings_without_a_list_are_told_so(kind):
    labels = [column.label for column in kind.columns]
    with pytest.raises(BadRows) as raised:
        listed(sheet(labels), kind, today=TODAY)

    assert [code for _, _, code in problems_of(raised)] == ["no-rows"]
