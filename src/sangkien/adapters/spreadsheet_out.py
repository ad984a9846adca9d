"""Spreadsheets out: a table that prints well on A4, and the sender's list with our verdicts.

Equal input gives equal bytes: no clock, no machine name goes into a file. Text is always
written as text, so that nothing a member typed can become a formula.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from sangkien.adapters.csv_out import Value, csv_lines, write_csv
from sangkien.core.sheets.cell import Cell
from sangkien.core.sheets.columns import KEY_LABEL, REASON_LABEL, VERDICT_LABEL

__all__ = [
    "OutColumn",
    "ResultRow",
    "Value",
    "csv_lines",
    "write_csv",
    "write_result_workbook",
    "write_xlsx",
]

ColumnKind = Literal["text", "number", "decimal", "percent", "date", "moment"]
Outcome = Literal["accepted", "held", "refused"]

MOST_ROWS = 1_048_576  # of one sheet
MOST_CHARACTERS = 32_767  # of one cell
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date keeps equal input equal in bytes
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_KEPT = {**_FONT, "text_wrap": True}
_A4 = 9

NUMBER_FORMATS: dict[ColumnKind, str] = {
    "text": "@",
    "number": "#,##0",
    "decimal": "#,##0.##",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
# text colour, ground: dark enough on white paper and for readers who do not see colours
_COLOURS: dict[Outcome, tuple[str, str]] = {
    "accepted": ("#1B5E20", "#E8F5E9"),
    "held": ("#7A4F01", "#FFF8E1"),
    "refused": ("#B71C1C", "#FDECEA"),
}


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column of a table: heading, what its values are, width in characters."""

    label: str
    kind: ColumnKind = "text"
    width: float = 14


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of the sender's list as it came, and what became of it."""

    cells: Sequence[Cell]
    outcome: Outcome
    verdict: str  # the word shown, translated
    reason: str
    key: str


def write_xlsx(
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[Value]],
    *,
    title_lines: Sequence[str] = (),
    total: Sequence[Value] | None = None,
    notes: Sequence[str] = (),
    sheet_name: str = "Danh sách",
    landscape: bool = True,
) -> bytes:
    """Return a workbook with one table, ready to print on A4.

    Dates and numbers are real ones, shares (1 is the whole) show as percentages. The heading
    row is frozen and printed on every page. Raises ValueError beyond MOST_ROWS.
    """
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {**_OPTIONS, "in_memory": True})
    workbook.set_properties({"created": _MADE_ON})
    sheet = workbook.add_worksheet(sheet_name)
    _write_titles(workbook, sheet, title_lines, width=len(columns))
    header = len(title_lines) + (1 if title_lines else 0)
    _write_header(workbook, sheet, columns, header)
    formats = [_cell_format(workbook, column) for column in columns]
    last = _write_rows(sheet, rows, formats, first=header + 1)
    if total is not None:
        bold = [_cell_format(workbook, column, bold=True) for column in columns]
        last = _write_rows(sheet, [total], bold, first=last)
    _write_notes(workbook, sheet, notes, first=last + 1)
    _set_up_page(sheet, header=header, landscape=landscape)
    workbook.close()
    return out.getvalue()


def _write_titles(workbook: Any, sheet: Any, lines: Sequence[str], *, width: int) -> None:
    bold = workbook.add_format({**_FONT, "bold": True, "align": "center"})
    for row, line in enumerate(lines):
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", bold)
        sheet.write_string(row, 0, _fitting(line), bold)


def _write_header(workbook: Any, sheet: Any, columns: Sequence[OutColumn], row: int) -> None:
    look = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    header = workbook.add_format({**_FONT, **look})
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(row, index, _fitting(column.label), header)


def _cell_format(workbook: Any, column: OutColumn, *, bold: bool = False) -> Any:
    look: dict[str, Any] = {"num_format": NUMBER_FORMATS[column.kind], "border": 1, "bold": bold}
    if column.kind == "text":
        look |= {"text_wrap": True, "indent": 1}  # Excel draws rule and text touching
    if column.kind in ("date", "moment"):
        look |= {"align": "center"}
    return workbook.add_format({**_FONT, **look})


