"""Frozen tables: lists of them, and one by its number."""

from django.db.models import Q, QuerySet

from sangkien.core.permissions import Verb
from sangkien.models import Account, Campaign, Snapshot
from sangkien.queries.scope import visible_units

__all__ = ["Snapshot", "snapshot_by_id", "snapshots_of", "visible_snapshots"]


def snapshots_of(campaign: Campaign) -> list[Snapshot]:
    """Return the snapshots of the campaign, the latest first, without their content."""
    return list(_rows(campaign).defer("canonical"))


def visible_snapshots(account: Account | None, campaign: Campaign) -> QuerySet[Snapshot]:
    """Return the snapshots the account may open: the campaign's own, and those of its units."""
    units = visible_units(account, Verb.SEE_PROGRESS)
    return _rows(campaign).filter(Q(unit=campaign.owner_id) | Q(unit__in=units))


def snapshot_by_id(campaign: Campaign, number: int) -> Snapshot | None:
    return _rows(campaign).filter(id=number).first()


def _rows(campaign: Campaign) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(campaign=campaign).select_related("unit", "taken_by")
