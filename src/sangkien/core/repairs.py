"""Asking a member to repair an entry: until when, and how far that has come."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sangkien.core.sentences import N_

DUE_DAYS = 10  # what a form proposes


class Stage(StrEnum):
    """What a request waits for: the member, the member who is late, or the officer."""

    ASKED = "asked"
    OVERDUE = "overdue"
    BACK = "back"


STAGE_NAMES: Mapping[Stage, str] = {
    Stage.ASKED: N_("Asked to repair"),
    Stage.OVERDUE: N_("Repair overdue"),
    Stage.BACK: N_("Came back repaired"),
}


def stage_of(due_on: date, *, is_repaired: bool, today: date) -> Stage:
    """Return what an open request waits for; the last day belongs to the member.

    >>> stage_of(date(2022, 3, 17), is_repaired=False, today=date(2022, 3, 17)).value
    'asked'
    """
    if is_repaired:
        return Stage.BACK
    return Stage.OVERDUE if due_on < today else Stage.ASKED


def proposed_day(today: date) -> date:
    """Return until when a member is asked if the officer says no other day."""
    return today + timedelta(days=DUE_DAYS)
