"""Bring in the moves another register made, each as of its own moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By
from sangkien.actions.listed import why_listed
from sangkien.actions.meeting import meet_elsewhere
from sangkien.actions.moving import relocate
from sangkien.actions.verdicts import ENDED
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.receipts import entry_of
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.headings import column_of
from sangkien.core.sheets.moves import MOVES, MoveRow
from sangkien.core.sheets.problem import SheetProblem
from sangkien.core.states import State
from sangkien.models import Campaign, Initiative, JournalLine, Unit
from sangkien.queries.unit_codes import folded_names, nearest
from sangkien.queries.units import units_named

UnitsByName = Mapping[str, Sequence[Unit]]


@dataclass(frozen=True, slots=True)
class MovesLoaded:
    """How many moves of a list were made now, and how many had been made before."""

    moved: int
    known: int


@dataclass(frozen=True, slots=True)
class _Planned:
    row: MoveRow
    entry: Initiative
    to: Unit


@retried
def import_moves(rows: Sequence[MoveRow], campaign: Campaign, by: By) -> MovesLoaded:
    """Make the moves in the order of their moments; the past then shows them as of then.

    A move made before (the same entry, unit and moment) is not made again. All or nothing:
    raises BadRows with every row that cannot be; Refusal `not-allowed` at one of the units.
    """
    require(by, Verb.MOVE, campaign.owner.path)
    # all at once, and before they are looked at: from here on nobody else moves them
    store_for(connection).lock_campaign(campaign.id)
    hold_clusters((), {entry.id for entry in _entries(campaign, rows).values()})
    plan = _Plan(campaign, rows)
    if plan.problems:
        raise BadRows(plan.problems)
    for move in plan.new:
        made = replace(by, as_of=move.row.moved_at)
        done = relocate(campaign, {move.entry.id: move.to}, reason=move.row.reason, by=made)
        for refusal in done.left.values():
            raise refusal
    meet_elsewhere(campaign, {move.entry.id for move in plan.new}, by)
    return MovesLoaded(len(plan.new), plan.known)


class _Plan:
    """Checks every row before the first entry is moved."""

    def __init__(self, campaign: Campaign, rows: Sequence[MoveRow]) -> None:
        self.campaign = campaign
        self.problems: list[SheetProblem] = []
        self.new: list[_Planned] = []
        self.known = 0
        names = {name for row in rows for name in (row.came_from, row.to) if name}
        self._units: UnitsByName = units_named(names, under=campaign.owner)
        self._entries = _entries(campaign, rows)
        self._listed = why_listed({entry.id for entry in self._entries.values()})
        self._made = _moves_made(entry.id for entry in self._entries.values())
        self._at: dict[int, Unit] = {}  # where entries count after the rows before
        for row in sorted(rows, key=lambda row: (row.moved_at, row.row)):
            self._check(row)

    def _check(self, row: MoveRow) -> None:
        entry = self._entries.get(row.entry)
        to = self._unit(row, "to", row.to)
        came_from = self._unit(row, "from", row.came_from) if row.came_from else None
        if entry is None:
            self._refuse(row, "entry", "move-entry-unknown", typed=row.entry)
            return
        if to is None or (row.came_from and came_from is None):
            return
        if (to.id, row.moved_at) in self._made[entry.id]:
            self.known += 1
            return
        now_at = self._at.get(entry.id, entry.unit)
        if self._fits(row, entry, now_at, came_from, to):
            self._at[entry.id] = to
            self.new.append(_Planned(row, entry, to))

    def _fits(
        self, row: MoveRow, entry: Initiative, now_at: Unit, came_from: Unit | None, to: Unit
    ) -> bool:
        typed = row.entry
        if entry.state in (*ENDED, State.MERGED):
            self._refuse(row, "entry", "move-entry-ended", typed=typed)
        elif listed := self._listed.get(entry.id):
            self._refuse(row, "entry", "move-entry-listed", typed=typed, **listed.details)
        elif row.moved_at < entry.occurred_at:
            self._refuse(row, "moved_at", "move-before-filing", typed=typed)
        elif any(moment >= row.moved_at for _, moment in self._made[entry.id]):
            self._refuse(row, "moved_at", "move-before-later", typed=typed)
        elif came_from and not now_at.path.startswith(came_from.path):
            self._refuse(row, "from", "move-not-there", typed=typed, unit=now_at.short_name)
        elif to.id == now_at.id:
            self._refuse(row, "to", "move-already-there", typed=typed, unit=to.short_name)
        else:
            return True
        return False

    def _unit(self, row: MoveRow, field: str, name: str) -> Unit | None:
        found = self._units[name]
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(f"{unit.short_name} ({unit.code})" for unit in found[:3])
            self._refuse(row, field, "target-unit-many", typed=name, codes=codes)
            return None
        self._refuse_unknown(row, field, name)
        return None

    def _refuse_unknown(self, row: MoveRow, field: str, name: str) -> None:
        owner = self.campaign.owner
        near = nearest(name, list(folded_names(owner).values()), most=3)
        listed = ", ".join(f"“{each}”" for each in dict.fromkeys(near))
        if listed:
            details = {"owner": owner.short_name, "typed": name, "nearest": listed}
            self._refuse(row, field, "target-unit-near", **details)
        else:
            details = {"owner": owner.short_name, "typed": name}
            self._refuse(row, field, "target-unit-unknown", **details)

    def _refuse(self, row: MoveRow, field: str, code: str, **details: str | int) -> None:
        label = column_of(field, MOVES).label
        self.problems.append(SheetProblem(row.row, label, code, details))


def _entries(campaign: Campaign, rows: Sequence[MoveRow]) -> dict[str, Initiative]:
    """The entries by what the sheet calls them: the sender's key, else the receipt number."""
    entries = Initiative.objects.filter(campaign=campaign).select_related("unit", "campaign__owner")
    names = {row.entry for row in rows}
    found = {entry.client_ref or "": entry for entry in entries.filter(client_ref__in=names)}
    ids = {name: entry_of(name) for name in names - found.keys()}
    by_id = entries.in_bulk({entry_id for entry_id in ids.values() if entry_id is not None})
    for name, entry_id in ids.items():
        if entry_id in by_id:
            found[name] = by_id[entry_id]
    return found


def _moves_made(entry_ids: object) -> defaultdict[int, set[tuple[int | None, datetime]]]:
    made: defaultdict[int, set[tuple[int | None, datetime]]] = defaultdict(set)
    lines = JournalLine.objects.filter(initiative_id__in=entry_ids, verb="moved")
    for entry_id, unit_id, moment in lines.values_list("initiative_id", "unit_id", "occurred_at"):
        made[entry_id or 0].add((unit_id, moment))
    return made
