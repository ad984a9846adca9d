"""One cell as a spreadsheet gives it, before anybody reads a meaning into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from sangkien.core.reading.numbers import format_date


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value although it is not empty; never read as an empty one.

    As text it is what its reader sees there: the formula or the error, "" where nobody can tell.
    """

    code: Literal["formula-not-calculated", "cell-error"]
    typed: str = ""  # "=CONCATENATE(A1,B1)", "#REF!"

    def __str__(self) -> str:
        return self.typed


# a function with its bracket, or the address of a cell, right behind the sign
_FORMULA = re.compile(
    r"=[-+( ]*(?:[A-Z][A-Z0-9.]*\(|(?:(?:'[^']+'|[\w.\[\]]+)!)?\$?[A-Z]{1,3}\$?[0-9])"
)
# an empty cell is ""
Cell = str | int | float | bool | date | datetime | time | timedelta | Fault
SheetRow = tuple[int, tuple[Cell, ...]]  # row number as the spreadsheet shows it, from 1


def fault_of(cell: Cell) -> Fault | None:
    """Return what is wrong with the cell, None for a value.

    The text of a formula is none either: so it stands in our result workbook, and in lists that
    were saved with formulas shown.

    >>> fault_of("=CONCATENATE(A1,B1)"), fault_of("=> giảm nửa công")
    (Fault(code='formula-not-calculated', typed='=CONCATENATE(A1,B1)'), None)
    """
    if isinstance(cell, str) and _FORMULA.match(cell):
        return Fault("formula-not-calculated", cell)
    return cell if isinstance(cell, Fault) else None


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
