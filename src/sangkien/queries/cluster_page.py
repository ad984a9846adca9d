"""A cluster of copies as one page shows it: all its entries against the first filer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sangkien.core.permissions import Verb
from sangkien.models import Account, DuplicatePair, Finding, Initiative
from sangkien.queries.duplicates import Cluster, clusters_of
from sangkien.queries.merges import Agreeing, MergeRow, agreeing_on, merge_rows
from sangkien.queries.passings import Passed, passed
from sangkien.queries.people import author_names
from sangkien.queries.scope import allowed, visible_to
from sangkien.queries.stubs import Desk, desks_of, out_of_sight

PAGE_SIZE = 12  # entries of one page beside the first filer
OPEN_FIRST = (Finding.State.UPHELD, Finding.State.OPEN)


@dataclass(frozen=True, slots=True)
class Against:
    """How an entry and another one agree, as the engine saw it."""

    entry_id: int
    receipt: str  # "" of one that the reader may not see
    probability: float
    same_person: bool
    evidence: tuple[Mapping[str, Any], ...]
    decision: str  # of DuplicatePair


@dataclass(frozen=True, slots=True)
class ClusterEntry:
    """One entry: title, unit, moment and desk; the rest only for one who may see it."""

    id: int
    receipt: str  # "" where the reader may not look
    title: str
    unit: str
    filed_at: datetime
    is_first: bool
    against: Against | None  # the first filer; without a pair of the two the entry nearest to it
    entry: Initiative | None = None  # None: counted where the reader may not look
    authors: tuple[str, ...] = ()
    desk: Desk | None = None  # whom to ask about one that may not be read
    finding: Finding | None = None  # what says that it is a copy, open or upheld
    passed: Passed | None = None


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """Some entries of a cluster of `size`, the first filer always first; pages count from 1."""

    size: int
    first: ClusterEntry
    others: tuple[ClusterEntry, ...]
    number: int
    pages: int
    merges: tuple[MergeRow, ...]  # that stand, of which the reader sees the kept entry
    agreeing: tuple[Agreeing, ...]  # of these who got authors


def cluster_page(account: Account | None, entry: Initiative, number: int) -> ClusterPage | None:
    """Return a page of the cluster of an entry that the reader sees; None where it has no copies.

    The number of queries depends on how far the cluster reaches, not on how many it holds.
    """
    clusters = clusters_of([entry.id])
    if not clusters:
        return None
    members = clusters[0].members
    pages = -(-(len(members) - 1) // PAGE_SIZE)
    number = min(max(number, 1), pages)
    start = 1 + (number - 1) * PAGE_SIZE
    ids = [member.id for member in (members[0], *members[start : start + PAGE_SIZE])]
    shown = _entries(account, clusters[0], ids)
    merges = merge_rows(account, [member.id for member in members])
    agreeing = tuple(agreeing_on(account, merges)) if merges else ()
    return ClusterPage(
        len(members), shown[0], tuple(shown[1:]), number, pages, tuple(merges), agreeing
    )


def copies_of(account: Account | None, entry: Initiative) -> list[Initiative]:
    """Return the entries of its cluster that the reader sees, first filer first."""
    ids = [member.id for cluster in clusters_of([entry.id]) for member in cluster.members]
    seen = visible_to(account, Initiative.objects.filter(id__in=ids))
    return list(seen.order_by("occurred_at", "id"))


def copy_findings(account: Account | None, entry_ids: Iterable[int]) -> list[Finding]:
    """Return what says of these entries that they are copies, where the reader sees them."""
    found = Finding.objects.filter(
        initiative__in=entry_ids, reason="R01", state__in=OPEN_FIRST
    ).select_related("initiative__campaign__owner")
    return list(visible_to(account, found).order_by("id"))


def _entries(account: Account | None, cluster: Cluster, ids: Sequence[int]) -> list[ClusterEntry]:
    rows = Initiative.objects.select_related("unit", "campaign__owner").in_bulk(ids)
    seen = {
        entry_id: row
        for entry_id, row in rows.items()
        if allowed(account, Verb.SEE_ENTRIES, row.unit_path)
    }
    names = author_names(list(seen))
    desks = desks_of([row.unit for entry_id, row in rows.items() if entry_id not in seen])
    findings = {finding.initiative_id: finding for finding in copy_findings(account, seen)}
    passings = passed(findings.values())
    first = cluster.members[0].id
    of_member = {member.id: member for member in cluster.members}
    against = {entry_id: _against(cluster, entry_id) for entry_id in ids if entry_id != first}
    named = {one.entry_id for one in against.values() if one and one.entry_id != first}
    hidden = out_of_sight(account, named)
    return [
        ClusterEntry(
            id=entry_id,
            receipt=of_member[entry_id].receipt if entry_id in seen else "",
            title=of_member[entry_id].title,
            unit=of_member[entry_id].unit_name,
            filed_at=of_member[entry_id].occurred_at,
            is_first=entry_id == first,
            against=_redacted(against.get(entry_id), hidden),
            entry=seen.get(entry_id),
            authors=tuple(names.get(entry_id, ())),
            desk=None if entry_id in seen else desks.get(rows[entry_id].unit_id),
            finding=findings.get(entry_id),
            passed=passings.get(findings[entry_id].id) if entry_id in findings else None,
        )
        for entry_id in ids
    ]


def _against(cluster: Cluster, entry_id: int) -> Against | None:
    """The pair with the first filer; without one the pair that speaks, else the most probable."""
    first = cluster.members[0]
    receipts = {member.id: member.receipt for member in cluster.members}
    own = [pair for pair in cluster.pairs if entry_id in (pair.a_id, pair.b_id)]

    def weight(pair: DuplicatePair) -> tuple[bool, float]:
        return first.id in (pair.a_id, pair.b_id), pair.probability

    if not own:
        return None
    pair = max(own, key=weight)
    other = pair.b_id if pair.a_id == entry_id else pair.a_id
    return Against(
        other,
        receipts[other],
        pair.probability,
        pair.same_person,
        tuple(pair.evidence),
        pair.decision,
    )


def _redacted(against: Against | None, hidden: Collection[int]) -> Against | None:
    if against is None or against.entry_id not in hidden:
        return against
    return replace(against, receipt="")
