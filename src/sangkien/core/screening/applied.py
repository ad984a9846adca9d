"""Dates of first application known only to the month or the year."""

from calendar import monthrange
from datetime import date

from sangkien.core.facts import Candidate


def last_possible_day(candidate: Candidate) -> date:
    """Return the last day the work can have been first applied on, by what was answered.

    The benefit of the doubt: "2021" may mean December, so it is inside a window from 01/9/2021.
    """
    day = candidate.applied_on
    if candidate.applied_precision == "year":
        return day.replace(month=12, day=31)
    if candidate.applied_precision == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
