"""Searches that an account kept for a list, and those that colleagues share with its unit."""

from django.db.models import Q

from sangkien.core.permissions import Verb
from sangkien.models import Account, Campaign, SavedSearch
from sangkien.queries.scope import places

__all__ = ["SavedSearch", "own_search", "searches_for"]


def searches_for(account: Account, campaign: Campaign, room: str) -> list[SavedSearch]:
    """Return the account's searches of the list and those shared with its units. One query."""
    shared = Q(unit__path__in=places(account, Verb.SEE_ENTRIES))
    found = SavedSearch.objects.filter(campaign=campaign, room=room)
    return list(found.filter(Q(account=account) | shared).select_related("account"))


def own_search(account: Account, campaign: Campaign, search_id: int) -> SavedSearch | None:
    found = SavedSearch.objects.filter(account=account, campaign=campaign, id=search_id)
    return found.select_related("campaign__owner").first()
