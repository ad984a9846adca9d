"""Days, numbers and markers in the form that Vietnamese official letters use.

Source: Decree 30/2020/NĐ-CP, annex I, part I, II.3 (numbers), II.4 (days), II.6đ (points).
"""

import datetime as dt

NBSP = "\u00a0"
BLANK_NUMBER = NBSP * 8  # room to write a number of up to four digits by hand
BLANK_NAME = "…" * 12

# The alphabet of points in Vietnamese law: no f, j, w, z; ă, â, ê, ô, ơ, ư are not used.
_POINTS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def long_day(day: dt.date | None) -> str:
    """Return the day as a letter head writes it; None gives dots to fill in by hand.

    >>> long_day(dt.date(2022, 3, 17))
    'ngày 17 tháng 3 năm 2022'
    >>> long_day(dt.date(2022, 2, 5))
    'ngày 05 tháng 02 năm 2022'
    """
    if day is None:
        return "ngày …… tháng …… năm ……"
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def short_day(day: dt.date) -> str:
    """Return the day as running text writes it.

    >>> short_day(dt.date(2022, 5, 31)), short_day(dt.date(2022, 1, 8))
    ('31/5/2022', '08/01/2022')
    """
    return f"{day.day:02}/{_month(day)}/{day.year}"


def file_moment(day: dt.date | None, made_at: dt.datetime | None) -> dt.datetime:
    """Return the moment in UTC that a file of a letter bears; the clock is never asked.

    `made_at` (aware) wins, then the day of the letter; a draft with neither is of 1/1/1980,
    the first day that every file format can hold.
    """
    if made_at is not None:
        return made_at.astimezone(dt.UTC)
    return dt.datetime.combine(day or dt.date(1980, 1, 1), dt.time(), tzinfo=dt.UTC)


def _month(day: dt.date) -> str:
    # only January and February: no digit can be written before them to make another month
    return f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - February


def whole(number: int) -> str:
    """Return a count with dots between thousands.

    >>> whole(1200)
    '1.200'
    """
    return f"{number:,}".replace(",", ".")


def percent(part: int, base: int) -> str:
    """Return part/base in per cent, one decimal, half up, computed in whole numbers.

    `base` must not be 0.

    >>> percent(69, 144).replace(NBSP, " ")
    '47,9 %'
    """
    tenths = (2000 * part + base) // (2 * base)
    return f"{whole(tenths // 10)},{tenths % 10}{NBSP}%"


def letter_number(number: int | None) -> str:
    """Return the number of a letter; below 10 with a leading 0, None as room to write.

    >>> letter_number(7), letter_number(878)
    ('07', '878')
    """
    return BLANK_NUMBER if number is None else f"{number:02}"


def point(position: int) -> str:
    """Return the letter of the point at `position`, counted from 0.

    >>> [point(n) for n in range(6)]
    ['a', 'b', 'c', 'd', 'đ', 'e']
    """
    return _POINTS[position]


def roman(number: int) -> str:
    """Return a number from 1 to 39 as a Roman numeral.

    >>> roman(1), roman(4), roman(12)
    ('I', 'IV', 'XII')
    """
    text = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        text += sign * count
    return text
