"""How long findings have waited on an officer's desk, and when that is too long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sangkien.core.campaigns import OF_EVERY_RULE
from sangkien.core.sentences import N_

WEEK_DAYS = 7  # today is the last of them
LOOKED_BACK = 14  # days over which the desk tells how the backlog moved


class Age(StrEnum):
    """Each open finding has one age; what is overdue is so whatever else holds."""

    TODAY = "today"
    WEEK = "week"
    OLDER = "older"
    OVERDUE = "overdue"


AGE_NAMES: Mapping[Age, str] = {
    Age.TODAY: N_("Today"),
    Age.WEEK: N_("This week"),
    Age.OLDER: N_("Older"),
    Age.OVERDUE: N_("Overdue"),
}


@dataclass(frozen=True, slots=True)
class Ages:
    """Where the ages end, seen from one day."""

    today: datetime  # what was opened from here on is of today
    week: datetime
    due_days: Mapping[str, int]  # by rule, where it is not as for every other

    def due_since(self, rule: str = "") -> datetime:
        """Return what a finding of the rule must have been opened before to be overdue today.

        From the beginning of a day, so that a list stays as it was counted until midnight.
        """
        return self.today - timedelta(days=self.due_days.get(rule, OF_EVERY_RULE["due_days"]))

    def of(self, rule: str, opened_at: datetime) -> Age:
        """Return the age of a finding of the rule that was opened then."""
        if opened_at < self.due_since(rule):
            return Age.OVERDUE
        if opened_at >= self.today:
            return Age.TODAY
        return Age.WEEK if opened_at >= self.week else Age.OLDER


def ages_at(now: datetime, rules: Mapping[str, Mapping[str, object]]) -> Ages:
    """Return the ages as of `now`, in its time zone; `rules` are the campaign's settings."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    due = {code: said["due_days"] for code, said in rules.items() if "due_days" in said}
    return Ages(
        today=today,
        week=today - timedelta(days=WEEK_DAYS - 1),
        due_days={code: days for code, days in due.items() if isinstance(days, int)},
    )
