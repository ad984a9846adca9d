"""The same figures in every format, for tables of any shape: empty, huge, without targets."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sangkien.core.facts import Window
from sangkien.core.pace import clock
from sangkien.core.progress.table import Note
from sangkien.core.standing import Column
from sangkien.reports.progress import (
    REPORT,
    as_csv,
    as_json_text,
    as_text,
    as_xlsx,
    clock_line,
    file_name,
    headings,
)
from tests.reports.tables import DAY, direct, row, table

PHASE = Window(date(2022, 1, 8), date(2022, 5, 31))
EMPTY = table()
HUNDREDS = table(*(row(f"CĐCS số {n:03}", 10, 0, 0, 0, 0, n, 0) for n in range(400)))


def csv_rows(shown):
    return list(csv.reader(io.StringIO(as_csv(shown).decode(), newline="")))


def sheet_rows(shown):
    sheet = load_workbook(io.BytesIO(as_xlsx(shown))).active
    rows = [[cell.value for cell in cells] for cells in sheet.iter_rows()]
    start = next(number for number, cells in enumerate(rows) if cells[0] == "TT")
    return rows[start:]


def text_lines(shown):
    return as_text(shown).decode().splitlines()


# -- shapes --------------------------------------------------------------------------------------


def test_a_table_without_a_row_still_has_headings_and_a_total_of_nought():
    assert csv_rows(EMPTY) == [list(headings(EMPTY)), ["", "Tổng", "", *["0"] * 7, "", "", ""]]
    assert sheet_rows(EMPTY)[1][:5] == [None, "Tổng", "–", 0, 0]
    assert json.loads(as_json_text(EMPTY))["rows"] == []
    assert [line.split()[:3] for line in text_lines(EMPTY) if "Tổng" in line] == [
        ["Tổng", "–", "0"]
    ]


def test_hundreds_of_rows_are_all_written_and_numbered_in_order():
    ranks = [cells[0] for cells in csv_rows(HUNDREDS)[1:-1]]

    assert ranks == [str(number) for number in range(1, 401)]
    assert [cells[0] for cells in sheet_rows(HUNDREDS)[1:401]] == list(range(1, 401))
    assert csv_rows(HUNDREDS)[-1][3] == str(sum(range(400)))


def test_entries_at_the_upper_unit_itself_stand_last_without_a_number_in_every_format():
    shown = table(row("Than Uyên", 5, 0, 0, 0, 0, 1, 0), direct(0, 0, 0, 0, 9, 0))

    assert [cells[:2] for cells in csv_rows(shown)[1:]] == [
        ["1", "Than Uyên"],
        ["", "Trực tiếp LĐLĐ tỉnh"],
        ["", "Tổng"],
    ]
    assert [cells[0] for cells in sheet_rows(shown)[1:4]] == [1, None, None]
    assert [entry["rank"] for entry in json.loads(as_json_text(shown))["rows"]] == [1, None]


@pytest.mark.parametrize("name", ["Đ" * 80, "LĐLĐ huyện “Than Uyên”, khối 1; cụm 2", "Ÿ‘A’\u00a0B"])
def test_a_name_of_any_length_and_with_any_sign_comes_out_as_it_is(name):
    shown = table(row(name, 5, 1, 0, 0, 0, 0, 0))

    assert csv_rows(shown)[1][1] == name
    assert sheet_rows(shown)[1][1] == name
    assert json.loads(as_json_text(shown))["rows"][0]["name"] == name
    assert any(name in line for line in text_lines(shown))


@pytest.mark.parametrize("name", ["=1+1", "+84", "@SUM(A1)", "-5"])
def test_a_unit_named_like_a_formula_is_no_formula_in_any_sheet(name):
    shown = table(row(name, 5, 1, 0, 0, 0, 0, 0))

    cell = csv_rows(shown)[1][1]
    assert cell in {f"'{name}", "+84", "-5"}
    assert sheet_rows(shown)[1][1] == name


# -- targets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "in_csv", "in_sheet", "in_text"),
    [
        (None, ["", "", ""], ["–", "–", "–"], "–"),
        (0, ["0", "", ""], [0, "–", "–"], "0"),
        (1200, ["1200", "0.0025", "0.0008"], [1200, 3 / 1200, 1 / 1200], "1.200"),
    ],
)
def test_no_target_and_a_target_of_0_have_no_share_and_are_told_apart(
    target, in_csv, in_sheet, in_text
):
    shown = table(row("A", target, 2, 0, 0, 0, 0, 1))

    line, cells = csv_rows(shown)[1], sheet_rows(shown)[1]
    assert [line[2], *line[10:12]] == in_csv
    assert [cells[2], *cells[10:12]] == in_sheet
    (text,) = [each.split() for each in text_lines(shown) if each.split()[1:2] == ["A"]]
    assert text[2] == in_text


def test_the_total_of_targets_is_the_upper_units_own_where_one_below_has_none():
    shown = table(row("A", 5), row("B", None), own_target=1200)

    assert csv_rows(shown)[-1][2] == "1200"
    assert sheet_rows(shown)[3][2] == 1200


# -- all formats say the same --------------------------------------------------------------------

COUNTS = st.tuples(*[st.integers(0, 3000)] * 6)
TABLES = st.lists(st.tuples(st.none() | st.integers(0, 5000), COUNTS), max_size=5).map(
    lambda drawn: table(
        *(row(f"A{n}", target, *counts) for n, (target, counts) in enumerate(drawn))
    )
)


@given(TABLES)
def test_every_row_is_the_sum_of_its_columns_and_the_total_of_its_rows_in_the_csv(shown):
    *rows, total = [list(map(int, cells[3:10])) for cells in csv_rows(shown)[1:]]

    for counts in (*rows, total):
        assert counts[0] == sum(counts[1:])
    assert total == [sum(column) for column in zip(*rows, strict=True)] or not rows


@given(TABLES)
def test_the_json_carries_the_same_figures_as_the_csv(shown):
    told = json.loads(as_json_text(shown))
    columns = [column.name.lower() for column in Column]

    for entry, cells in zip([*told["rows"], told["total"]], csv_rows(shown)[1:], strict=True):
        figures = [entry["target"], entry["gross"], *(entry["columns"][c] for c in columns)]
        assert ["" if figure is None else str(figure) for figure in figures] == cells[2:10]


@given(TABLES)
def test_the_shell_writes_the_same_figures_with_dots_between_thousands(shown):
    body = [line.split() for line in text_lines(shown) if line.lstrip()[:1] in {"1", "2", "T"}]
    totals = [line for line in body if line[0] == "Tổng"]

    counts = [int(number.replace(".", "")) for number in totals[-1][2:9]]
    assert counts == [shown.total.gross, *shown.total.columns]


# -- clocks, notes, names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 1, 7), "chưa bắt đầu"),
        (date(2022, 1, 8), "ngày thứ 1/144, đã qua 0,7 % thời gian, còn 143 ngày"),
        (date(2022, 3, 17), "ngày thứ 69/144, đã qua 47,9 % thời gian, còn 75 ngày"),
        (date(2022, 5, 31), "ngày thứ 144/144, đã qua 100,0 % thời gian, còn 0 ngày"),
        (date(2022, 6, 1), "đã kết thúc"),
    ],
)
def test_a_clock_is_told_with_its_start_and_end_on_any_day(day, expected):
    line = clock_line(clock(PHASE, day, title="Giai đoạn 1"))

    assert line == f"Giai đoạn 1 (từ 08/01/2022 đến 31/05/2022): {expected}"


def test_a_clock_of_thousands_of_days_has_its_dots():
    long = clock(Window(date(2019, 1, 1), date(2024, 12, 31)), DAY, title="Toàn chương trình")

    assert clock_line(long).endswith(
        "ngày thứ 1.172/2.192, đã qua 53,5 % thời gian, còn 1.020 ngày"
    )


def test_without_notes_there_is_no_heading_for_them():
    noted = table(notes=(Note("period", "Bảng đếm các lượt nộp trong năm 2022."),))

    assert "Ghi chú:" not in text_lines(EMPTY)
    assert text_lines(noted)[-2:] == ["Ghi chú:", "- Bảng đếm các lượt nộp trong năm 2022."]
    assert sheet_rows(noted)[-1][0] == "Bảng đếm các lượt nộp trong năm 2022."
    assert len(csv_rows(noted)) == len(csv_rows(EMPTY))


def test_a_file_is_named_by_report_campaign_unit_and_day():
    assert [file_name(EMPTY, each.suffix) for each in REPORT.formats.values()] == [
        f"tien-do-lai-chau-2022-LC-2022-03-17{suffix}"
        for suffix in (".txt", ".csv", ".xlsx", ".json")
    ]


def test_the_columns_are_those_of_the_letter_and_what_it_could_not_count():
    assert headings(EMPTY) == (
        "TT", "Tên đơn vị", "Chỉ tiêu năm 2022", "Số lượt", "Trùng", "Sai đơn vị", "Sai thời gian",
        "Lý do khác", "Chờ xét", "Hợp lệ", "Tỷ lệ lượt", "Tỷ lệ hợp lệ", "Ghi chú",
    )  # fmt: skip
