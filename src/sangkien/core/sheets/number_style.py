"""What dots and commas mean in a column: decided once for the column, not cell by cell."""

import re
from collections.abc import Iterable

from sangkien.core.reading.numbers import NumberStyle
from sangkien.core.sheets.cell import Cell

_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|-?\d{1,3}(?:,\d{3})+\.\d+")
_VIETNAMESE = re.compile(
    r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}(?:\.\d{3})+,\d+|-?\d+,(?:\d{1,2}|\d{4,})"
)
_ONE_COMMA_GROUP = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_ONE_DOT_GROUP = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def decide_number_style(cells: Iterable[Cell], *, counts: bool) -> NumberStyle:
    """Return how the texts of one column write numbers; Vietnamese unless all speak against.

    In a column of counts (`counts`) there are no decimals, so “1,200” alone already shows
    English thousands; elsewhere it shows nothing and is refused when it is read.

    >>> decide_number_style(["1,200", "350"], counts=True)
    'english'
    >>> decide_number_style(["1,200", "1.350"], counts=True)
    'vietnamese'
    """
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if any(_VIETNAMESE.fullmatch(text) for text in texts):
        return "vietnamese"
    if any(_ENGLISH.fullmatch(text) for text in texts):
        return "english"
    if not counts or any(_ONE_DOT_GROUP.fullmatch(text) for text in texts):
        return "vietnamese"
    return "english" if any(_ONE_COMMA_GROUP.fullmatch(text) for text in texts) else "vietnamese"
