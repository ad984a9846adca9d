"""What a title looks like while it is typed: a hint inside the form, never in its way."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sangkien.core.duplicates import Text
from sangkien.core.reading.authors import names_in
from sangkien.core.text import tidy
from sangkien.queries.campaigns import campaign_by_slug, takes_entries_of
from sangkien.queries.look_alikes import look_alikes
from sangkien.web.page import account_of

_SHORTEST = 3  # words: less is the beginning of everything
_LONGEST = {"title": 500, "authors": 1_000, "workplace": 300}  # characters, as in the form


@require_POST
def hint(request: HttpRequest, slug: str) -> HttpResponse:
    """A part of the form: entries that look like the typed one, by title and unit only."""
    campaign = campaign_by_slug(slug)
    if campaign is None or not takes_entries_of(account_of(request), campaign):
        raise Http404
    typed = {name: tidy(request.POST.get(name, "")[:longest]) for name, longest in _LONGEST.items()}
    found = []
    if len(typed["title"].split()) >= _SHORTEST:
        text = Text(
            title=typed["title"],
            authors=names_in(typed["authors"]),
            workplace=typed["workplace"],
            own_names=(typed["workplace"],),
        )
        found = look_alikes(campaign, text)
    answer = render(
        request,
        "registration/look_alikes.html",
        {
            "own": [each for each in found if each.is_own],
            # without a name nobody knows whose they are
            "is_named": bool(names_in(typed["authors"])),
            "others": [each for each in found if not each.is_own],
        },
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
