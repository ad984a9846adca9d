"""Searches that somebody keeps: saved under a name, shared with the unit, opened first, dropped.

They change nothing of the register, and leave no line in the journal.
"""

from django.db import transaction

from sangkien.actions.access import require_somewhere
from sangkien.actions.journal import By
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.searches import MOST_KEPT, Kept
from sangkien.models import Campaign, SavedSearch
from sangkien.queries.scope import home_unit


def save_search(campaign: Campaign, kept: Kept, by: By) -> SavedSearch:
    """Save a search in the place of the account's own one of that name.

    Shared, it is seen by whoever works at the account's own unit. Raises Refusal `not-allowed`,
    `searches-many`.
    """
    require_somewhere(by, Verb.SEE_ENTRIES, campaign.owner.path)
    own = SavedSearch.objects.filter(account=by.account, campaign=campaign, room=kept.room)
    if own.exclude(name=kept.name).count() >= MOST_KEPT:
        raise Refusal("searches-many", most=MOST_KEPT)
    said = {
        "query": kept.query,
        "unit": home_unit(by.account, campaign) if kept.is_shared else None,
        "opens_first": kept.opens_first,
    }
    with transaction.atomic():
        if kept.opens_first:
            own.update(opens_first=False)
        saved, _ = SavedSearch.objects.update_or_create(
            account=by.account,
            campaign=campaign,
            room=kept.room,
            name=kept.name,
            defaults=said,
            create_defaults={**said, "created_at": by.now},
        )
    return saved


def drop_search(search: SavedSearch, by: By) -> None:
    """Forget a search of the account's own. Raises Refusal `not-allowed`."""
    require_somewhere(by, Verb.SEE_ENTRIES, search.campaign.owner.path)
    if search.account_id != (by.account.id if by.account else None):
        raise Refusal("not-allowed")
    SavedSearch.objects.filter(id=search.id).delete()
