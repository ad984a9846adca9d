"""From which moment a decision may count that is recorded as of an earlier one."""

from collections.abc import Collection, Mapping
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
    if refusal := why_untimely(by, entry, touched=touched, last=last_changes(by, touched)):
        raise refusal


def why_untimely(
    by: By, entry: Initiative, *, touched: Collection[int], last: Mapping[int, datetime]
) -> Refusal | None:
    """Return what require_timely would raise, None where the decision may count from its moment.

    `last` is what last_changes says, for as many entries as are decided together.
    """
    if by.as_of is None:
        return None
    if by.as_of > by.now:
        return Refusal("decision-ahead", today=_day(by.now))
    if by.as_of < entry.occurred_at:
        return Refusal("decision-before-filing", day=_day(entry.occurred_at))
    latest = max((last[one] for one in touched if one in last), default=by.as_of)
    return Refusal("decision-before-last", day=_day(latest)) if by.as_of < latest else None


def last_changes(by: By, entry_ids: Collection[int]) -> dict[int, datetime]:
    """Return when each entry last changed its place in the counts. Two queries, or none for now."""
    if by.as_of is None:
        return {}
    lines = JournalLine.objects.filter(initiative_id__in=entry_ids, verb__in=CHANGE_OF_VERB)
    found = Finding.objects.filter(initiative__in=entry_ids, severity=Severity.HOLD)
    last: dict[int, datetime] = {}
    for rows, moment in ((lines, "occurred_at"), (found, "opened_at")):
        latest = rows.order_by().values("initiative_id").annotate(last=Max(moment))
        for entry_id, at in latest.values_list("initiative_id", "last"):
            if entry_id is not None:  # a line may be about no entry; none of these is
                last[entry_id] = max(at, last.get(entry_id, at))
    return last


def _day(moment: datetime) -> str:
    return format_date(localdate(moment))
