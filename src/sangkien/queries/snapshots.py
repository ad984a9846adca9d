"""Frozen tables: lists of them, and one by its number."""

from django.db.models import QuerySet

from sangkien.models import Campaign, Snapshot
from sangkien.queries.scope import Reader, visible_to

__all__ = ["Snapshot", "snapshot_by_id", "visible_snapshots"]


def visible_snapshots(reader: Reader, campaign: Campaign) -> QuerySet[Snapshot]:
    """Return the snapshots the reader may open, the latest first: the campaign's own, and those
    of the units whose figures it may see.
    """
    rows = Snapshot.objects.filter(campaign=campaign).select_related("unit", "taken_by")
    return visible_to(reader, rows)


def snapshot_by_id(reader: Reader, campaign: Campaign, number: int) -> Snapshot | None:
    return visible_snapshots(reader, campaign).filter(id=number).first()
