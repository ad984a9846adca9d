"""Copies of an entry: texts the engine compares, clusters, and who filed first."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sangkien.core.duplicates import Evidence, Text
from sangkien.core.duplicates import clusters as connected
from sangkien.core.facts import Duplicate
from sangkien.core.receipts import receipt_number
from sangkien.core.states import State
from sangkien.models import Author, DuplicatePair, Initiative, PersonalDetail

NOT_FILED = (State.WITHDRAWN, State.UNDONE)  # such an entry is nobody's first filing


def texts_of(entry_ids: Collection[int]) -> dict[int, Text]:
    """Return what the engine reads of each entry. Three queries, however many entries."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    details = PersonalDetail.objects.filter(initiative__in=entry_ids).order_by("id")
    for entry_id, name in details.values_list("initiative_id", "name"):
        names[entry_id or 0].append(name)
    refs: defaultdict[int, list[str]] = defaultdict(list)
    authors = Author.objects.filter(initiative__in=entry_ids, person__has_number=True)
    for entry_id, identity in authors.values_list("initiative_id", "person__identity"):
        refs[entry_id].append(identity)
    entries = Initiative.objects.filter(id__in=entry_ids).values_list(
        "id", "title", "description", "effect", "workplace", "unit_path", "unit__short_name"
    )
    return {
        entry_id: Text(
            title=title,
            description=description,
            effect=effect,
            authors=tuple(names[entry_id]),
            member_refs=tuple(refs[entry_id]),
            workplace=workplace,
            unit_path=unit_path,
            own_names=(workplace, unit_name),
        )
        for entry_id, title, description, effect, workplace, unit_path, unit_name in entries
    }


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

    def duplicate_of(self, entry_id: int) -> Duplicate | None:
        """Return what makes the member a duplicate; None for the first filer.

        Of its pairs the most probable with an earlier entry speaks, else the most probable.
        """
        first = self.members[0]
        if entry_id == first.id:
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
    return [
        Cluster(
            tuple(sorted((members[i] for i in ids), key=lambda m: (m.occurred_at, m.id))),
            tuple(pair for pair in pairs if pair.a_id in ids),
        )
        for ids in found
    ]


def _pairs_around(seeds: set[int]) -> list[DuplicatePair]:
    """All pairs reachable from the seeds, one query per step outward."""
    seen: set[int] = set()
    pairs: dict[int, DuplicatePair] = {}
    reached = seeds
    while reached - seen:
        step = reached - seen
        seen |= step
        around = (
            DuplicatePair.objects.filter(Q(a__in=step) | Q(b__in=step))
            .exclude(decision=DuplicatePair.Decision.DIFFERENT)
            .exclude(a__state__in=NOT_FILED)
            .exclude(b__state__in=NOT_FILED)
        )
        for pair in around:
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
