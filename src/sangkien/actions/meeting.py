"""Let stored entries meet their copies anew, after they were read otherwise or moved.

Call inside a transaction that holds back the whole campaign (`lock_campaign`), so that nothing is
filed, moved or decided meanwhile. What is found counts from now on: the past stays as it was.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sangkien.actions.comparing import New
from sangkien.actions.duplicates import keep_again, missed_pairs, read_again
from sangkien.actions.holding import hold_clusters
from sangkien.actions.indexing import index_again
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By
from sangkien.actions.screening import DUPLICATE_RULES, apply_rules
from sangkien.actions.standing import recounted
from sangkien.models import Campaign, DuplicatePair
from sangkien.queries.duplicates import with_copies


def meet_again(campaign: Campaign, again: Mapping[int, New], by: By) -> None:
    """Join entries that were read again with the copies that nobody was asked about yet."""
    pairs = missed_pairs(campaign, again)
    if pairs:
        _join(campaign, pairs, (), by)


def meet_elsewhere(campaign: Campaign, moved: Collection[int], by: By) -> None:
    """Let entries that were moved be found and judged at the unit where they count now.

    What nobody decided is judged anew; what hung together by it is held together without it.
    """
    if not moved:
        return
    index_again(moved)
    cluster = with_copies(moved)
    again = read_again(cluster)
    keep_again(campaign, {entry_id: again[entry_id] for entry_id in moved})
    undecided = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN)
    undecided.filter(a__in=moved).delete()
    undecided.filter(b__in=moved).delete()
    pairs = missed_pairs(campaign, again)
    if pairs or len(cluster) > len(moved):
        _join(campaign, pairs, cluster, by)


def _join(
    campaign: Campaign, pairs: Iterable[DuplicatePair], cluster: Collection[int], by: By
) -> None:
    """Store the pairs, and screen anew whoever is held together by them or was in the cluster."""
    pairs = list(pairs)
    ends = {end for pair in pairs for end in (pair.a_id, pair.b_id)}
    held = hold_clusters((), {*cluster, *ends})
    now = replace(by, as_of=None)
    with recounted(campaign, held, is_held=True):
        insert_all(pairs)
        apply_rules(
            campaign,
            held,
            by=now,
            rules=DUPLICATE_RULES,
            opened_at=lambda case: max(now.now, case.initiative.occurred_at),
        )
