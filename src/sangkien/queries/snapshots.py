"""Frozen tables: lists of them, and one by its number."""

from sangkien.models import Campaign, Snapshot

__all__ = ["Snapshot", "snapshot_by_id", "snapshots_of"]


def snapshots_of(campaign: Campaign) -> list[Snapshot]:
    """Return the snapshots of the campaign, the latest first, without their content."""
    rows = Snapshot.objects.filter(campaign=campaign).select_related("unit", "taken_by")
    return list(rows.defer("canonical"))


def snapshot_by_id(campaign: Campaign, number: int) -> Snapshot | None:
    rows = Snapshot.objects.filter(campaign=campaign, id=number)
    return rows.select_related("unit", "taken_by").first()
