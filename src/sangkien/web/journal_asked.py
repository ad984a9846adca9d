"""Which lines of the journal were asked for: of a campaign, a record, a person or an account."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.inputs.journal import read_journal_filter
from sangkien.inputs.problem import told_by_field
from sangkien.queries.campaigns import Campaign
from sangkien.queries.journal import (
    JournalFilter,
    Lines,
    Named,
    account_by_id,
    entries_of_person,
    lines_about,
    lines_of_account,
    lines_of_campaign,
    lines_of_entries,
    own_lines,
    person_name,
    unit_by_id,
)
from sangkien.queries.people import Account, display_name
from sangkien.web.journal_verbs import GROUPS
from sangkien.web.journal_words import PLACES, record_name
from sangkien.web.page import account_of
from sangkien.web.reading import shows
from sangkien.web.rooms import room_of

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
class Asked:
    """Which lines were asked for, and what the page is called."""

    campaign: Campaign | None
    lines: Lines
    title: str
    over: str = ""
    record_href: str = ""  # the page of the record itself
    errors: dict[str, str] | None = None
    is_filtered: bool = False


def campaign_lines(request: HttpRequest, slug: str) -> Asked:
    campaign = room_of(request, slug, Verb.SEE_JOURNAL)
    return _asked(
        request,
        campaign,
        lambda asked: lines_of_campaign(account_of(request), campaign, asked),
        title=_("Journal"),
        but_readings=True,
    )


def record_lines(request: HttpRequest, slug: str, place: str, number: int) -> Asked:
    campaign, kind = room_of(request, slug, Verb.SEE_JOURNAL), KINDS.get(place)
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


def person_lines(request: HttpRequest, slug: str, pk: int) -> Asked:
    campaign = room_of(request, slug, Verb.SEE_JOURNAL)
    entries = entries_of_person(account_of(request), campaign, min(pk, LARGEST_ID))
    if not entries:
        raise Http404
    shows(request, campaign, Kind.ENTRY, (entry.id for entry in entries))
    return _asked(
        request,
        campaign,
        lambda asked: lines_of_entries(entries, asked),
        title=person_name(entries, pk) or _("(erased)"),
        over=_("Journal"),
    )


def account_lines(request: HttpRequest, pk: int) -> Asked:
    account = account_of(request)
    other = account_by_id(min(pk, LARGEST_ID))
    if account is None or other is None:
        raise Http404
    if other != account and not lines_of_account(account, other, JournalFilter()).exists():
        raise Http404
    if other != account:
        shows(request, None, Kind.ACCOUNT, [other.id])
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


def _asked(
    request: HttpRequest,
    campaign: Campaign | None,
    lines: Callable[[JournalFilter], Lines],
    *,
    title: str,
    over: str = "",
    record_href: str = "",
    but_readings: bool = False,
) -> Asked:
    groups = {name: verbs for name, (_label, verbs) in GROUPS.items()}
    asked, problems = read_journal_filter(request.GET, groups, now(), but_readings=but_readings)
    errors = told_by_field(tuple(problems))
    is_filtered = asked != JournalFilter(but_readings=but_readings)
    return Asked(campaign, lines(asked), title, over, record_href, errors, is_filtered)


def show_log_ins(request: HttpRequest, campaign: Campaign | None, lines: Iterable[Named]) -> None:
    """Say that accounts without a post are shown by their log-in name, but for one's own."""
    reader = account_of(request)
    shown = {one for named in lines for one in (named.line.by, *named.accounts.values()) if one}
    ids = [one.id for one in shown if not one.label and one != reader]
    shows(request, campaign, Kind.ACCOUNT, ids)
