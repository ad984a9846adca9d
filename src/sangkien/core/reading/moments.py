"""Moments: a day and a time on the clock of Asia/Ho_Chi_Minh."""

import math
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sangkien.core.reading.dates import SERIALS, read_date
from sangkien.core.reading.unreadable import Unreadable

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_NO_TODAY = date(2080, 1, 1)  # a moment is read without knowing today: years up to 2100
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - serials count local time
_CLOCK = r"(?P<hour>\d{1,2})\s*[:hg]\s*(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_TIME_LAST = re.compile(rf"(?P<day>\S.*?\d),?\s+{_CLOCK}", re.IGNORECASE)
_TIME_FIRST = re.compile(rf"{_CLOCK},?\s+(?:ngày\s+)?(?P<day>\d.*)", re.IGNORECASE)


def read_moment(value: object) -> datetime:
    """Return the aware moment, in Asia/Ho_Chi_Minh, that a cell or field means.

    Reads dd/mm/yyyy hh:mm[:ss] (the time may stand first, "14h30" is a time), ISO 8601,
    date cells and serials. What carries no zone is local; a day alone is its 00:00.
    Raises Unreadable with a `moment-…` or `date-…` code.

    >>> read_moment("17/3/2022 14:05").isoformat()
    '2022-03-17T14:05:00+07:00'
    """
    if isinstance(value, datetime):
        return _at_home(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(float(value))
    if isinstance(value, date):
        return datetime.combine(_whole_day(value), time(), HOME_ZONE)
    return _from_text(" ".join(str(value).split()))


def _at_home(moment: datetime) -> datetime:
    _whole_day(moment)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=HOME_ZONE)
    return moment.astimezone(HOME_ZONE)


def _from_serial(number: float) -> datetime:
    if not math.isfinite(number) or int(number) not in SERIALS:
        raise Unreadable("date-number", typed=f"{number:g}")
    # a float keeps seconds only roughly: 14:30:00 may arrive as 14:29:59.9999
    seconds = round(number * 86_400)
    return (_SERIAL_ZERO + timedelta(seconds=seconds)).replace(tzinfo=HOME_ZONE)


def _from_text(typed: str) -> datetime:
    if re.match(r"\d{4}-\d{2}-\d{2}[tT ]", typed):
        return _from_iso(typed)
    match = _TIME_LAST.fullmatch(typed) or _TIME_FIRST.fullmatch(typed)
    if match is None:
        return datetime.combine(_whole_day(typed), time(), HOME_ZONE)
    try:
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        raise Unreadable("moment-time", typed=typed) from None
    return datetime.combine(_whole_day(match["day"]), clock, HOME_ZONE)


def _from_iso(typed: str) -> datetime:
    try:
        return _at_home(datetime.fromisoformat(typed))
    except ValueError:
        raise Unreadable("moment-form", typed=typed) from None


def _whole_day(value: object) -> date:
    said = read_date(value, today=_NO_TODAY)
    if said.precision != "day":
        raise Unreadable("moment-form", typed=str(value))
    return said.day
