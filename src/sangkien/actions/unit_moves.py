"""Move parts of the tree: paths, entries and counts follow the unit."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import OuterRef, Subquery

from sangkien.actions.indexing import index_below
from sangkien.actions.journal import By, Line, record
from sangkien.actions.standing import rebuild_tally
from sangkien.adapters.store import store_for
from sangkien.models import Campaign, Initiative, Unit
from sangkien.queries.scope import below
from sangkien.queries.unit_codes import AT_A_TIME, chunks

_PLACE = ["path", "level", "l1", "l2", "l3", "l4"]


def move_subtrees(moved: Sequence[Unit], by: By) -> None:
    """Bring everything below units with a new parent in line with it; call in a transaction.

    `moved` still carry their old paths. Campaigns that hold entries below them are held back and
    counted anew, so that counts follow the unit, for days gone by too; snapshots keep the past.
    """
    if not moved:
        return
    hold_back_campaigns()
    affected = _replaced(tuple(unit.path for unit in moved))
    Unit.objects.bulk_update(affected, _PLACE, batch_size=100)
    ids = [unit.id for unit in affected]
    path_now = Subquery(Unit.objects.filter(id=OuterRef("unit_id")).values("path")[:1])
    touched: set[int] = set()
    for some in chunks(ids, AT_A_TIME):
        entries = Initiative.objects.filter(unit__in=some)
        touched.update(entries.order_by().values_list("campaign_id", flat=True).distinct())
        entries.update(unit_path=path_now)
    index_below(ids)
    campaigns = Campaign.objects.filter(id__in=touched).select_related("owner")
    for campaign in campaigns.order_by("id"):
        rebuilt = rebuild_tally(campaign)
        details = {"entries": rebuilt, "because": "unit-moved"}
        line = Line("tally-rebuilt", campaign_id=campaign.id, details=details)
        record(by, [replace(line, unit_path=campaign.owner.path)])


def hold_back_campaigns() -> None:
    """Hold back every filing and decision: whoever waits looks at its unit again."""
    store = store_for(connection)
    for campaign_id in Campaign.objects.order_by("id").values_list("id", flat=True):
        store.lock_campaign(campaign_id)


def _replaced(old_paths: tuple[str, ...]) -> list[Unit]:
    """The units at and below the old paths, with path and levels as their parents say now."""
    affected = {unit.id: unit for unit in Unit.objects.filter(below("path", old_paths))}
    over = {unit.parent_id for unit in affected.values() if unit.parent_id} - affected.keys()
    path_of = dict(Unit.objects.filter(id__in=over).values_list("id", "path"))
    for unit in affected.values():
        unit.path = _path(unit.id, affected, path_of)
        unit.level = len(unit.lineage)
        for step in range(4):
            lineage = unit.lineage
            setattr(unit, f"l{step + 1}", lineage[step] if step < len(lineage) else None)
    return list(affected.values())


def _path(unit_id: int, affected: dict[int, Unit], path_of: dict[int, str]) -> str:
    """The path of one unit, found upwards; the paths on the way are kept in `path_of`."""
    if unit_id not in path_of:
        parent_id = affected[unit_id].parent_id
        over = _path(parent_id, affected, path_of) if parent_id else ""
        path_of[unit_id] = f"{over}{unit_id}."
    return path_of[unit_id]
