"""Let stored entries meet their copies anew, after they were read otherwise or moved.

Call inside a transaction that holds back the whole campaign (`lock_campaign`), so that nothing is
filed, moved or decided meanwhile. What is found counts from now on: the past stays as it was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db.models import Q

from sangkien.actions.comparing import New
from sangkien.actions.duplicates import keep_again, missed_pairs, read_again
from sangkien.actions.holding import hold_clusters
from sangkien.actions.indexing import index_again
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import look_at_copies
from sangkien.models import Campaign, DuplicatePair
from sangkien.queries.duplicates import with_copies
from sangkien.queries.followers import loosened_by, to_look_at


def meet_again(campaign: Campaign, again: Mapping[int, New], by: By) -> None:
    """Join entries that were read again with the copies that nobody was asked about yet."""
    pairs = missed_pairs(campaign, again)
    if pairs:
        look_around(campaign, _kept(pairs, ()), (), by)


def meet_elsewhere(campaign: Campaign, moved: Collection[int], by: By) -> None:
    """Let entries that were moved be found and judged at the unit where they count now.

    What nobody decided is judged anew; what hung together by it is held together without it.
    """
    look_around(campaign, rejoin(campaign, moved), moved, by)


def rejoin(campaign: Campaign, moved: Collection[int]) -> set[int]:
    """Read moved entries at their new place and store what they are copies of there.

    Returns whose findings that may change, held; nobody's where nothing hangs together with them.
    """
    if not moved:
        return set()
    index_again(moved)
    cluster = with_copies(moved)
    again = read_again(moved)
    keep_again(campaign, again)
    undecided = DuplicatePair.objects.filter(Q(a__in=moved) | Q(b__in=moved))
    undecided = undecided.filter(decision=DuplicatePair.Decision.OPEN)
    lost = list(undecided.values_list("a_id", "b_id"))
    undecided.delete()
    if loose := loosened_by(lost, cluster.difference(moved)):
        again |= read_again(loose)
    pairs = missed_pairs(campaign, again)
    return _kept(pairs, cluster) if pairs or len(cluster) > len(moved) else set()


def look_around(campaign: Campaign, held: Collection[int], moved: Collection[int], by: By) -> None:
    """Screen anew whose copies are others than before, among those held; see rejoin."""
    if not held:
        return
    now, copies = replace(by, as_of=None), to_look_at(held, touched=moved)
    with recounted(campaign, copies.ids, is_held=True):
        look_at_copies(
            campaign,
            copies,
            now,
            opened_at=lambda case: max(now.now, case.initiative.occurred_at),
        )


def _kept(pairs: Sequence[DuplicatePair], cluster: Collection[int]) -> set[int]:
    """Hold whom the pairs join, with the cluster, and store the pairs."""
    ends = {end for pair in pairs for end in (pair.a_id, pair.b_id)}
    held = hold_clusters((), {*cluster, *ends})
    insert_all(pairs)
    return held
