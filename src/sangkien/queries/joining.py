"""What new entries change among the copies they join, read from as few of them as will do.

The finding on a copy names who filed first and the entry it is a copy of, and whoever changes
either screens the copy again. So a cluster of thousands need not be read for one more copy: the
findings on the few entries it is linked to say all.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sangkien.core.duplicates import joined_whole
from sangkien.core.receipts import entry_of
from sangkien.core.screening.run import RULES
from sangkien.models import Campaign, DuplicatePair
from sangkien.queries.duplicates import (
    Cluster,
    Member,
    clusters_of,
    members_of,
    parted,
)
from sangkien.queries.sql import marks, rows

# findings that hold, on entries that count; of the copies any such will do: all name the same first
_TOLD = """
    JOIN sangkien_finding AS told ON told.initiative_id = {of}.id
        AND told.reason = 'R01' AND told.state IN ('open', 'upheld')
"""
_COPY = """
    FROM sangkien_duplicatepair AS pair
    JOIN sangkien_initiative AS copy ON copy.id = pair.{there}
        AND copy.state NOT IN ('withdrawn', 'undone')
    {told}
    WHERE pair.{here} = entry.id AND pair.decision <> 'different' LIMIT 1
"""
_ENDS = """
SELECT entry.id, told.details, COALESCE(
    (SELECT told.details {told_later}), (SELECT told.details {told_earlier})
), EXISTS (SELECT 1 {later}) OR EXISTS (SELECT 1 {earlier})
FROM sangkien_initiative AS entry LEFT {told}
WHERE entry.id IN ({ids}) AND entry.state NOT IN ('withdrawn', 'undone')
"""


def _statement(ids: Collection[int]) -> str:
    copies = {"later": ("a_id", "b_id"), "earlier": ("b_id", "a_id")}
    of_copy = _TOLD.format(of="copy")
    return _ENDS.format(
        ids=marks(ids),
        told=_TOLD.format(of="entry"),
        **{side: _COPY.format(here=h, there=t, told="") for side, (h, t) in copies.items()},
        **{
            f"told_{side}": _COPY.format(here=h, there=t, told=of_copy)
            for side, (h, t) in copies.items()
        },
    )


class End(NamedTuple):
    """How an older entry that new ones are linked to stands among its copies."""

    first_id: int | None  # who filed first: itself where it has no copies; None: no finding tells
    named_id: int | None  # whom its own finding names; None for the first filer and those apart


@dataclass(frozen=True, slots=True)
class Joint:
    """Where new entries join older ones, before they do."""

    ends: dict[int, End]
    members: dict[int, Member]  # the new entries, the ends, and whom the ends name
    whole: frozenset[int]  # ends whose clusters are to be held and read whole


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it. Of a cluster in which little changes only the near part is here."""

    clusters: tuple[Cluster, ...] = ()
    changed: frozenset[int] = frozenset()  # older entries of which something else is to be found


def joint_of(campaign: Campaign, pairs: Sequence[DuplicatePair], new: Collection[int]) -> Joint:
    """Return where the new entries join older ones by pairs not stored yet. Two queries."""
    joined = {end for pair in pairs for end in (pair.a_id, pair.b_id)}
    ends = ends_among(campaign, joined - set(new))
    named = {entry_id for end in ends.values() for entry_id in end if entry_id is not None}
    members = members_of(joined | named)
    whole = joined_whole(
        [(pair.a_id, pair.b_id) for pair in pairs],
        {entry_id: end.first_id for entry_id, end in ends.items()},
        {member.id: member.occurred_at for member in members.values()},
    )
    return Joint(ends, members, whole)


def ends_among(campaign: Campaign, entry_ids: Collection[int]) -> dict[int, End]:
    """Return how the entries stand among their copies; those not filed any more are left out."""
    if not entry_ids:
        return {}
    ids = sorted(entry_ids)
    is_told = tells_copies(campaign)
    return {
        entry_id: _end(entry_id, own or "{}", near or "{}", is_alone=not copies, is_told=is_told)
        for entry_id, own, near, copies in rows(_statement(ids), ids)
    }


def join(joint: Joint, pairs: Sequence[DuplicatePair], new: Collection[int]) -> Joined:
    """Return what the pairs, now stored, made of it. Call with the ends held."""
    whole = clusters_of(joint.whole) if joint.whole else []
    far = {member.id for cluster in whole for member in cluster.members}
    near = _near(joint, [pair for pair in pairs if pair.a_id not in far])
    changed = {entry_id for cluster in whole for entry_id in _changed(cluster, new)}
    for cluster in near:
        for member in cluster.members:
            end = joint.ends.get(member.id)
            if end and _named(cluster, member.id) != end.named_id:
                changed.add(member.id)
    return Joined((*whole, *near), frozenset(changed))


def tells_copies(campaign: Campaign) -> bool:
    """Whether each copy has a finding: not where a rule about copies is switched off."""
    codes = [code for code, rule in RULES.items() if rule.reason == "R01"]
    return all(campaign.rules.get(code, {}).get("enabled", True) for code in codes)


def _end(entry_id: int, own: str, near: str, *, is_alone: bool, is_told: bool) -> End:
    mine, others = json.loads(own), json.loads(near)
    if is_alone:
        return End(entry_id, None)
    first = entry_of((mine or others).get("first_receipt", "")) if is_told else None
    return End(first, mine.get("other_id"))


def _near(joint: Joint, pairs: Sequence[DuplicatePair]) -> list[Cluster]:
    """The near part of the clusters: of an older end the new pairs, and the one that spoke so far.

    Which is enough: its other pairs weigh less, and no new entry comes before the first filer.
    """
    joined = {end for pair in pairs for end in (pair.a_id, pair.b_id)}
    ends = {entry_id: joint.ends[entry_id] for entry_id in joined & joint.ends.keys()}
    spoke = {
        (min(entry_id, end.named_id), max(entry_id, end.named_id))
        for entry_id, end in ends.items()
        if end.named_id is not None
    }
    firsts = [(entry_id, end.first_id) for entry_id, end in ends.items() if end.first_id]
    # copies of which nothing is found: told different from earlier ones, whichever these were
    told = [(first, entry_id) for entry_id, first in firsts if ends[entry_id].named_id is None]
    return parted(
        joint.members,
        [*pairs, *_pairs(spoke)],
        [pair for pair in told if pair[0] != pair[1]],
        together=firsts,
    )


def _pairs(wanted: Collection[tuple[int, int]]) -> list[DuplicatePair]:
    if not wanted:
        return []
    found = DuplicatePair.objects.filter(a__in={a for a, _ in wanted}, b__in={b for _, b in wanted})
    return [pair for pair in found if (pair.a_id, pair.b_id) in wanted]


def _changed(cluster: Cluster, new: Collection[int]) -> set[int]:
    """The older members of whom something else is to be found than before the new ones came."""
    before = {
        member.id: _said(part, member.id)
        for part in cluster.without(new)
        for member in part.members
    }
    return {
        member.id
        for member in cluster.members
        if member.id not in new and _said(cluster, member.id) != before.get(member.id)
    }


def _said(cluster: Cluster, entry_id: int) -> tuple[int, int] | None:
    verdict = cluster.verdict_of(entry_id)
    return verdict and (verdict.first.id, verdict.other.id)


def _named(cluster: Cluster, entry_id: int) -> int | None:
    verdict = cluster.verdict_of(entry_id)
    return verdict.other.id if verdict else None
