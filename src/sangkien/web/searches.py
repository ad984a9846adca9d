"""Searches kept beside a list: shown, saved, dropped; the one that opens first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.actions.searches import drop_search, save_search
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_moment
from sangkien.core.searches import kept_query
from sangkien.inputs.searches import read_search
from sangkien.queries.campaigns import Campaign
from sangkien.queries.people import Account, display_name
from sangkien.queries.searches import SavedSearch, own_search, searches_for
from sangkien.web.page import account_of, by
from sangkien.web.rooms import room_of

# of an address: where a page begins, and what a list shows without any search
WHOLE_LIST = {"after", "before", "all", "rule"}


@dataclass(frozen=True, slots=True)
class Line:
    """A search that was kept, as the list shows it."""

    id: int
    name: str
    href: str
    is_current: bool
    is_own: bool
    opens_first: bool
    by: str  # who shares it, "" for one's own


@dataclass(frozen=True, slots=True)
class Shelf:
    """The searches beside a list, and what the form sends to save the present one."""

    room: str
    lines: tuple[Line, ...]
    query: str


def shelf(request: HttpRequest, campaign: Campaign, room: str) -> tuple[Shelf, str]:
    """Return the searches of the list; and the address of the one that opens first, "" for none.

    It opens where the list is entered without any question. One query.
    """
    account = account_of(request)
    kept = searches_for(account, campaign, room) if account else []
    query, address = kept_query(request.GET.urlencode()), reverse(room, args=[campaign.slug])
    first = next((each for each in kept if each.opens_first and _is_own(each, account)), None)
    opened = f"{address}?{first.query}" if first and first.query and not request.GET else ""
    return Shelf(room, tuple(_lines(kept, account, address, query)), query), opened


def said_of_search(searches: Shelf, request: HttpRequest) -> str:
    """Return which search narrows the list that is shown, "" where all of it is."""
    name = next((line.name for line in searches.lines if line.is_current), "")
    if name:
        return _("Shown by your saved search “%(name)s”.") % {"name": name}
    asked = {name for name, value in request.GET.items() if value} - WHOLE_LIST
    return _("Only what your search asks for is shown.") if asked else ""


@require_POST
@login_required
def save(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    acting = by(request)
    kept = read_search(request.POST, unnamed=format_moment(localtime(acting.now)))
    if kept is None:
        raise Http404
    saved = save_search(campaign, kept, acting)
    messages.success(request, _("Saved: “%(name)s”.") % {"name": saved.name})
    return redirect(f"{reverse(saved.room, args=[slug])}?{saved.query or 'all=1'}")


@require_POST
@login_required
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    account, campaign = account_of(request), room_of(request, slug, Verb.SEE_ENTRIES)
    search = own_search(account, campaign, pk) if account else None
    if search is None:
        raise Http404
    drop_search(search, by(request))
    messages.success(request, _("The search “%(name)s” is gone.") % {"name": search.name})
    return redirect(f"{reverse(search.room, args=[slug])}?all=1")


def _is_own(search: SavedSearch, account: Account | None) -> bool:
    return account is not None and search.account_id == account.id


def _lines(
    kept: Sequence[SavedSearch], account: Account | None, address: str, query: str
) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=each.name,
            href=f"{address}?{each.query or 'all=1'}",
            is_current=bool(query) and each.query == query,
            is_own=_is_own(each, account),
            opens_first=each.opens_first and _is_own(each, account),
            by="" if _is_own(each, account) else display_name(each.account),
        )
        for each in kept
    ]
