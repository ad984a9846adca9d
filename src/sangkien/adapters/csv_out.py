"""Lists out as CSV: for programs, and safe when a spreadsheet program opens them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
QUOTE = '"'
_TO_QUOTE = re.compile(r'[",;\t\r\n]')
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)*%?")

Value = str | int | float | Decimal | bool | date | datetime | None


def write_csv(rows: Iterable[Sequence[Value]], *, bom: bool = False, separator: str = ",") -> bytes:
    """Return the rows as CSV in UTF-8, lines ended by CR LF; equal rows give equal bytes.

    Numbers and dates stand in the form of programs: 1200, 2022-03-17. A text that a
    spreadsheet program would take for a formula gets an apostrophe in front.
    """
    return b"".join(csv_lines(rows, bom=bom, separator=separator))


def csv_lines(
    rows: Iterable[Sequence[Value]], *, bom: bool = False, separator: str = ","
) -> Iterator[bytes]:
    """Yield what `write_csv` returns line by line, for lists that are sent as they are read."""
    if bom:
        yield BYTE_ORDER_MARK.encode()
    for row in rows:
        yield (separator.join(_quoted(_harmless(value)) for value in row) + "\r\n").encode()


def _quoted(text: str) -> str:
    """Return the text in quotes where any usual separator stands in it, not only ours.

    A program that splits at another separator would else find a formula in its second half.
    """
    return f'"{text.replace(QUOTE, QUOTE * 2)}"' if _TO_QUOTE.search(text) else text


def _harmless(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    text = str(value)
    if not isinstance(value, str) or _PLAIN_NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
