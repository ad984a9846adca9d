"""Copies of an entry: clusters, and who filed first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from sangkien.adapters.store import store_for
from sangkien.core.duplicates import Evidence
from sangkien.core.duplicates import clusters as connected
from sangkien.core.facts import Duplicate
from sangkien.core.receipts import receipt_number
from sangkien.core.states import State
from sangkien.models import DuplicatePair, Finding, Initiative
from sangkien.queries.sql import rows, slices

_LINKED = """
SELECT pair.a_id, pair.b_id FROM sangkien_duplicatepair AS pair
JOIN sangkien_initiative AS a ON a.id = pair.a_id
JOIN sangkien_initiative AS b ON b.id = pair.b_id
WHERE pair.a_id {among} AND pair.b_id {among} AND pair.decision <> %s
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
    is_merged: bool = False  # into another one, which then stands before it

    @property
    def place(self) -> tuple[bool, datetime, int]:
        """The order of a cluster: whoever filed first, and behind all the merged ones."""
        return self.is_merged, self.occurred_at, self.id


class Verdict(NamedTuple):
    """Why a member is a duplicate: the pair that speaks, the entry it names, who filed first."""

    first: Member
    other: Member
    pair: DuplicatePair


@dataclass(frozen=True)  # no slots: what is asked of every member is worked out once
class Cluster:
    """Entries of one work, first filer first, and the pairs that hold them together."""

    members: tuple[Member, ...]
    pairs: tuple[DuplicatePair, ...]
    told: frozenset[tuple[int, int]] = frozenset()  # pairs of members that a person told different

    def duplicate_of(self, entry_id: int) -> Duplicate | None:
        """Return what makes the member a duplicate; None for the first filer and those apart."""
        verdict = self.verdict_of(entry_id)
        if verdict is None:
            return None
        return Duplicate(
            other_id=verdict.other.id,
            other_receipt=verdict.other.receipt,
            other_title=verdict.other.title,
            other_unit=verdict.other.unit_name,
            first_receipt=verdict.first.receipt,
            same_person=verdict.pair.same_person,
            probability=verdict.pair.probability,
            evidence=tuple(Evidence(**piece) for piece in verdict.pair.evidence),
        )

    def verdict_of(self, entry_id: int) -> Verdict | None:
        """Return why the member is a duplicate; None for the first filer and those apart.

        Of its pairs the most probable with an earlier entry speaks, else the most probable.
        """
        first = self.members[0]
        if entry_id == first.id or entry_id in self._apart:
            return None
        rank = self._rank

        def weight(pair: DuplicatePair) -> tuple[bool, float, int]:
            other = _other(pair, entry_id)
            return rank[other] < rank[entry_id], pair.probability, -other

        pair = max(self._pairs_of[entry_id], key=weight)
        return Verdict(first, self.members[rank[_other(pair, entry_id)]], pair)

    def without(self, entry_ids: Collection[int]) -> "list[Cluster]":
        """Return what the cluster was before these entries joined it."""
        return parted(
            {member.id: member for member in self.members},
            [p for p in self.pairs if p.a_id not in entry_ids and p.b_id not in entry_ids],
            self.told,
        )

    @cached_property
    def _rank(self) -> dict[int, int]:
        return {member.id: position for position, member in enumerate(self.members)}

    @cached_property
    def _pairs_of(self) -> dict[int, list[DuplicatePair]]:
        found: defaultdict[int, list[DuplicatePair]] = defaultdict(list)
        for pair in self.pairs:
            found[pair.a_id].append(pair)
            found[pair.b_id].append(pair)
        return found

    @cached_property
    def _apart(self) -> set[int]:
        """Works of their own: told different from earlier ones and linked to later ones only."""
        later = partial(max, key=self._rank.__getitem__)
        linked_back = {later(pair.a_id, pair.b_id) for pair in self.pairs}
        return {later(*pair) for pair in self.told} - linked_back


def clusters_of(entry_ids: Iterable[int]) -> list[Cluster]:
    """Return the clusters that contain one of the entries; none for an entry without copies.

    Pairs decided different and entries withdrawn or taken back hold nothing together.
    """
    return _clusters(_pairs_around(set(entry_ids)))


def bare_clusters_of(entry_ids: Iterable[int]) -> list[Cluster]:
    """Return the clusters without the evidence of their pairs, of which `with_evidence` gives some.

    To read that of thousands of copies costs more than all the rest.
    """
    return _clusters(_pairs_around(set(entry_ids), but="evidence"))


def with_evidence(pairs: Iterable[DuplicatePair]) -> None:
    """Read the evidence of bare pairs. One query."""
    by_id = {pair.id: pair for pair in pairs}
    for some in slices(by_id):
        found = DuplicatePair.objects.filter(id__in=some).values_list("id", "evidence")
        for pair_id, evidence in found:
            by_id[pair_id].evidence = evidence


def _clusters(pairs: Sequence[DuplicatePair]) -> list[Cluster]:
    members = members_of({pair.a_id for pair in pairs} | {pair.b_id for pair in pairs})
    told = _told_different(members.keys())
    return parted(members, pairs, (pair for pair in told if members.keys() >= {*pair}))


