"""Clocks: where a day stands in a period, and how fast the rest must go."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from sangkien.core.facts import Window

WHOLE_CAMPAIGN = "Toàn chương trình"  # the title of a clock over all phases

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Clock:
    """A period and where a day stands in it; both ends belong to the period."""

    title: str  # "Giai đoạn 1", "Năm 2022"
    window: Window
    day: date

    @property
    def day_number(self) -> int:
        """The day counted from 1; 0 or less before the period, above its length after it."""
        return (self.day - self.window.opens_on).days + 1

    @property
    def length_days(self) -> int:
        return self.window.length_days

    @property
    def elapsed_days(self) -> int:
        """Days gone by, this one included: 0..length_days."""
        return min(max(self.day_number, 0), self.length_days)

    @property
    def elapsed_share(self) -> float:
        """0..1 of the period, this day included."""
        return self.elapsed_days / self.length_days

    @property
    def days_left(self) -> int:
        """Days of the period after this one: 0..length_days."""
        return self.length_days - self.elapsed_days

    @property
    def has_begun(self) -> bool:
        return self.day_number >= 1

    @property
    def is_over(self) -> bool:
        return self.day > self.window.closes_on


def clock(window: Window, day: date, *, title: str = "") -> Clock:
    """Return where `day` stands in the window.

    >>> phase = clock(Window(date(2022, 1, 8), date(2022, 5, 31)), date(2022, 3, 17))
    >>> phase.day_number, phase.length_days, phase.days_left, round(phase.elapsed_share, 3)
    (69, 144, 75, 0.479)
    """
    return Clock(title, window, day)


def year_clock(day: date) -> Clock:
    """Return where `day` stands in its calendar year.

    >>> year = year_clock(date(2022, 3, 17))
    >>> year.title, year.day_number, year.length_days, round(year.elapsed_share, 3)
    ('Năm 2022', 76, 365, 0.208)
    """
    return Clock(f"Năm {day.year}", Window(date(day.year, 1, 1), date(day.year, 12, 31)), day)


def needed_per_day(missing: int, period: Clock) -> Decimal | None:
    """Return how many a day bring the missing ones in time, rounded up to a tenth.

    0 where nothing is missing, None where something is and no day is left.

    >>> phase = clock(Window(date(2022, 1, 8), date(2022, 5, 31)), date(2022, 3, 17))
    >>> needed_per_day(955, phase)
    Decimal('12.8')
    """
    if missing <= 0:
        return Decimal(0)
    if period.days_left == 0:
        return None
    return (Decimal(missing) / period.days_left).quantize(_TENTH, ROUND_CEILING)


def is_behind(count: int, target: int | None, period: Clock) -> bool:
    """Return whether less of the target is reached than of its own period has gone by.

    >>> year = year_clock(date(2022, 3, 17))
    >>> is_behind(23, 130, year), is_behind(30, 135, year), is_behind(0, None, year)
    (True, False, False)
    """
    return target is not None and count * period.length_days < target * period.elapsed_days
