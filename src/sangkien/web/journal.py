"""The journal as pages and workbooks: of a campaign, of one record, of one account."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.seals import kept_words
from sangkien.inputs.journal import read_journal_filter
from sangkien.inputs.problem import told_by_field
from sangkien.inputs.review import read_cursor
from sangkien.queries.campaigns import Campaign, campaign_by_slug
from sangkien.queries.journal import (
    JournalFilter,
    Lines,
    Named,
    account_by_id,
    all_lines,
    journal_page,
    lines_about,
    lines_of_account,
    lines_of_campaign,
    own_lines,
    unit_by_id,
)
from sangkien.queries.paging import Cursor, counted
from sangkien.queries.people import Account, display_name
from sangkien.queries.scope import allowed_somewhere, places
from sangkien.queries.seals import newest_seal
from sangkien.web.entries import count_words, turned
from sangkien.web.journal_verbs import GROUPS
from sangkien.web.journal_words import PLACES, Told, record_name, told
from sangkien.web.list_files import MOST_EXPORTED, as_workbook
from sangkien.web.page import account_of, page

RECORD_PAGES = {
    Kind.ENTRY: "entry-show",
    Kind.LETTER: "letter-show",
    Kind.SNAPSHOT: "snapshot-show",
    Kind.BATCH: "import-show",
    Kind.RUN: "rescreening-show",
}
KINDS = {place: kind for kind, place in PLACES.items()}
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which lines were asked for, and what the page is called."""

    campaign: Campaign | None
    lines: Lines
    title: str
    over: str = ""
    record_href: str = ""  # the page of the record itself
    errors: dict[str, str] | None = None
    is_filtered: bool = False


@require_safe
@login_required
def of_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Every line of the campaign in the reader's part of the tree, the newest first."""
    return _shown(request, _campaign_lines(request, slug), has_seal=True)


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    return _exported(_campaign_lines(request, slug), stem="nhat-ky")


@require_safe
@login_required
def of_record(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """Every line about one record: an entry, a unit, a letter …"""
    return _shown(request, _record_lines(request, slug, kind, number))


@require_safe
@login_required
def record_export(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    return _exported(_record_lines(request, slug, kind, number), stem=f"nhat-ky-{kind}-{number}")


@require_safe
@login_required
def of_account(request: HttpRequest, pk: int) -> HttpResponse:
    """What one account did, and what was done to it: all of one's own, of others what one may."""
    return _shown(request, _account_lines(request, pk))


@require_safe
@login_required
def account_export(request: HttpRequest, pk: int) -> HttpResponse:
    return _exported(_account_lines(request, pk), stem=f"nhat-ky-tai-khoan-{pk}")


def _campaign_lines(request: HttpRequest, slug: str) -> _Asked:
    campaign = _campaign(request, slug)
    return _asked(
        request,
        campaign,
        lambda asked: lines_of_campaign(account_of(request), campaign, asked),
        title=_("Journal"),
    )


def _record_lines(request: HttpRequest, slug: str, place: str, number: int) -> _Asked:
    campaign, kind = _campaign(request, slug), KINDS.get(place)
    if kind is None or number > LARGEST_ID:
        raise Http404
    account = account_of(request)
    if not lines_about(account, campaign, kind, number, JournalFilter()).exists():
        raise Http404
    return _asked(
        request,
        campaign,
        lambda asked: lines_about(account, campaign, kind, number, asked),
        title=record_name(
            campaign, kind, number, unit_by_id(campaign, number) if kind == Kind.UNIT else None
        ),
        over=_("Journal"),
        record_href=_record_page(campaign, kind, number),
    )


def _record_page(campaign: Campaign, kind: Kind, number: int) -> str:
    if kind == Kind.CAMPAIGN:
        return reverse("campaign-show", args=[campaign.slug])
    route = RECORD_PAGES.get(kind)
    return reverse(route, args=[campaign.slug, number]) if route else ""


def _account_lines(request: HttpRequest, pk: int) -> _Asked:
    account = account_of(request)
    other = account_by_id(min(pk, LARGEST_ID))
    if account is None or other is None:
        raise Http404
    if other != account and not lines_of_account(account, other, JournalFilter()).exists():
        raise Http404
    return _asked(
        request,
        None,
        lambda asked: _lines_of(account, other, asked),
        title=display_name(other),
        over=_("Journal"),
    )


def _lines_of(account: Account, other: Account, asked: JournalFilter) -> Lines:
    if other == account:
        return own_lines(account, asked)
    return lines_of_account(account, other, asked)


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    campaign = campaign_by_slug(slug)
    account = account_of(request)
    if campaign is None or not allowed_somewhere(account, Verb.SEE_JOURNAL, campaign.owner.path):
        raise Http404
    return campaign


def _asked(
    request: HttpRequest,
    campaign: Campaign | None,
    lines: Callable[[JournalFilter], Lines],
    *,
    title: str,
    over: str = "",
    record_href: str = "",
) -> _Asked:
    groups = {name: verbs for name, (_label, verbs) in GROUPS.items()}
    asked, problems = read_journal_filter(request.GET, groups, now())
    errors = told_by_field(tuple(problems))
    is_filtered = asked != JournalFilter()
    return _Asked(campaign, lines(asked), title, over, record_href, errors, is_filtered)


def _shown(request: HttpRequest, asked: _Asked, *, has_seal: bool = False) -> HttpResponse:
    listed = journal_page(asked.lines, read_cursor(request.GET))
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
        "groups": [(name, _(label)) for name, (label, _verbs) in GROUPS.items()],
        "export_href": f"{request.path}tai-ve/{turned(request.GET, Cursor())}",
        "may_see_others": bool(places(account_of(request), Verb.SEE_JOURNAL)),
        "seal": newest.head if newest else None,
        "seal_words": kept_words(newest.head) if newest else "",
    }
    status = 422 if asked.errors else 200
    return page(request, "journal/list.html", context, status=status)


def _exported(asked: _Asked, *, stem: str) -> HttpResponse:
    return as_workbook(
        asked.campaign,
        stem=stem,
        title=f"{asked.over}: {asked.title}" if asked.over else asked.title,
        columns=[
            OutColumn(_("Line no."), "number", width=9),
            OutColumn(_("Recorded"), "moment", width=17),
            OutColumn(_("Counts from"), "moment", width=17),
            OutColumn(_("Who"), width=28),
            OutColumn(_("On behalf of"), width=14),
            OutColumn(_("About"), width=26),
            OutColumn(_("What"), width=46),
            OutColumn(_("Before and after"), width=46),
            OutColumn(_("Why"), width=40),
        ],
        rows=_cells(all_lines(asked.lines, most=MOST_EXPORTED)),
        is_cut=counted(asked.lines, most=MOST_EXPORTED) > MOST_EXPORTED,
    )


def _cells(lines: Iterable[Named]) -> Iterator[tuple[Value, ...]]:
    for named in lines:
        line = told(named)
        yield (
            line.number,
            localtime(line.recorded_at),
            localtime(line.at),
            line.who,
            line.for_whom,
            line.record,
            line.what,
            _in_one_cell(line),
            line.why,
        )


def _in_one_cell(line: Told) -> str:
    nothing = _("nothing")
    return "; ".join(
        f"{change.label}: {change.before or nothing} → {change.after or nothing}"
        for change in line.changes
    )
