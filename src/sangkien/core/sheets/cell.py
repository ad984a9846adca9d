"""One cell as a spreadsheet gives it, before anybody reads a meaning into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from sangkien.core.reading.numbers import format_date


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value although it is not empty; never read as an empty one."""

    code: Literal["formula-not-calculated", "cell-error"]

    def __str__(self) -> str:
        return "#?"


# an empty cell is ""
Cell = str | int | float | bool | date | datetime | time | timedelta | Fault
SheetRow = tuple[int, tuple[Cell, ...]]  # row number as the spreadsheet shows it, from 1


def is_blank(cells: Sequence[Cell]) -> bool:
    """Return whether no cell of the row holds anything but spaces."""
    return all(isinstance(cell, str) and not cell.strip() for cell in cells)


def text_of(cell: Cell) -> str:
    """Return the cell as its reader typed it: 12.0 as 12, a date as dd/mm/yyyy.

    >>> text_of(12.0), text_of(8.5), text_of(date(2021, 9, 5)), text_of(" Lò  A ")
    ('12', '8,5', '05/09/2021', ' Lò  A ')
    """
    if isinstance(cell, datetime):
        return f"{format_date(cell)} {cell:%H:%M:%S}"
    if isinstance(cell, date):
        return format_date(cell)
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)
