"""Whom it concerns when entries leave their copies or change among them: seldom all of a crowd.

The finding on a copy names who filed first and the entry it is a copy of. So it has to be looked at
again where one of the two changes, and stays as it is where neither does.
"""

from collections.abc import Collection, Iterable
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Q

from sangkien.core.duplicates import clusters as connected
from sangkien.models import Campaign, DuplicatePair, Finding
from sangkien.queries.duplicates import (
    Cluster,
    Verdict,
    bare_clusters_of,
    linked_among,
    links_of,
    with_copies,
    with_evidence,
)
from sangkien.queries.joining import ends_among
from sangkien.queries.sql import slices

# what a finding on a copy says of others; its evidence is that of the pair
_NAMED = ("other_id", "other_title", "other_unit", "first_receipt", "percent")
Named = tuple[Any, ...]


class ToLookAt(NamedTuple):
    """Copies of which something else is to be found than their findings say, and their clusters."""

    ids: frozenset[int]
    clusters: list[Cluster]  # with the evidence that speaks of these copies, and of no others


def neighbours_of(entry_ids: Collection[int]) -> set[int]:
    """Return the copies that a pair links with some of these entries. One query."""
    return set(chain.from_iterable(links_of(entry_ids))).difference(entry_ids)


def followers_of(campaign: Campaign, leaving: Collection[int], near: Collection[int]) -> set[int]:
    """Return the copies that are to be held and looked at when entries leave, `near` are next.

    None, where nobody names them and those next to them hang together without them: so it is with
    all but the first few of a crowd. Else all of their clusters. Five queries at the most then.
    """
    if not near or _hang_together(campaign, set(leaving), set(near)):
        return set()
    return with_copies(leaving).difference(leaving)


def loosened_by(lost: Collection[tuple[int, int]], copies: Collection[int]) -> set[int]:
    """Return of the `copies` those to compare anew, now that they `lost` links.

    They are all of a cluster that fell apart, and who is linked to no earlier one any more.
    """
    copies, links = set(copies), linked_among(copies)
    part_of = _parts(links)
    found: set[int] = set()
    for cluster in connected([*links, *lost]):
        left = cluster & copies
        if len({part_of.get(one, one) for one in left}) > 1:
            found |= left
    linked_back = {later for _, later in links}
    return found | {later for _, later in lost if later in copies and later not in linked_back}


def to_look_at(entry_ids: Collection[int], touched: Collection[int] = ()) -> ToLookAt:
    """Return which of the entries, all of their clusters, have findings that say what is no more.

    Of those `touched` something else may have changed, so who names one is among them.
    """
    said = _said(entry_ids)
    verdict_of: dict[int, Verdict | None] = dict.fromkeys(entry_ids)
    clusters = bare_clusters_of(entry_ids) if entry_ids else []
    for cluster in clusters:
        for member in cluster.members:
            if member.id in verdict_of:
                verdict_of[member.id] = cluster.verdict_of(member.id)
    found = {
        entry_id: verdict
        for entry_id, verdict in verdict_of.items()
        if entry_id in touched
        or (verdict and verdict.other.id in touched)
        or _names(verdict) != said.get(entry_id, set())
    }
    with_evidence(verdict.pair for verdict in found.values() if verdict)
    return ToLookAt(frozenset(found), clusters)


def _hang_together(campaign: Campaign, leaving: set[int], near: set[int]) -> bool:
    """Whether nothing is to be found otherwise of anybody who stays."""
    different = DuplicatePair.objects.filter(
        Q(a__in=leaving) | Q(b__in=leaving), decision=DuplicatePair.Decision.DIFFERENT
    )
    if different.exists():
        return False
    ends = ends_among(campaign, near)
    if ends.keys() != near or any(
        end.first_id is None or leaving.intersection(end) for end in ends.values()
    ):
        return False
    part_of = _parts(linked_among(near))
    return all(
        len({part_of.get(one, one) for one in cluster - leaving}) <= 1
        for cluster in connected(links_of(leaving))
    )


def _parts(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Of each entry that is linked the smallest of those it hangs together with."""
    return {one: min(part) for part in connected(links) for one in part}


def _said(entry_ids: Collection[int]) -> dict[int, set[Named]]:
    """Of each entry whom its findings name, but for those that lapsed."""
    found: dict[int, set[Named]] = {}
    names = [f"details__{name}" for name in _NAMED]
    for some in slices(entry_ids):
        told = Finding.objects.filter(initiative__in=some, reason="R01")
        told = told.exclude(state=Finding.State.LAPSED)
        for entry_id, *named in told.values_list("initiative_id", *names):
            found.setdefault(entry_id, set()).add(tuple(named))
    return found


def _names(verdict: Verdict | None) -> set[Named]:
    if verdict is None:
        return set()
    first, other, pair = verdict
    percent = round(100 * pair.probability)
    return {(other.id, other.title, other.unit_name, first.receipt, percent)}
