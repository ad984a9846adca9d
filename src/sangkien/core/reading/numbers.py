"""Numbers and days in Vietnamese form, read and written; never the locale's guess.

1.200 is one thousand two hundred, 8,5 is eight and a half, 07/03/2022 is the 7th of March.
"""

import math
import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from sangkien.core.reading.moments import HOME_ZONE
from sangkien.core.reading.unreadable import Unreadable

NumberStyle = Literal["vietnamese", "english"]

_PLAIN = re.compile(r"[+\-−]?\d+")
_GROUPED = {
    "vietnamese": re.compile(r"[+\-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    "english": re.compile(r"[+\-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
}
_DECIMAL = re.compile(r"[+\-−]?\d+(?P<point>[.,])(?P<tail>\d+)")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_FAR_FROM_WHOLE = Decimal("0.000001")  # floats of spreadsheets are whole up to this
_LONGEST = 25  # characters; no count or amount of this field needs more
_WHOLE_FLOATS = 2**53  # beyond this a spreadsheet number no longer holds every digit


def read_count(value: object, *, style: NumberStyle = "vietnamese") -> int:
    """Return the whole number, 0 or more, that a cell or field means.

    `style` says what dots and commas mean in this column (see core.sheets.number_style).
    Raises Unreadable with a `number-…` or `count-…` code.

    >>> read_count("1.200"), read_count(" 1 200 "), read_count(1200.0)
    (1200, 1200, 1200)
    """
    number = read_decimal(value, style=style)
    nearest = number.to_integral_value()
    if abs(number - nearest) > (_FAR_FROM_WHOLE if isinstance(value, float) else 0):
        raise Unreadable("count-not-whole", typed=_typed(value))
    if nearest < 0:
        raise Unreadable("count-negative", typed=_typed(value))
    return int(nearest)


def read_decimal(value: object, *, style: NumberStyle = "vietnamese") -> Decimal:
    """Return the number, decimals kept exactly as typed.

    A comma before three digits (“1,200”) is refused: half the world means 1200 by it.
    Raises Unreadable with a `number-…` code.

    >>> read_decimal("8,5"), read_decimal("1.234,50")
    (Decimal('8.5'), Decimal('1234.50'))
    """
    if isinstance(value, bool):
        raise Unreadable("number-form", typed=str(value))
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        return _from_float(value)
    return _from_text(str(value), style=style)


def read_percent(value: object, *, style: NumberStyle = "vietnamese") -> Decimal:
    """Return a percentage as a share, 1 being the whole.

    With a % sign, or as text, the number is a percentage; a number cell of at most 1 is
    what a spreadsheet keeps behind a cell that shows a % sign.
    Raises Unreadable with `percent-form` or a `number-…` code.

    >>> read_percent("47,9 %"), read_percent("26,4"), read_percent(0.264)
    (Decimal('0.479'), Decimal('0.264'), Decimal('0.264'))
    """
    if isinstance(value, int | float | Decimal):
        number = read_decimal(value)
        return number if abs(number) <= 1 else number / 100
    text = str(value).strip()
    try:
        return read_decimal(text.removesuffix("%"), style=style) / 100
    except Unreadable as why:
        if why.code == "number-form":
            raise Unreadable("percent-form", typed=text) from None
        raise


def format_number(number: float | Decimal, *, digits: int = 0) -> str:
    """Return the number with a dot between thousands and a comma before decimals.

    >>> format_number(1200)
    '1.200'
    >>> format_number(Decimal("8.5"), digits=1)
    '8,5'
    """
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    exact = abs(rounded) if rounded == 0 else rounded  # -0,4 rounds to 0, not to -0
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def format_percent(share: float | Decimal, *, digits: int = 1) -> str:
    """Return a share (1 is the whole) as a percentage, halves rounded up.

    >>> format_percent(69 / 144)
    '47,9 %'
    """
    return f"{format_number(Decimal(str(share)) * 100, digits=digits)} %"


def format_date(day: date) -> str:
    """Return the day as dd/mm/yyyy, whatever the locale.

    >>> format_date(date(2022, 3, 7))
    '07/03/2022'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_moment(moment: datetime, *, seconds: bool = False) -> str:
    """Return an aware moment on the clock of Asia/Ho_Chi_Minh as dd/mm/yyyy hh:mm[:ss]."""
    local = moment.astimezone(HOME_ZONE)
    clock = f"{local.hour:02}:{local.minute:02}" + (f":{local.second:02}" if seconds else "")
    return f"{format_date(local)} {clock}"


def _from_float(number: float) -> Decimal:
    if not math.isfinite(number) or abs(number) > _WHOLE_FLOATS:
        raise Unreadable("number-form", typed=f"{number:g}")
    return Decimal(int(number)) if number.is_integer() else Decimal(repr(number))


def _from_text(text: str, *, style: NumberStyle) -> Decimal:
    typed = " ".join(text.split())
    if not typed:
        raise Unreadable("number-empty")
    plain = _SPACED.sub("", typed.replace("−", "-"))
    if len(plain) > _LONGEST:
        raise Unreadable("number-form", typed=f"{typed[:_LONGEST]}…")
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    if _GROUPED[style].fullmatch(plain):
        return _without_groups(plain, style=style)
    match = _DECIMAL.fullmatch(plain)
    if match is None:
        raise Unreadable("number-form", typed=typed)
    looks_like_thousands = match["point"] == "," and len(match["tail"]) == 3  # noqa: PLR2004
    if style == "vietnamese" and looks_like_thousands:
        raise Unreadable("number-grouping", typed=typed)
    return Decimal(plain.replace(",", "."))


def _without_groups(plain: str, *, style: NumberStyle) -> Decimal:
    if style == "english":
        return Decimal(plain.replace(",", ""))
    return Decimal(plain.replace(".", "").replace(",", "."))


def _typed(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return " ".join(str(value).split())
