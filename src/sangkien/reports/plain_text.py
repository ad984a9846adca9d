"""Tables as aligned text for a shell. Vietnamese letters take one place each."""

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def width(text: str) -> int:
    """Return the places the text takes in a shell: marks that sit on a letter take none."""
    composed = unicodedata.normalize("NFC", text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in composed
    )


def aligned(rows: Sequence[Sequence[str]], *, text_columns: Sequence[int]) -> list[str]:
    """Return one line a row with columns aligned: `text_columns` to the left, others right.

    The first row is the heading; a rule stands below it and above the last, the total.
    """
    widths = [max(width(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = [_line(row, widths, text_columns) for row in rows]
    rule = _GAP.join("─" * wide for wide in widths)
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _line(row: Sequence[str], widths: Sequence[int], text_columns: Sequence[int]) -> str:
    cells = []
    for k, text in enumerate(row):
        room = " " * (widths[k] - width(text))
        cells.append(text + room if k in text_columns else room + text)
    return _GAP.join(cells).rstrip()
