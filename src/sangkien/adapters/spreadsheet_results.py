"""The sender's own list back, with what became of every row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from sangkien.adapters.workbook_cells import (
    FONT,
    MADE_ON,
    OPTIONS,
    require_room,
    set_up_page,
    write_cell,
)
from sangkien.core.sheets.cell import Cell
from sangkien.core.sheets.columns import KEY_LABEL, REASON_LABEL, VERDICT_LABEL

Outcome = Literal["accepted", "held", "refused"]

_KEPT = {**FONT, "text_wrap": True}
# text colour, ground: dark enough on white paper and for readers who do not see colours
_COLOURS: dict[Outcome, tuple[str, str]] = {
    "accepted": ("#1B5E20", "#E8F5E9"),
    "held": ("#7A4F01", "#FFF8E1"),
    "refused": ("#B71C1C", "#FDECEA"),
}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of the sender's list as it came, and what became of it."""

    cells: Sequence[Cell]
    outcome: Outcome
    verdict: str  # the word shown, translated
    reason: str
    key: str


def write_result_workbook(
    path: Path, header_cells: Sequence[Cell], rows: Iterable[ResultRow]
) -> Path:
    """Write the sender's list with verdict, reason and a hidden key column; return `path`.

    Columns, order and values stay as they came: numbers numbers, dates dates, text text. The
    verdict shows as a word and by colour. Rows are streamed, so that 100,000 of them need no
    memory; ValueError beyond MOST_ROWS.
    """
    options = {**OPTIONS, "constant_memory": True}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"created": MADE_ON})
    sheet = workbook.add_worksheet("Kết quả")
    width = len(header_cells)
    _lay_out_results(sheet, width)
    bold = workbook.add_format({**_KEPT, "bold": True, "bottom": 1})
    for index, cell in enumerate([*header_cells, VERDICT_LABEL, REASON_LABEL, KEY_LABEL]):
        write_cell(sheet, 0, index, cell, bold)
    plain = _kept_formats(workbook)
    marks = {
        outcome: workbook.add_format(
            {**_KEPT, "font_color": colour, "bg_color": ground, "bold": True}
        )
        for outcome, (colour, ground) in _COLOURS.items()
    }
    for number, row in enumerate(rows, start=1):
        require_room(number)
        for index, cell in enumerate(row.cells[:width]):
            write_cell(sheet, number, index, cell, plain.get(type(cell), plain[None]))
        for index, text in enumerate((row.verdict, row.reason, row.key), start=width):
            look = marks[row.outcome] if index == width else plain[None]
            write_cell(sheet, number, index, text, look)
    workbook.close()
    return path


def _lay_out_results(sheet: Any, width: int) -> None:
    sheet.set_column(0, max(width - 1, 0), 18)
    sheet.set_column(width, width, 16)
    sheet.set_column(width + 1, width + 1, 60)
    sheet.set_column(width + 2, width + 2, None, None, {"hidden": True})
    sheet.freeze_panes(1, 0)
    set_up_page(sheet, header=0, landscape=True)


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
