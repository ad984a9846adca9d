"""Whole months without an entry between months with entries.

Source: letter 878: units that report nothing for long; a gap is easier explained while
people remember it.
"""

from datetime import date
from itertools import pairwise

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal


def check(figures: Figures, limits: Limits) -> Seen | None:
    if figures.entries < limits["least_entries"]:
        return None
    days = sorted(day for day, count in figures.by_day.items() if count)
    gaps = [(_whole_months(one, next_one), one) for one, next_one in pairwise(days)]
    if not gaps:
        return None
    months, last = max(gaps)
    if months < limits["least_months"]:
        return None
    again = min(day for day in days if day > last)
    return Seen(
        f"{months}/{last.isoformat()}",
        {"months": months, "last_on": last.isoformat(), "again_on": again.isoformat()},
        {"filed": last.isoformat(), "filed_to": again.isoformat()},
    )


def _whole_months(one: date, other: date) -> int:
    """Calendar months that lie wholly between two days.

    >>> _whole_months(date(2022, 1, 31), date(2022, 4, 1))
    2
    """
    return max(12 * (other.year - one.year) + other.month - one.month - 1, 0)


SIGNAL = Signal(
    code="silent-months",
    title=N_("Months without an entry"),
    says=N_("No entry in {months} whole months, between {last_on} and {again_on}."),
    reading=N_("It may be holidays of a school, or that nobody could enter at that time."),
    check=check,
    limits={"least_months": 2, "least_entries": 20},
)
