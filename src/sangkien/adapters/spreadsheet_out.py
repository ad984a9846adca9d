"""Spreadsheets out: a table that prints well on A4; beside it CSV and result workbooks.

Equal input gives equal bytes: no clock, no machine name goes into a file. Text is always
written as text, so that nothing a member typed can become a formula.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import xlsxwriter

from sangkien.adapters.csv_out import Value, csv_lines, write_csv
from sangkien.adapters.spreadsheet_results import ResultRow, write_result_workbook
from sangkien.adapters.workbook_cells import (
    FONT,
    MADE_ON,
    OPTIONS,
    fitting,
    require_room,
    set_up_page,
    write_cell,
)

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

NUMBER_FORMATS: dict[ColumnKind, str] = {
    "text": "@",
    # dots whatever the reader's Windows says: 1.200 is one thousand two hundred for everybody
    "number": r"[<1000]0;[<1000000]0\.000;0\.000\.000",
    "decimal": "#,##0.##",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column of a table: heading, what its values are, width in characters."""

    label: str
    kind: ColumnKind = "text"
    width: float = 14


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
    workbook = xlsxwriter.Workbook(out, {**OPTIONS, "in_memory": True})
    workbook.set_properties({"created": MADE_ON})
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
    set_up_page(sheet, header=header, landscape=landscape)
    workbook.close()
    return out.getvalue()


def _write_titles(workbook: Any, sheet: Any, lines: Sequence[str], *, width: int) -> None:
    bold = workbook.add_format({**FONT, "bold": True, "align": "center"})
    for row, line in enumerate(lines):
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", bold)
        sheet.write_string(row, 0, fitting(line), bold)


def _write_header(workbook: Any, sheet: Any, columns: Sequence[OutColumn], row: int) -> None:
    look = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    header = workbook.add_format({**FONT, **look})
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(row, index, fitting(column.label), header)


def _cell_format(workbook: Any, column: OutColumn, *, bold: bool = False) -> Any:
    look: dict[str, Any] = {"num_format": NUMBER_FORMATS[column.kind], "border": 1, "bold": bold}
    if column.kind == "text":
        look |= {"text_wrap": True, "indent": 1}  # Excel draws rule and text touching
    if column.kind in ("date", "moment"):
        look |= {"align": "center"}
    return workbook.add_format({**FONT, **look})


def _write_rows(
    sheet: Any, rows: Iterable[Sequence[Value]], formats: Sequence[Any], *, first: int
) -> int:
    """Write the rows from row `first`, from 0, and return the row behind the last."""
    number = first
    for row in rows:
        require_room(number)
        for index, value in enumerate(row):
            write_cell(sheet, number, index, value, formats[index])
        number += 1
    return number


def _write_notes(workbook: Any, sheet: Any, notes: Sequence[str], *, first: int) -> None:
    look = workbook.add_format({**FONT, "italic": True})
    for row, note in enumerate(notes, start=first):
        sheet.write_string(row, 0, fitting(note), look)
