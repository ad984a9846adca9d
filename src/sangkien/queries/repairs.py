"""What members were asked to repair, and how far that has come."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from sangkien.core.repairs import Stage
from sangkien.core.states import State
from sangkien.models import Account, Campaign, Initiative, RepairRequest
from sangkien.queries.scope import visible_entries

__all__ = [
    "Repair",
    "RepairCounts",
    "RepairRequest",
    "asked_to_repair",
    "repair_counts",
    "request_of",
]

ENDED = (State.WITHDRAWN, State.UNDONE, State.MERGED)


@dataclass(frozen=True, slots=True)
class RepairCounts:
    """How many entries wait for their members, for members who are late, and for an officer."""

    asked: int = 0
    overdue: int = 0
    back: int = 0


class Repair(NamedTuple):
    """Whose open request waits like this, as of a day."""

    stage: Stage
    today: date


def request_of(entry: Initiative) -> RepairRequest | None:
    """Return the open request about the entry. One query."""
    found = RepairRequest.objects.filter(initiative=entry, ended_at=None)
    return found.select_related("desk", "asked_by").first()


def asked_to_repair(
    entries: QuerySet[Initiative], stage: Stage, today: date
) -> QuerySet[Initiative]:
    """Return those of the entries whose open request waits like this."""
    found = RepairRequest.objects.filter(_waits(stage, today), ended_at=None)
    return entries.filter(id__in=found.values("initiative")).exclude(state__in=ENDED)


def repair_counts(account: Account | None, campaign: Campaign, today: date) -> RepairCounts:
    """Return how many entries of the account's part wait how, as many as their lists. One query."""
    standing = visible_entries(account, campaign).exclude(state__in=ENDED)
    found = RepairRequest.objects.filter(ended_at=None, initiative__in=standing)
    return RepairCounts(
        **found.aggregate(
            **{str(stage): Count("id", filter=_waits(stage, today)) for stage in Stage}
        )
    )


def _waits(stage: Stage, today: date) -> Q:
    if stage is Stage.BACK:
        return Q(repaired_at__isnull=False)
    late = Q(due_on__lt=today) if stage is Stage.OVERDUE else Q(due_on__gte=today)
    return Q(repaired_at=None) & late
