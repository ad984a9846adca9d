"""The journal as pages: of a campaign, of one record, of one author, of one account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.permissions import Verb
from sangkien.core.seals import kept_words
from sangkien.inputs.journal import EVERYTHING
from sangkien.inputs.review import read_cursor
from sangkien.queries.journal import journal_page
from sangkien.queries.paging import Cursor, counted
from sangkien.queries.scope import places
from sangkien.queries.seals import newest_seal
from sangkien.web.entries import count_words, turned
from sangkien.web.journal_asked import (
    Asked,
    account_lines,
    campaign_lines,
    person_lines,
    record_lines,
    show_log_ins,
)
from sangkien.web.journal_verbs import GROUPS
from sangkien.web.journal_words import told
from sangkien.web.page import account_of, page


@require_safe
@login_required
def of_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Every line of the campaign in the reader's part of the tree, the newest first."""
    return _shown(request, campaign_lines(request, slug), has_seal=True)


@require_safe
@login_required
def of_record(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """Every line about one record: an entry, a unit, a letter …"""
    return _shown(request, record_lines(request, slug, kind, number))


@require_safe
@login_required
def of_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was done to the entries of one author, who has seen them, and what on its behalf."""
    return _shown(request, person_lines(request, slug, pk))


@require_safe
@login_required
def of_account(request: HttpRequest, pk: int) -> HttpResponse:
    """What one account did, and what was done to it: all of one's own, of others what one may."""
    return _shown(request, account_lines(request, pk))


def _shown(request: HttpRequest, asked: Asked, *, has_seal: bool = False) -> HttpResponse:
    listed = journal_page(asked.lines, read_cursor(request.GET))
    show_log_ins(request, asked.campaign, listed.rows)
    newest = newest_seal() if has_seal else None
    context = {
        "campaign": asked.campaign,
        "title": asked.title,
        "over": asked.over,
        "record_href": asked.record_href,
        "lines": [told(named) for named in listed.rows],
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
        "count": count_words(counted(asked.lines)),
        "sent": request.GET,
        "errors": asked.errors,
        "is_filtered": asked.is_filtered,
        "groups": _groups(has_all=has_seal),
        "blank": _("Every change") if has_seal else _("Everything"),
        "export_href": f"{request.path}tai-ve/{turned(request.GET, Cursor())}",
        "may_see_others": bool(places(account_of(request), Verb.SEE_JOURNAL)),
        "seal": newest.head if newest else None,
        "seal_words": kept_words(newest.head) if newest else "",
    }
    status = 422 if asked.errors else 200
    return page(request, "journal/list.html", context, status=status)


def _groups(*, has_all: bool) -> list[tuple[str, str]]:
    groups = [(name, _(label)) for name, (label, _verbs) in GROUPS.items()]
    everything = (EVERYTHING, _("Everything, also who saw personal data"))
    return [*groups, everything] if has_all else groups
