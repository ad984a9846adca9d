"""Cells and pages of the workbooks we write: text stays text, equal input gives equal bytes."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

MOST_ROWS = 1_048_576  # of one sheet
MOST_CHARACTERS = 32_767  # of one cell
MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date keeps equal input equal in bytes
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_A4 = 9


def write_cell(sheet: Any, row: int, index: int, value: object, look: Any) -> None:
    """Write a value as what it is; a number that no cell can hold (1E+999 reads as inf) as text."""
    if value is None or value == "":
        sheet.write_blank(row, index, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, index, value, look)
    elif isinstance(value, int | float | Decimal) and math.isfinite(value):
        sheet.write_number(row, index, value, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, index, value.replace(tzinfo=None), look)
    elif isinstance(value, date | time | timedelta):
        sheet.write_datetime(row, index, value, look)
    else:
        sheet.write_string(row, index, fitting(str(value)), look)


def fitting(text: str) -> str:
    """Return the text as long as a cell may hold; XlsxWriter would drop a longer one."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def require_room(row: int) -> None:
    if row >= MOST_ROWS:
        raise ValueError(f"a sheet holds {MOST_ROWS} rows")


def set_up_page(sheet: Any, *, header: int, landscape: bool) -> None:
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.set_footer("&C&P/&N")
