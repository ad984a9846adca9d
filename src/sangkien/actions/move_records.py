"""Keep what a move did, so that it can be undone, and tell both units of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Max

from sangkien.actions.access import require_somewhere
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By
from sangkien.actions.uniting import Seen, changed_between, findings_seen
from sangkien.core.moving import parted
from sangkien.core.permissions import Verb
from sangkien.models import (
    Campaign,
    Initiative,
    JournalLine,
    MovedEntry,
    MoveNotice,
    Moving,
    Passing,
    Unit,
)
from sangkien.queries.move_notices import unread_notices


class Stood(NamedTuple):
    """Where an entry counted, and its state with its reason code, before it moved."""

    unit: Unit
    state: str
    reason: str


@dataclass(slots=True)
class Before:
    """How the findings of entries stood, and which of them were passed up, before a move."""

    findings: dict[int, Seen] = field(default_factory=dict)
    passings: dict[int, int] = field(default_factory=dict)  # id → the entry's

    def look(self, entry_ids: Collection[int]) -> None:
        """Keep how it stands with these entries now. Two queries."""
        self.findings |= findings_seen(entry_ids)
        standing = Passing.objects.filter(finding__initiative__in=entry_ids, ended_at=None)
        self.passings |= dict(standing.values_list("id", "finding__initiative_id"))


def remember(
    campaign: Campaign,
    entries: Collection[Initiative],
    stood: Mapping[int, Stood],
    before: Before,
    held: Collection[int],
    *,
    reason: str,
    by: By,
) -> Moving:
    """Store the move with what it changed on the entries and on those `held`, and its notices."""
    ids = {entry.id for entry in entries}
    about = dict.fromkeys(ids.union(held), 0)
    was = {one: seen for one, seen in before.findings.items() if seen.entry_id in about}
    changed = changed_between(was, findings_seen(about), about)[0]
    lines = JournalLine.objects.filter(initiative_id__in=about)
    moving = Moving(
        campaign=campaign,
        by=by.account,
        occurred_at=by.occurred_at,
        recorded_at=by.now,
        reason=reason.strip(),
        changed={
            **changed,
            "passings": [one for one, entry_id in before.passings.items() if entry_id in ids],
        },
        last_line=lines.aggregate(last=Max("id"))["last"] or 0,
    )
    insert_all([moving])
    insert_all(
        [
            MovedEntry(
                moving=moving,
                initiative=entry,
                from_unit=stood[entry.id].unit,
                to_unit=entry.unit,
                state=stood[entry.id].state,
                reason=stood[entry.id].reason,
            )
            for entry in entries
        ]
    )
    insert_all(_notices(moving, ((stood[entry.id].unit, entry.unit) for entry in entries)))
    return moving


def mark_seen(campaign: Campaign, notice_ids: Collection[int], *, by: By) -> int:
    """Let the own desk hear no more of moves that somebody there has read; return of how many."""
    require_somewhere(by, Verb.MEND, campaign.owner.path)
    own = unread_notices(by.account, campaign).filter(id__in=notice_ids)
    return own.update(seen_at=by.now, seen_by=by.account)


def _notices(moving: Moving, ways: Iterable[tuple[Unit, Unit]]) -> list[MoveNotice]:
    counts = Counter(parted(came_from.path, to.path) for came_from, to in ways)
    paths = {path for pair in counts for path in pair}
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=paths)}
    return [
        MoveNotice(moving=moving, unit=units[told], other=units[other], gains=gains, count=n)
        for (lost, got), n in counts.items()
        for told, other, gains in ((lost, got, False), (got, lost, True))
    ]
