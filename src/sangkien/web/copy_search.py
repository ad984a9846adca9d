"""Look for copies of a work where one's role may search, before deciding or filing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sangkien.core.permissions import Verb
from sangkien.core.reading.authors import names_in
from sangkien.core.text import tidy
from sangkien.queries.copy_search import Text, found_copies
from sangkien.web.finding_words import desk_words
from sangkien.web.page import account_of, page
from sangkien.web.rooms import room_of

LONGEST = {"title": 500, "authors": 1_000, "workplace": 300}  # characters, as in the form


@require_safe
@login_required
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what it found."""
    campaign = room_of(request, slug, Verb.SEARCH_COPIES)
    sent = {name: tidy(request.GET.get(name, "")[:most]) for name, most in LONGEST.items()}
    workplace = sent["workplace"]
    text = Text(
        title=sent["title"],
        authors=names_in(sent["authors"]),
        workplace=workplace,
        own_names=(workplace,),
    )
    found = found_copies(account_of(request), campaign, text) if sent["title"] else []
    context = {
        "campaign": campaign,
        "found": [(one, desk_words(one.desk) if one.desk else "") for one in found],
        "sent": sent,
        "errors": {},
    }
    return page(request, "clusters/search.html", context)
