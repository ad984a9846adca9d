"""Hold entries with their copies against other writers, in the order everybody keeps."""

from collections.abc import Collection

from django.db import connection

from sangkien.actions.attempts import Overtaken
from sangkien.adapters.store import store_for
from sangkien.models import Campaign
from sangkien.queries.duplicates import with_copies
from sangkien.queries.followers import followers_of, neighbours_of


def hold_clusters(
    campaign_ids: Collection[int], entry_ids: Collection[int], *, alone: Collection[int] = ()
) -> set[int]:
    """Lock the entries and all their copies until the transaction ends; return the ids of all.

    `campaign_ids` are the campaigns they belong to, as far as no lock of theirs is held; entries
    `alone` are locked without their copies, which is enough to add copies to them. Whoever changes
    what copies mean to each other holds all of them, so nothing joins or leaves these clusters
    from here on. Raises Overtaken where a copy that came in while this waited stands earlier in
    the order than what is held.
    """
    store = store_for(connection)
    for campaign_id in sorted(campaign_ids):
        store.lock_filing(campaign_id, ())
    held: set[int] = set()
    whole = set(entry_ids)
    while more := (whole := with_copies(whole)).union(alone) - held:
        if held and min(more) < max(held):
            raise Overtaken
        store.lock_entries(more)
        held |= more
    return held


def hold_leaving(campaign: Campaign, leaving: Collection[int]) -> set[int]:
    """Lock entries that are to leave their copies, and those who follow; return who follows.

    Where nobody follows, those next to them are held: nothing can come to hang on them meanwhile.
    Raises Overtaken where it did before they were held.
    """
    store = store_for(connection)
    store.lock_filing(campaign.id, ())
    near = neighbours_of(leaving)
    if followers_of(campaign, leaving, near):
        return hold_clusters((), leaving).difference(leaving)
    store.lock_entries(near.union(leaving))
    if neighbours_of(leaving) != near or followers_of(campaign, leaving, near):
        raise Overtaken
    return set()
