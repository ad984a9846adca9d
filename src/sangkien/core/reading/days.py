"""Days that must be known to the day, and days told from today for campaigns to try things on."""

import re
from datetime import date, timedelta

from sangkien.core.reading.dates import read_date
from sangkien.core.reading.unreadable import Unreadable

_FROM_TODAY = re.compile(r"today(?:\s*(?P<sign>[+\-])\s*(?P<days>\d{1,5}))?")


def read_day(value: object, *, today: date) -> date:
    """Return the single day that a cell or field means; a month or a year is not enough.

    “today-40” is forty days before `today`: the day a file is loaded.
    Raises Unreadable with a `date-…` code.

    >>> read_day("today-40", today=date(2022, 3, 17))
    datetime.date(2022, 2, 5)
    """
    typed = str(value).strip()
    if match := _FROM_TODAY.fullmatch(typed):
        days = int(match["days"] or 0)
        return today + timedelta(days=-days if match["sign"] == "-" else days)
    read = read_date(value, today=today)
    if read.precision != "day":
        raise Unreadable("date-not-a-day", typed=typed)
    return read.day