def parted(
    members: Mapping[int, Member],
    pairs: Iterable[DuplicatePair],
    told: Iterable[tuple[int, int]],
    *,
    together: Iterable[tuple[int, int]] = (),
) -> list[Cluster]:
    """Return the clusters that the pairs make, and what else is known to stand `together`."""
    pairs = list(pairs)
    found = connected(chain(((pair.a_id, pair.b_id) for pair in pairs), together))
    place = {entry_id: k for k, ids in enumerate(found) for entry_id in ids}
    pairs_at: defaultdict[int, list[DuplicatePair]] = defaultdict(list)
    for pair in pairs:
        pairs_at[place[pair.a_id]].append(pair)
    told_at: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for a, b in told:
        if a in place and place[a] == place.get(b):
            told_at[place[a]].add((a, b))
    return [
        Cluster(
            tuple(sorted((members[i] for i in ids), key=lambda m: m.place)),
            tuple(pairs_at[k]),
            frozenset(told_at[k]),
        )
        for k, ids in enumerate(found)
    ]


def with_copies(entry_ids: Collection[int]) -> set[int]:
    """Return the entries and all that clusters_of holds together with them, by id."""
    seen: set[int] = set()
    step = set(entry_ids)
    while step:
        seen |= step
        step = set(chain.from_iterable(links_of(step))) - seen
    return seen


def links_of(entry_ids: Collection[int], *, filed: bool = True) -> list[tuple[int, int]]:
    """Return the pairs that hold one of these entries, and no evidence. One query.

    With `filed=False` also those of entries withdrawn or taken back, which hold nothing together.
    """
    asked = _holding_some_of if filed else _not_different
    found = (asked(some).values_list("a_id", "b_id") for some in slices(entry_ids))
    return list(dict.fromkeys(chain.from_iterable(found)))


def linked_among(entry_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return the pairs that hold some of these entries together."""
    if len(entry_ids) < 2:  # noqa: PLR2004 - one alone is linked to nothing
        return []
    among, ids = store_for(connection).among(entry_ids)
    values = (DuplicatePair.Decision.DIFFERENT.value, *map(str, (*NOT_FILED, *NOT_FILED)))
    found = rows(_LINKED.format(among=among), (ids, ids, *values))
    return [(a, b) for a, b in found]


def denied_by(entry_ids: Collection[int]) -> set[int]:
    """Return of whom a person said that they are not the same as one of these. One query."""
    return set(chain.from_iterable(_told_different(entry_ids))).difference(entry_ids)


def told_apart(entry_ids: Collection[int]) -> set[int]:
    """Return the entries of which a person said that they are no duplicates."""
    dismissed = Finding.objects.filter(
        initiative__in=entry_ids, reason="R01", state=Finding.State.DISMISSED
    )
    return set(dismissed.values_list("initiative_id", flat=True))


def _told_different(entry_ids: Collection[int]) -> set[tuple[int, int]]:
    """The pairs with one of these entries that a person decided different."""
    found: set[tuple[int, int]] = set()
    for some in slices(entry_ids):
        pairs = DuplicatePair.objects.filter(Q(a__in=some) | Q(b__in=some))
        different = pairs.filter(decision=DuplicatePair.Decision.DIFFERENT)
        found.update(different.values_list("a_id", "b_id"))
    return found


def _holding_some_of(entry_ids: Collection[int]) -> QuerySet[DuplicatePair]:
    return _not_different(entry_ids).exclude(a__state__in=NOT_FILED).exclude(b__state__in=NOT_FILED)


def _not_different(entry_ids: Collection[int]) -> QuerySet[DuplicatePair]:
    some = DuplicatePair.objects.filter(Q(a__in=entry_ids) | Q(b__in=entry_ids))
    return some.exclude(decision=DuplicatePair.Decision.DIFFERENT)


def _pairs_around(seeds: set[int], *, but: str | None = None) -> list[DuplicatePair]:
    """All pairs reachable from the seeds, one query per step outward; `but` one column."""
    seen: set[int] = set()
    pairs: dict[int, DuplicatePair] = {}
    step = seeds
    while step:
        seen |= step
        reached: set[int] = set()
        for some in slices(step):
            for pair in _holding_some_of(some).defer(*filter(None, [but])):
                pairs[pair.id] = pair
                reached |= {pair.a_id, pair.b_id}
        step = reached - seen
    return sorted(pairs.values(), key=lambda pair: (pair.a_id, pair.b_id))


def members_of(ids: Collection[int]) -> dict[int, Member]:
    """Return entries by id, enough to name them and to order them. One query."""
    columns = "id", "occurred_at", "title", "unit__short_name", "campaign__receipt_prefix", "state"
    found = (Initiative.objects.filter(id__in=some).values_list(*columns) for some in slices(ids))
    return {
        entry_id: Member(
            entry_id, at, title, unit, receipt_number(prefix, entry_id), state == State.MERGED
        )
        for entry_id, at, title, unit, prefix, state in chain.from_iterable(found)
    }


def _other(pair: DuplicatePair, entry_id: int) -> int:
    return pair.b_id if pair.a_id == entry_id else pair.a_id