def _write_rows(
    sheet: Any, rows: Iterable[Sequence[Value]], formats: Sequence[Any], *, first: int
) -> int:
    """Write the rows from row `first`, from 0, and return the row behind the last."""
    number = first
    for row in rows:
        _require_room(number)
        for index, value in enumerate(row):
            _write_cell(sheet, number, index, value, formats[index])
        number += 1
    return number


def _write_cell(sheet: Any, row: int, index: int, value: object, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, index, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, index, value, look)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, index, value, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, index, value.replace(tzinfo=None), look)
    elif isinstance(value, date | time | timedelta):
        sheet.write_datetime(row, index, value, look)
    else:
        sheet.write_string(row, index, _fitting(str(value)), look)


def _fitting(text: str) -> str:
    """Return the text as long as a cell may hold; XlsxWriter would drop a longer one."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _require_room(row: int) -> None:
    if row >= MOST_ROWS:
        raise ValueError(f"a sheet holds {MOST_ROWS} rows")


def _write_notes(workbook: Any, sheet: Any, notes: Sequence[str], *, first: int) -> None:
    look = workbook.add_format({**_FONT, "italic": True})
    for row, note in enumerate(notes, start=first):
        sheet.write_string(row, 0, _fitting(note), look)


def _set_up_page(sheet: Any, *, header: int, landscape: bool) -> None:
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.set_footer("&C&P/&N")


def write_result_workbook(
    path: Path, header_cells: Sequence[Cell], rows: Iterable[ResultRow]
) -> Path:
    """Write the sender's list with verdict, reason and a hidden key column; return `path`.

    Columns, order and values stay as they came: numbers numbers, dates dates, text text. The
    verdict shows as a word and by colour. Rows are streamed, so that 100,000 of them need no
    memory; ValueError beyond MOST_ROWS.
    """
    options = {**_OPTIONS, "constant_memory": True}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"created": _MADE_ON})
    sheet = workbook.add_worksheet("Kết quả")
    width = len(header_cells)
    _lay_out_results(sheet, width)
    bold = workbook.add_format({**_KEPT, "bold": True, "bottom": 1})
    for index, cell in enumerate([*header_cells, VERDICT_LABEL, REASON_LABEL, KEY_LABEL]):
        _write_cell(sheet, 0, index, cell, bold)
    plain = _kept_formats(workbook)
    marks = {
        outcome: workbook.add_format(
            {**_KEPT, "font_color": colour, "bg_color": ground, "bold": True}
        )
        for outcome, (colour, ground) in _COLOURS.items()
    }
    for number, row in enumerate(rows, start=1):
        _require_room(number)
        for index, cell in enumerate(row.cells[:width]):
            _write_cell(sheet, number, index, cell, plain.get(type(cell), plain[None]))
        for index, text in enumerate((row.verdict, row.reason, row.key), start=width):
            look = marks[row.outcome] if index == width else plain[None]
            _write_cell(sheet, number, index, text, look)
    workbook.close()
    return path


def _lay_out_results(sheet: Any, width: int) -> None:
    sheet.set_column(0, max(width - 1, 0), 18)
    sheet.set_column(width, width, 16)
    sheet.set_column(width + 1, width + 1, 60)
    sheet.set_column(width + 2, width + 2, None, None, {"hidden": True})
    sheet.freeze_panes(1, 0)
    _set_up_page(sheet, header=0, landscape=True)


def _kept_formats(workbook: Any) -> dict[type | None, Any]:
    """Return the formats by kind of value, under None for the rest.

    Without its number format a date would show as a number.
    """
    shown: dict[type | None, str] = {
        date: "dd/mm/yyyy",
        datetime: "dd/mm/yyyy hh:mm:ss",
        time: "hh:mm:ss",
        timedelta: "[h]:mm:ss",
        str: "@",
    }
    formats = {
        kind: workbook.add_format({**_KEPT, "num_format": form}) for kind, form in shown.items()
    }
    return formats | {None: workbook.add_format(_KEPT)}
