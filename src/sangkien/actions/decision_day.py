"""From which moment a decision may count that is recorded as of an earlier one."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localdate

from sangkien.actions.journal import By
from sangkien.core.reading.numbers import format_date
from sangkien.core.refusal import Refusal
from sangkien.core.screening.rule import Severity
from sangkien.models import Finding, Initiative, JournalLine
from sangkien.queries.history import CHANGE_OF_VERB


def require_timely(by: By, entry: Initiative, *, touched: Collection[int]) -> None:
    """Refuse a decision as of a moment that is still to come, or before what it decides on.

    A history is read in the order of its moments. A decision dated before one that was recorded
    earlier would be overruled by it, on the entry itself and on the copies that are screened
    along: `touched` holds the ids of all of them. Raises Refusal `decision-ahead`,
    `decision-before-filing`, `decision-before-last`.
    """
    if by.as_of is None:
        return
    if by.as_of > by.now:
        raise Refusal("decision-ahead", today=_day(by.now))
    if by.as_of < entry.occurred_at:
        raise Refusal("decision-before-filing", day=_day(entry.occurred_at))
    last = _last_change(touched)
    if last is not None and by.as_of < last:
        raise Refusal("decision-before-last", day=_day(last))


def _last_change(touched: Collection[int]) -> datetime | None:
    """The latest moment at which any of the entries changed its place in the counts."""
    lines = JournalLine.objects.filter(initiative_id__in=touched, verb__in=CHANGE_OF_VERB)
    found = Finding.objects.filter(initiative__in=touched, severity=Severity.HOLD)
    moments = [
        lines.aggregate(last=Max("occurred_at"))["last"],
        found.aggregate(last=Max("opened_at"))["last"],
    ]
    return max((moment for moment in moments if moment is not None), default=None)


def _day(moment: datetime) -> str:
    return format_date(localdate(moment))
