"""Which lines of the journal an address asks for."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, make_aware

from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.text import tidy
from sangkien.inputs.problem import FieldProblem, problem_of
from sangkien.queries.journal import JournalFilter

EVERYTHING = "all"


def read_journal_filter(
    sent: Mapping[str, str],
    groups: Mapping[str, frozenset[str]],
    now: datetime,
    *,
    but_readings: bool = False,
) -> tuple[JournalFilter, list[FieldProblem]]:
    """Return the filter by kind of act and days of recording, and which days cannot be read.

    What is no group of ours, and a day that cannot be read, is no filter. `but_readings` says that
    who read what is left out unless it, or everything ("all"), is asked for.
    """
    problems: list[FieldProblem] = []
    what = sent.get("what", "")
    first, last = (_day(sent, name, now, problems) for name in ("since", "until"))
    asked = JournalFilter(
        verbs=groups.get(what, frozenset()),
        but_readings=but_readings and what != EVERYTHING,
        since=_midnight(first) if first else None,
        before=_midnight(last + timedelta(days=1)) if last else None,
    )
    return asked, problems


def _day(
    sent: Mapping[str, str], name: str, now: datetime, problems: list[FieldProblem]
) -> date | None:
    typed = tidy(sent.get(name, ""))
    if not typed:
        return None
    try:
        return read_day(typed, today=localdate(now))
    except Unreadable as why:
        problems.append(problem_of(name, why))
        return None


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
