"""Copies of an entry: clusters, and who filed first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sangkien.core.duplicates import Evidence
from sangkien.core.duplicates import clusters as connected
from sangkien.core.facts import Duplicate
from sangkien.core.receipts import receipt_number
from sangkien.core.states import State
from sangkien.models import DuplicatePair, Finding, Initiative
from sangkien.queries.sql import marks, rows

_LINKED = """
SELECT pair.a_id, pair.b_id FROM sangkien_duplicatepair AS pair
JOIN sangkien_initiative AS a ON a.id = pair.a_id
JOIN sangkien_initiative AS b ON b.id = pair.b_id
WHERE pair.a_id IN ({ids}) AND pair.b_id IN ({ids}) AND pair.decision <> %s
    AND a.state NOT IN (%s, %s) AND b.state NOT IN (%s, %s)
"""
NOT_FILED = (State.WITHDRAWN, State.UNDONE)  # such an entry is nobody's first filing


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of a cluster, enough to name it and to order it."""

    id: int
    occurred_at: datetime
    title: str
    unit_name: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entries of one work, first filer first, and the pairs that hold them together."""

    members: tuple[Member, ...]
    pairs: tuple[DuplicatePair, ...]
    apart: frozenset[int] = frozenset()  # told different from the earlier ones: works of their own

    def duplicate_of(self, entry_id: int) -> Duplicate | None:
        """Return what makes the member a duplicate; None for the first filer and those apart.

        Of its pairs the most probable with an earlier entry speaks, else the most probable.
        """
        first = self.members[0]
        if entry_id == first.id or entry_id in self.apart:
            return None
        rank = {member.id: position for position, member in enumerate(self.members)}
        pairs = [pair for pair in self.pairs if entry_id in (pair.a_id, pair.b_id)]

        def weight(pair: DuplicatePair) -> tuple[bool, float, int]:
            other = _other(pair, entry_id)
            return rank[other] < rank[entry_id], pair.probability, -other

        pair = max(pairs, key=weight)
        other = self.members[rank[_other(pair, entry_id)]]
        return Duplicate(
            other_id=other.id,
            other_receipt=other.receipt,
            other_title=other.title,
            other_unit=other.unit_name,
            first_receipt=first.receipt,
            same_person=pair.same_person,
            probability=pair.probability,
            evidence=tuple(Evidence(**piece) for piece in pair.evidence),
        )


def clusters_of(entry_ids: Iterable[int]) -> list[Cluster]:
    """Return the clusters that contain one of the entries; none for an entry without copies.

    Pairs decided different and entries withdrawn or taken back hold nothing together.
    """
    pairs = _pairs_around(set(entry_ids))
    members = _members({pair.a_id for pair in pairs} | {pair.b_id for pair in pairs})
    found = connected((pair.a_id, pair.b_id) for pair in pairs)
    told = _told_different(members.keys())
    return [
        _cluster(
            tuple(sorted((members[i] for i in ids), key=lambda m: (m.occurred_at, m.id))),
            tuple(pair for pair in pairs if pair.a_id in ids),
            told,
        )
        for ids in found
    ]


def with_copies(entry_ids: Collection[int]) -> set[int]:
    """Return the entries and all that clusters_of holds together with them, by id."""
    pairs = _pairs_around(set(entry_ids))
    return {*entry_ids, *(pair.a_id for pair in pairs), *(pair.b_id for pair in pairs)}


def linked_among(entry_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return the pairs that hold some of these entries together."""
    if len(entry_ids) < 2:  # noqa: PLR2004 - one alone is linked to nothing
        return []
    ids = sorted(entry_ids)
    values = (DuplicatePair.Decision.DIFFERENT.value, *map(str, (*NOT_FILED, *NOT_FILED)))
    found = rows(_LINKED.format(ids=marks(ids)), (*ids, *ids, *values))
    return [(a, b) for a, b in found]


def told_apart(entry_ids: Collection[int]) -> set[int]:
    """Return the entries of which a person said that they are no duplicates."""
    dismissed = Finding.objects.filter(
        initiative__in=entry_ids, reason="R01", state=Finding.State.DISMISSED
    )
    return set(dismissed.values_list("initiative_id", flat=True))


def _told_different(entry_ids: Collection[int]) -> set[tuple[int, int]]:
    decided = DuplicatePair.objects.filter(
        a__in=entry_ids, b__in=entry_ids, decision=DuplicatePair.Decision.DIFFERENT
    )
    return set(decided.values_list("a_id", "b_id"))


def _cluster(
    members: tuple[Member, ...], pairs: tuple[DuplicatePair, ...], told: set[tuple[int, int]]
) -> Cluster:
    """An entry told different from earlier ones and linked to later ones only stands apart."""
    rank = {member.id: position for position, member in enumerate(members)}
    within = {pair for pair in told if pair[0] in rank and pair[1] in rank}
    linked_back = {max(pair.a_id, pair.b_id, key=rank.__getitem__) for pair in pairs}
    told_of = {max(pair, key=rank.__getitem__) for pair in within}
    return Cluster(members, pairs, frozenset(told_of - linked_back))


def _holding() -> QuerySet[DuplicatePair]:
    return (
        DuplicatePair.objects.exclude(decision=DuplicatePair.Decision.DIFFERENT)
        .exclude(a__state__in=NOT_FILED)
        .exclude(b__state__in=NOT_FILED)
    )


def _pairs_around(seeds: set[int]) -> list[DuplicatePair]:
    """All pairs reachable from the seeds, one query per step outward."""
    seen: set[int] = set()
    pairs: dict[int, DuplicatePair] = {}
    reached = seeds
    while reached - seen:
        step = reached - seen
        seen |= step
        for pair in _holding().filter(Q(a__in=step) | Q(b__in=step)):
            pairs[pair.id] = pair
        reached = {pair.a_id for pair in pairs.values()} | {pair.b_id for pair in pairs.values()}
    return sorted(pairs.values(), key=lambda pair: (pair.a_id, pair.b_id))


def _members(ids: set[int]) -> dict[int, Member]:
    rows = Initiative.objects.filter(id__in=ids).values_list(
        "id", "occurred_at", "title", "unit__short_name", "campaign__receipt_prefix"
    )
    return {
        entry_id: Member(entry_id, at, title, unit, receipt_number(prefix, entry_id))
        for entry_id, at, title, unit, prefix in rows
    }


def _other(pair: DuplicatePair, entry_id: int) -> int:
    return pair.b_id if pair.a_id == entry_id else pair.a_id
