"""Let entries count at other units, many of them with as many statements as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.decision_day import last_changes, why_untimely
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By, Line, record
from sangkien.actions.listed import why_listed
from sangkien.actions.meeting import look_around, rejoin
from sangkien.actions.move_records import Before, Stood, remember
from sangkien.actions.screening import DUPLICATE_RULES, apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import end_passings, follow_findings, line_about, why_closed
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.run import RULES
from sangkien.models import Campaign, Initiative, Passing, Unit

ABOUT_ONE = {code: rule for code, rule in RULES.items() if code not in DUPLICATE_RULES}


@dataclass(frozen=True, slots=True)
class Moved:
    """How many entries moved; `left` says of each of the others why not."""

    count: int
    left: tuple[Refusal, ...] = ()
    moving_id: int | None = field(default=None, compare=False)  # by which it is undone


@dataclass(frozen=True, slots=True)
class Relocated:
    """The entries that moved, how each stood before, and what stood against moving the others."""

    entries: Sequence[Initiative]
    before: Mapping[int, Stood]
    left: Mapping[int, Refusal]


@retried
def move_initiative(entry: Initiative, to: Unit, *, reason: str, by: By) -> None:
    """Let the entry count at another unit; what was ticked is kept, counts move along.

    Its copies are looked for anew, at the new place. Needs the right at both units. Raises Refusal
    `not-allowed`, `entry-ended`, `entry-merged`, `entry-listed`, `already-there`,
    `outside-campaign`, and those of an earlier day.
    """
    require(by, Verb.MOVE, entry.unit_path)
    done = _moved(entry.campaign, {entry.id: to}, reason=reason, by=by)
    entry.refresh_from_db()
    for refusal in done.left:
        raise refusal


@retried
def move_group(moves: Mapping[int, Unit], *, reason: str, by: By) -> Moved:
    """Let each entry (by id) count at its unit, each with its line in the journal.

    What was moved or closed meanwhile stays where it is and is told: what move_initiative raises
    of one entry. Raises Refusal `not-allowed` at any of the units, `outside-campaign`; then
    nothing moves. The number of statements does not depend on how many entries there are.
    """
    for path in {unit.path for unit in moves.values()}:
        require(by, Verb.MOVE, path)
    asked = dict(Initiative.objects.filter(id__in=moves).values_list("id", "campaign_id"))
    left: list[Refusal] = []
    count, moving_id = 0, None
    for campaign in Campaign.objects.filter(id__in=asked.values()).order_by("id"):
        own = {one: to for one, to in moves.items() if asked.get(one) == campaign.id}
        done = _moved(campaign, own, reason=reason, by=by)
        count += done.count
        left += done.left
        moving_id = done.moving_id or moving_id
    return Moved(count, tuple(left), moving_id)


def _moved(campaign: Campaign, moves: Mapping[int, Unit], *, reason: str, by: By) -> Moved:
    store_for(connection).lock_campaign(campaign.id)
    hold_clusters((), moves.keys())
    before = Before()
    before.look(moves.keys())
    done = relocate(campaign, moves, reason=reason, by=by)
    left = tuple(done.left.values())
    if not done.entries:
        return Moved(0, left)
    ids = {entry.id for entry in done.entries}
    held = rejoin(campaign, ids)
    before.look(held.difference(moves))
    look_around(campaign, held, ids, by)
    moving = remember(campaign, done.entries, done.before, before, held, reason=reason, by=by)
    return Moved(len(ids), left, moving.id)


def relocate(campaign: Campaign, moves: Mapping[int, Unit], *, reason: str, by: By) -> Relocated:
    """Move entries but for their copies: whoever moves lets them meet at the end.

    Call with the campaign held back and the clusters held. Raises Refusal `not-allowed` at any of
    the units, `outside-campaign`; what else stands against moving an entry is told.
    """
    with recounted(campaign, moves.keys(), is_held=True):
        units = _units(campaign, moves, by)
        rows = Initiative.objects.filter(id__in=moves).order_by("id")
        entries = list(rows.select_related("campaign__owner", "unit"))
        for path in sorted({entry.unit_path for entry in entries}):
            require(by, Verb.MOVE, path)
        to = {entry.id: units[moves[entry.id].id] for entry in entries}
        left = _against(entries, to, by)
        free = [entry for entry in entries if entry.id not in left]
        before = {entry.id: Stood(entry.unit, entry.state, entry.reason) for entry in free}
        if free:
            _write(campaign, free, to, reason=reason, by=by)
    return Relocated(free, before, left)


def _units(campaign: Campaign, moves: Mapping[int, Unit], by: By) -> dict[int, Unit]:
    """The units as they stand now: the tree may have moved while we waited."""
    units = Unit.objects.in_bulk({unit.id for unit in moves.values()})
    for unit in units.values():
        require(by, Verb.MOVE, unit.path)
        if not unit.path.startswith(campaign.owner.path):
            raise Refusal("outside-campaign", unit=unit.short_name)
    return units


def _against(entries: Sequence[Initiative], to: Mapping[int, Unit], by: By) -> dict[int, Refusal]:
    ids = {entry.id for entry in entries}
    listed, last = why_listed(ids), last_changes(by, ids)
    found = {}
    for entry in entries:
        refusal = (
            why_closed(entry)
            or listed.get(entry.id)
            or why_untimely(by, entry, touched={entry.id}, last=last)
            or _already_there(entry, to[entry.id])
        )
        if refusal:
            found[entry.id] = refusal
    return found


def _already_there(entry: Initiative, to: Unit) -> Refusal | None:
    there = entry.unit_id == to.id
    return Refusal("already-there", unit=to.short_name) if there else None


def _write(
    campaign: Campaign,
    entries: Sequence[Initiative],
    to: Mapping[int, Unit],
    *,
    reason: str,
    by: By,
) -> None:
    lines = [_line(entry, to[entry.id], reason) for entry in entries]
    for entry in entries:
        entry.unit, entry.unit_path = to[entry.id], to[entry.id].path
    Initiative.objects.bulk_update(entries, ["unit", "unit_path"], batch_size=200)
    record(by, lines)
    # another desk decides there, and whoever passed a finding up is told
    of_them = {"finding__initiative__in": [entry.id for entry in entries]}
    end_passings(of_them, Passing.Outcome.MOVED, by, answer=reason)
    ids = {entry.id for entry in entries}
    apply_rules(campaign, ids, by=by, rules=ABOUT_ONE, opened_at=lambda _: by.occurred_at)
    follow_findings(entries)


def _line(entry: Initiative, to: Unit, reason: str) -> Line:
    return line_about(
        entry,
        "moved",
        unit=to,
        reason=reason,
        changes={"unit": [entry.unit_id, to.id]},
        details={"from": entry.unit_id},
    )
