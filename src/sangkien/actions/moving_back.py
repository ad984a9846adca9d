"""Undo a moving: its entries count again where they did, on every day since.

An entry on which something was decided since stays where it is, and that is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import why_listed
from sangkien.actions.meeting import look_around, rejoin
from sangkien.actions.moving import ABOUT_ONE
from sangkien.actions.putting_back import Changed, forget_findings, put_findings_back
from sangkien.actions.screening import DUPLICATE_RULES, apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import follow_findings, line_about, why_closed
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.models import Finding, Initiative, JournalLine, MovedEntry, Moving, Passing

# verbs of the journal after which an entry is not simply moved back
SINCE = (
    "moved",
    "entry-corrected",
    "entry-repaired",
    "finding-upheld",
    "finding-dismissed",
    "finding-passed",
    "accepted",
    "rejected",
    "reopened",
    "withdrawn",
    "merged",
    "merge-kept",
)


@dataclass(frozen=True, slots=True)
class MovedBack:
    """How many entries count again where they did; `left` says of each of the others why not."""

    count: int
    left: tuple[Refusal, ...] = ()


@retried
def undo_moving(moving: Moving, *, reason: str, by: By) -> MovedBack:
    """Let what one action moved count again where it did, with its findings as they stood.

    It counts from the moment of the move on, as if that had never been; both units are told anew.
    Raises Refusal `not-allowed` at any of the units, `move-undone`. The number of statements does
    not depend on how many entries there are.
    """
    campaign = moving.campaign
    _require(moving, by)
    store_for(connection).lock_campaign(campaign.id)
    moving.refresh_from_db()
    ids = {row.initiative_id for row in _standing(moving)}
    if not ids:
        raise Refusal("move-undone")
    held = hold_clusters((), ids | _entries_told_of(moving))
    with recounted(campaign, held, is_held=True):
        rows = _standing(moving)
        left = _against(moving, rows)
        free = [row for row in rows if row.initiative_id not in left]
        if free:
            _put_back(moving, free, left.keys(), reason=reason, by=by)
    back = {row.initiative_id for row in free}
    look_around(campaign, rejoin(campaign, back), back, by)
    return MovedBack(len(free), tuple(left.values()))


def _require(moving: Moving, by: By) -> None:
    paths = MovedEntry.objects.filter(moving=moving, is_standing=True)
    for pair in paths.values_list("from_unit__path", "to_unit__path").distinct():
        for path in pair:
            require(by, Verb.MOVE, path)


def _standing(moving: Moving) -> list[MovedEntry]:
    rows = MovedEntry.objects.filter(moving=moving, is_standing=True).order_by("id")
    return list(rows.select_related("initiative__campaign__owner", "from_unit", "to_unit"))


def _entries_told_of(moving: Moving) -> set[int]:
    ids = [*map(int, moving.changed["findings"]), *moving.changed["opened"]]
    return set(Finding.objects.filter(id__in=ids).values_list("initiative_id", flat=True))


def _against(moving: Moving, rows: Sequence[MovedEntry]) -> dict[int, Refusal]:
    """What happened to entries since, by their id; nothing of those that are free."""
    ids = {row.initiative_id for row in rows}
    lines = JournalLine.objects.filter(initiative_id__in=ids, id__gt=moving.last_line)
    since = set(lines.filter(verb__in=SINCE).values_list("initiative_id", flat=True))
    listed = why_listed(ids)
    found = {}
    for row in rows:
        entry = row.initiative
        refusal = why_closed(entry) or listed.get(entry.id)
        if not refusal and (entry.id in since or entry.unit_id != row.to_unit_id):
            prefix = moving.campaign.receipt_prefix
            refusal = Refusal("moved-since", receipt=receipt_number(prefix, entry.id))
        if refusal:
            found[entry.id] = refusal
    return found


def _put_back(
    moving: Moving, rows: Sequence[MovedEntry], left: Collection[int], *, reason: str, by: By
) -> None:
    entries = [row.initiative for row in rows]
    for row in rows:
        row.initiative.unit, row.initiative.unit_path = row.from_unit, row.from_unit.path
        row.initiative.state, row.initiative.reason = row.state, row.reason
        row.is_standing = False
    columns = ["unit", "unit_path", "state", "reason"]
    Initiative.objects.bulk_update(entries, columns, batch_size=200)
    MovedEntry.objects.bulk_update(rows, ["is_standing"], batch_size=200)
    moving.undone_at, moving.undone_by = by.now, by.account
    moving.save(update_fields=["undone_at", "undone_by"])
    moving.notices.update(seen_at=None, seen_by=None)
    record(by, [_line(moving, row, reason) for row in rows])
    _put_findings_back(moving, left, by)
    passed = Passing.objects.filter(id__in=moving.changed["passings"])
    standing = passed.filter(outcome=Passing.Outcome.MOVED, finding__state=Finding.State.OPEN)
    standing.exclude(finding__initiative__in=left).update(
        outcome="", answer="", ended_at=None, ended_by=None, told_at=None
    )
    ids = {entry.id for entry in entries}
    at = by.occurred_at
    if apply_rules(moving.campaign, ids, by=by, rules=ABOUT_ONE, opened_at=lambda _: at):
        follow_findings(entries)


def _put_findings_back(moving: Moving, left: Collection[int], by: By) -> None:
    changes: Mapping[str, dict[str, object]] = moving.changed["findings"]
    opened = Finding.objects.filter(id__in=moving.changed["opened"])
    forget_findings(list(opened.exclude(initiative__in=left).values_list("id", flat=True)))
    rules = Finding.objects.filter(id__in=map(int, changes)).exclude(initiative__in=left)
    told = {
        finding_id: Changed(
            moving.campaign_id,
            # copies are looked at as of now, whatever day the move counts from
            moving.recorded_at if rule in DUPLICATE_RULES else moving.occurred_at,
            changes[str(finding_id)],
        )
        for finding_id, rule in rules.values_list("id", "rule")
    }
    put_findings_back(told, by)


def _line(moving: Moving, row: MovedEntry, reason: str) -> Line:
    """Dated as the move was: from that moment on it never was."""
    line = line_about(
        row.initiative,
        "moved",
        unit=row.from_unit,
        reason=reason,
        changes={"unit": [row.to_unit_id, row.from_unit_id]},
        details={"from": row.to_unit_id, "undone": moving.id},
    )
    return replace(line, occurred_at=moving.occurred_at)
