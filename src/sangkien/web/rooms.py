"""The rooms of a campaign: each is there only for whoever has something to see in it."""

from django.http import Http404, HttpRequest

from sangkien.core.permissions import Verb
from sangkien.queries.campaigns import Campaign, campaign_by_slug
from sangkien.queries.scope import allowed_somewhere
from sangkien.web.page import account_of


def room_of(request: HttpRequest, slug: str, verb: Verb) -> Campaign:
    """Return the campaign; 404 where there is none, or where the reader has `verb` nowhere in it.

    What is done in the room may need more than to see it; that is refused by a sentence (403).
    """
    campaign = campaign_by_slug(slug)
    if campaign is None or not allowed_somewhere(account_of(request), verb, campaign.owner.path):
        raise Http404
    return campaign
