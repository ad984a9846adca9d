"""Dates as officers type them and as spreadsheets hand them over.

Source: dates seen in real lists (09.2023 for a month; a birth date in the year 2960) and what
spreadsheets make of them: serial numbers, text, 09.2023 turned into the decimal number 9.2023.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sangkien.core.reading.unreadable import Unreadable

EARLIEST_YEAR = 1900
YEARS_AHEAD = 20  # a unit may be planned to close, a target may be set, this far ahead
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet serials, both Excel and LibreOffice
SERIALS = range(18264, 73051)  # 01/01/1950 to 31/12/2099; smaller numbers are years or slips

_LONGEST = 60  # characters; the longest form in words has half of them

Precision = Literal["day", "month", "year"]

_SEPARATOR = r"\s*[/.\-]\s*"
_DAY_FORMS = (
    re.compile(rf"(?:ngày )?(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d+)"),
    re.compile(r"(?P<y>\d{4})[/.\-](?P<m>\d{1,2})[/.\-](?P<d>\d{1,2})"),
    re.compile(r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}),? (?:năm )?(?P<y>\d+)"),
    re.compile(rf"(?:ngày )?(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d+)"),
)
_MONTH_FORMS = (
    re.compile(rf"(?:tháng |t)?(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d+)"),
    re.compile(r"tháng (?P<m>\d{1,2}),? (?:năm )?(?P<y>\d+)"),
    re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})"),
)
_YEAR_FORM = re.compile(r"(?:năm )?(?P<y>\d{4})")
# a date cell saved as text often drags a time behind it: 2021-09-05 00:00:00
_TRAILING_TIME = re.compile(r"(?<=\d)(?:\s+|t)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A day, and how much of it was said: a month or a year stands for its first day."""

    day: date
    precision: Precision = "day"


def read_date(value: object, *, today: date) -> ReadDate:
    """Return the date that a form field or a spreadsheet cell means; never a guess.

    Day comes before month. Years run from EARLIEST_YEAR to YEARS_AHEAD after `today`.
    Raises Unreadable with a `date-…` code when there is no such day or no reading.

    >>> read_date("5.9.2021", today=date(2022, 3, 17))
    ReadDate(day=datetime.date(2021, 9, 5), precision='day')
    >>> read_date("tháng 9/2021", today=date(2022, 3, 17)).precision
    'month'
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        typed = f"{value.day:02}/{value.month:02}/{value.year:04}"
        return ReadDate(_day_of(typed, value.year, value.month, value.day, today=today))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value), today=today)
    return _from_text(str(value), today=today)


def _from_number(number: float, *, today: date) -> ReadDate:
    if number.is_integer() and _in_years(int(number), today=today):
        return ReadDate(date(int(number), 1, 1), "year")
    if 1 <= number < 13 and not number.is_integer():  # noqa: PLR2004 - months 1..12
        # 09.2023 typed into a cell becomes 9.2023, and 10.2020 becomes 10.202
        return _from_text(f"{number:.4f}", today=today)
    if SERIALS.start <= number < SERIALS.stop:
        day = SERIAL_ZERO + timedelta(days=int(number))
        return read_date(day, today=today)
    raise Unreadable("date-number", typed=f"{number:g}")


def _from_text(text: str, *, today: date) -> ReadDate:
    typed = " ".join(text.split())
    plain = _TRAILING_TIME.sub("", unicodedata.normalize("NFC", typed).casefold())
    if not plain:
        raise Unreadable("date-empty")
    if len(plain) > _LONGEST:
        raise Unreadable("date-form", typed=typed)
    if plain.isdecimal() and len(plain) == len(str(SERIALS.start)):
        return _from_number(float(plain), today=today)
    year, month, day = _parts(plain, typed)
    return ReadDate(
        _day_of(typed, year, month or 1, day or 1, today=today),
        "day" if day else "month" if month else "year",
    )


def _parts(plain: str, typed: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day as far as the text names them."""
    for form in (*_DAY_FORMS, *_MONTH_FORMS, _YEAR_FORM):
        if match := form.fullmatch(plain):
            said = match.groupdict()
            _refuse_a_short_year(said["y"], typed)
            return int(said["y"]), _number(said.get("m"), typed), _number(said.get("d"), typed)
    raise Unreadable("date-form", typed=typed)


def _refuse_a_short_year(year: str, typed: str) -> None:
    if len(year) == 2:  # noqa: PLR2004 - two digits
        raise Unreadable("date-short-year", typed=typed)
    if len(year) != 4:  # noqa: PLR2004 - four digits
        raise Unreadable("date-form", typed=typed)


def _number(digits: str | None, typed: str) -> int | None:
    if digits is None:
        return None
    if int(digits) == 0:
        raise Unreadable("date-form", typed=typed)
    return int(digits)


def _day_of(typed: str, year: int, month: int, day: int, *, today: date) -> date:
    if not _in_years(year, today=today):
        raise Unreadable(
            "date-year-range",
            typed=typed,
            year=year,
            earliest=EARLIEST_YEAR,
            latest=today.year + YEARS_AHEAD,
        )
    if month > 12:  # noqa: PLR2004 - months in a year
        raise Unreadable("date-no-such-month", typed=typed, month=month)
    days = monthrange(year, month)[1]
    if day > days:
        raise Unreadable("date-no-such-day", typed=typed, month=month, year=year, days=days)
    return date(year, month, day)


def _in_years(year: int, *, today: date) -> bool:
    return EARLIEST_YEAR <= year <= today.year + YEARS_AHEAD
