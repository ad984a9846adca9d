"""Groups of entries that one unit's authors ticked and that belong to one other: move together?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from sangkien.core.receipts import receipt_number
from sangkien.core.wrong_units import InCommon, Misplaced, in_common
from sangkien.models import Campaign, Finding, Unit

__all__ = [
    "GroupPage",
    "GroupRow",
    "MoveGroup",
    "group_page",
    "move_groups",
    "of_ticked",
    "proposed_moves",
]

WRONG_UNIT = "wrong-unit"
TICKED, EXPECTED = "initiative__ticked_unit__path", "details__expected_id"


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Entries whose authors ticked one member unit and that belong to another, `unit`."""

    ticked: Unit
    unit: Unit
    count: int
    common: InCommon


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One entry of a group, with the finding that proposes to move it."""

    finding_id: int
    entry_id: int
    receipt: str
    title: str
    workplace: str
    counted: str  # the unit where it counts
    proposed: str  # the one it belongs to: the group's, or one below that
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The group, None where nothing is left of it, and its oldest entries."""

    group: MoveGroup | None
    rows: tuple[GroupRow, ...] = ()


def move_groups(campaign: Campaign, found: QuerySet[Finding]) -> list[MoveGroup]:
    """Return which member units were ticked for which others, largest group first.

    An entry whose own union is registered below a member unit is in the member unit's group.
    Three queries; findings that only know the line, not the unit, are in no group.
    """
    rows = found.filter(rule=WRONG_UNIT).order_by()
    asked = (TICKED, EXPECTED, "initiative__workplace", "details__school_level")
    counted = list(rows.values(*asked).annotate(n=Count("id")).values_list(*asked, "n"))
    member_of = _member_units(campaign, {row[1] for row in counted if row[1] is not None})
    counts: defaultdict[tuple[int, int], int] = defaultdict(int)
    entries: defaultdict[tuple[int, int], list[Misplaced]] = defaultdict(list)
    for ticked_path, expected, workplace, level, n in counted:
        if expected in member_of:
            pair = _member(campaign, ticked_path), member_of[expected]
            counts[pair] += n
            entries[pair].append(Misplaced(workplace, level or ""))
    units = Unit.objects.in_bulk({unit_id for pair in counts for unit_id in pair})
    groups = [
        MoveGroup(units[ticked], units[to], n, in_common(entries[ticked, to]))
        for (ticked, to), n in counts.items()
    ]
    return sorted(groups, key=lambda group: (-group.count, group.unit.id, group.ticked.id))


def of_ticked(campaign: Campaign, found: QuerySet[Finding], ticked: Unit) -> QuerySet[Finding]:
    """Return the findings of entries whose authors ticked the member unit or one below it."""
    rows = found.filter(rule=WRONG_UNIT)
    if ticked.id == campaign.owner_id:
        return rows.filter(**{TICKED: ticked.path})
    return rows.filter(**{f"{TICKED}__startswith": ticked.path})


def proposed_moves(found: QuerySet[Finding], member: Unit) -> dict[int, tuple[int, Unit]]:
    """Return by finding, oldest first, which entry should move to which unit at or below `member`.

    Two queries.
    """
    rows = found.filter(rule=WRONG_UNIT).order_by("id")
    proposed = list(rows.values_list("id", "initiative_id", EXPECTED))
    units = Unit.objects.filter(path__startswith=member.path).in_bulk(
        {unit_id for _, _, unit_id in proposed if unit_id is not None}
    )
    return {
        finding_id: (entry_id, units[unit_id])
        for finding_id, entry_id, unit_id in proposed
        if unit_id in units
    }


def group_page(
    campaign: Campaign, found: QuerySet[Finding], ticked: Unit, unit: Unit, *, most: int
) -> GroupPage:
    """Return the group with its oldest entries, at most `most`. Six queries, however many."""
    own = of_ticked(campaign, found, ticked)
    groups = move_groups(campaign, own)
    group = next((one for one in groups if one.unit == unit and one.ticked == ticked), None)
    if group is None:
        return GroupPage(None)
    moves = proposed_moves(own, unit)
    return GroupPage(group, tuple(_rows(campaign, list(moves)[:most], moves)))


def _rows(
    campaign: Campaign, ids: Collection[int], moves: dict[int, tuple[int, Unit]]
) -> list[GroupRow]:
    rows = Finding.objects.filter(id__in=ids).order_by("id").select_related("initiative__unit")
    return [
        GroupRow(
            finding_id=finding.id,
            entry_id=finding.initiative_id,
            receipt=receipt_number(campaign.receipt_prefix, finding.initiative_id),
            title=finding.initiative.title,
            workplace=finding.initiative.workplace,
            counted=finding.initiative.unit.short_name,
            proposed=moves[finding.id][1].short_name,
            opened_at=finding.opened_at,
        )
        for finding in rows.defer("initiative__description", "initiative__typed")
    ]


def _member_units(campaign: Campaign, unit_ids: set[int]) -> dict[int, int]:
    """For each unit the id of the member unit of the campaign at or above it."""
    owner = campaign.owner
    rows = Unit.objects.filter(id__in=unit_ids, path__startswith=owner.path).exclude(id=owner.id)
    return {unit.id: _member(campaign, unit.path) for unit in rows.only("path")}


def _member(campaign: Campaign, path: str) -> int:
    """The id of the member unit at or above the place of `path`, the owner's at the owner."""
    steps, depth = path.rstrip(".").split("."), len(campaign.owner.lineage)
    return int(steps[depth]) if len(steps) > depth else campaign.owner_id
