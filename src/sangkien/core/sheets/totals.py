"""Rows that add up a list and are no entry of it: “Tổng”, “Cộng”, “Tổng cộng: 12 sáng kiến”."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from sangkien.core.sheets.cell import Cell, Fault, SheetRow
from sangkien.core.sheets.layout import Layout
from sangkien.core.text import fold

_LABEL = re.compile(
    r"(?:tong(?: cong| so)?|cong)"
    r"(?: so)?(?: sang kien| giai phap| de tai| don vi)?"
    r"(?: (?:\d+|[ivx]+))*(?: sang kien| giai phap| de tai| don vi)?"
)
_LONGEST_LABEL = 60  # characters; a longer text is a title
_NUMBER = re.compile(r"[-+]?\d[\d., ]*%?")


def is_total(cells: Sequence[Cell], *, but: Collection[int] = ()) -> bool:
    """Return whether the row holds a label of a sum, and but for it numbers at the most.

    `but` are columns that do not count: those that a result workbook added.

    >>> is_total(("", "Tổng cộng:", 12, "1.200")), is_total(("Cộng đồng học tập", "", 12))
    (True, False)
    >>> is_total((1, "Tổng", "Lò Văn An"))
    False
    """
    is_labelled = False
    for index, cell in enumerate(cells):
        if index in but or _says_nothing(cell):
            continue
        if not isinstance(cell, str) or not _is_label(cell):
            return False
        is_labelled = True
    return is_labelled


def entry_rows(rows: Iterable[SheetRow], layout: Layout) -> Iterator[SheetRow]:
    """Yield the rows of the list that may be entries: below the headings, no totals."""
    added = layout.result_columns
    return (row for row in rows if row[0] >= layout.first_row and not is_total(row[1], but=added))


def total_rows(rows: Iterable[SheetRow], layout: Layout) -> int:
    """Return how many rows of the list only add it up."""
    added = layout.result_columns
    return sum(1 for row in rows if row[0] >= layout.first_row and is_total(row[1], but=added))


def _says_nothing(cell: Cell) -> bool:
    """Whether the cell is empty, a number, or a sum that was never calculated."""
    if isinstance(cell, str):
        return not cell.strip() or _NUMBER.fullmatch(cell.strip()) is not None
    return isinstance(cell, Fault) or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _is_label(text: str) -> bool:
    if len(text) > _LONGEST_LABEL:
        return False
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())
    return _LABEL.fullmatch(plain) is not None
