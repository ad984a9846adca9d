"""Render a page: what every page needs, and what the view gives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import sangkien
from sangkien.actions.journal import By
from sangkien.core.permissions import Verb
from sangkien.core.sentences import N_
from sangkien.inputs.review import read_since
from sangkien.queries.campaigns import Campaign
from sangkien.queries.people import Account, display_name
from sangkien.queries.scope import allowed_somewhere, places
from sangkien.web.going_back import KEPT_FOR_GOING_BACK

NOT_KEPT = "private, no-store"  # what only the person logged in may see


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the navigation."""

    label: str
    href: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Who is logged in, as the masthead shows it."""

    name: str


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the rendered page. `context["campaign"]` (or None) decides the navigation."""
    account = account_of(request)
    campaign: Campaign | None = context.get("campaign")
    common = {
        "campaign": None,
        "language": get_language() or "vi",
        "messages": get_messages(request),
        "navigation": navigation(request, campaign, account),
        "now_day": localdate(),
        "person": Shown(display_name(account)) if account else None,
        "may_find": bool(places(account, Verb.SEE_ENTRIES)),
        "version": sangkien.__version__,
    }
    answer = render(request, template, common | dict(context), status=status)
    answer.headers.setdefault("Cache-Control", NOT_KEPT if account else KEPT_FOR_GOING_BACK)
    return answer


def account_of(request: HttpRequest) -> Account | None:
    """Return the account logged in, None for a visitor."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def session_key(request: HttpRequest) -> str:
    """Return the key of the session that asks, "" where nothing was kept yet."""
    return request.session.session_key or ""


def by(request: HttpRequest) -> By:
    """Return who acts through this request, by the server's clock."""
    return By(account=account_of(request), now=now())


def by_since(request: HttpRequest, field: str) -> By:
    """Return who acts, and from which day it shall count if one was typed; raise BadInput."""
    acting = by(request)
    return replace(acting, as_of=read_since(request.POST, field, now=acting.now))


# (label, name of the route, verb one needs somewhere in the campaign; None: anybody)
_ROOMS: tuple[tuple[str, str, Verb | None], ...] = (
    (N_("Overview"), "campaign-home", None),
    (N_("Progress"), "progress", None),
    (N_("Letters"), "letters", Verb.WRITE_LETTER),
    (N_("Entries"), "entries", Verb.SEE_ENTRIES),
    (N_("Findings"), "findings", Verb.SEE_ENTRIES),
    (N_("Lists"), "unit-lists", Verb.SEE_ENTRIES),
    (N_("Bring in a sheet"), "import-upload", Verb.IMPORT),
    (N_("Units"), "units", Verb.SEE_ENTRIES),
    (N_("Campaign"), "campaign-show", Verb.SEE_ENTRIES),
    (N_("Journal"), "journal", Verb.SEE_JOURNAL),
    (N_("Register"), "register", None),
)


def navigation(
    request: HttpRequest, campaign: Campaign | None, account: Account | None
) -> list[Item]:
    """Return the rooms of the campaign this account may enter."""
    if campaign is None:
        return []
    items = []
    for label, route, verb in _ROOMS:
        if verb is None or allowed_somewhere(account, verb, campaign.owner.path):
            href = reverse(route, args=[campaign.slug])
            items.append(Item(_(label), href, is_current=request.path == href))
    return items
