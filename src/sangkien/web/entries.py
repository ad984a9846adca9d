"""The list of entries with its filters and its workbook, and the page of one entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.repairs import STAGE_NAMES
from sangkien.core.screening.run import RULES
from sangkien.core.search.index import MOST_FOUND
from sangkien.core.sentences import N_
from sangkien.core.standing import COLUMN_NAMES, Column
from sangkien.core.states import STATE_NAMES, State
from sangkien.inputs.review import AGES, read_cursor, read_entry_filter
from sangkien.queries.campaigns import Campaign, campaign_by_slug
from sangkien.queries.entry_detail import visible_entry
from sangkien.queries.initiatives import (
    EntryFilter,
    EntryRow,
    all_rows,
    entries_of,
    entry_page,
    phases_of,
    searched,
)
from sangkien.queries.paging import MOST_COUNTED, Cursor, counted
from sangkien.queries.unit_choices import Unit, units_to_choose
from sangkien.web import entry_page as one_entry
from sangkien.web.list_files import MOST_EXPORTED, as_workbook
from sangkien.web.page import account_of, page
from sangkien.web.reading import passing, shows
from sangkien.web.searches import shelf
from sangkien.web.signal_words import NARROWING, narrowed

CHANNEL_NAMES = {"web": N_("Web form"), "sheet": N_("Sheet"), "api": N_("Other program (API)")}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which list was asked for, by whom it may be seen."""

    campaign: Campaign
    units: list[Unit]
    filter: EntryFilter


@require_safe
@login_required
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """The entries of the reader's part of the tree, newest first."""
    asked = _asked(request, slug)
    searches, opened = shelf(request, asked.campaign, "entries")
    if opened:
        return redirect(opened)
    of_filter = searched(account_of(request), asked.campaign, asked.filter)
    found = of_filter.entries
    listed = entry_page(asked.campaign, found, read_cursor(request.GET), words=asked.filter.words)
    shows(request, asked.campaign, Kind.ENTRY, (row.id for row in listed.rows))
    context = {
        "campaign": asked.campaign,
        "shelf": searches,
        "rows": [
            (row, Column(row.column).name.lower() if row.column else "") for row in listed.rows
        ],
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
        "count": count_words(counted(found)),
        "sent": request.GET,
        "export_query": turned(request.GET, Cursor()),
        "most_found": format_number(MOST_FOUND) if of_filter.is_cut else "",
        "narrowed": narrowed(asked.filter),
        "narrowing": [(name, request.GET[name]) for name in NARROWING if request.GET.get(name)],
        "is_filtered": asked.filter != EntryFilter(),
        "units": [(unit.code, unit.short_name) for unit in asked.units],
        "columns": [(int(column), _(name)) for column, name in COLUMN_NAMES.items()],
        "states": [(str(state), _(name)) for state, name in STATE_NAMES.items()],
        "rules": [(code, _(rule.title)) for code, rule in RULES.items()],
        "channels": [(code, _(name)) for code, name in CHANNEL_NAMES.items()],
        "phases": phases_of(asked.campaign),
        "fields": [(each["code"], each["name"]) for each in asked.campaign.fields],
        "repairs": [(str(stage), _(name)) for stage, name in STAGE_NAMES.items()],
        "ages": [(days, _("filed in the last %(days)s days") % {"days": days}) for days in AGES],
    }
    return page(request, "entries/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as it is filtered, all its pages, as a workbook."""
    asked = _asked(request, slug)
    found = entries_of(account_of(request), asked.campaign, asked.filter)
    rows = all_rows(asked.campaign, found, most=MOST_EXPORTED)
    return as_workbook(
        asked.campaign,
        stem="sang-kien",
        title=_("Entries"),
        columns=_columns(),
        rows=_cells(passing(request, asked.campaign, Kind.ENTRY, rows)),
        is_cut=counted(found, most=MOST_EXPORTED) > MOST_EXPORTED,
    )


@require_safe
@login_required
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Everything about one entry, for one who may see it."""
    campaign = campaign_or_404(slug)
    entry = visible_entry(account_of(request), campaign, pk)
    if entry is None:
        raise Http404
    return one_entry.entry_page(request, entry)


def campaign_or_404(slug: str) -> Campaign:
    campaign = campaign_by_slug(slug)
    if campaign is None:
        raise Http404
    return campaign


def turned(sent: QueryDict, cursor: Cursor | None) -> str:
    """Return the address of the same list at another place, "" where there is no such page."""
    if cursor is None:
        return ""
    query = sent.copy()
    for name, place in (("after", cursor.after), ("before", cursor.before)):
        query.pop(name, None)
        if place is not None:
            query[name] = str(place)
    return f"?{query.urlencode()}"


def count_words(count: int) -> str:
    """Return how many rows a list has, in words that do not claim more than was counted."""
    if count > MOST_COUNTED:
        return _("more than %(count)s") % {"count": format_number(MOST_COUNTED)}
    return format_number(count)


def _asked(request: HttpRequest, slug: str) -> _Asked:
    campaign = campaign_or_404(slug)
    units = units_to_choose(account_of(request), campaign, Verb.SEE_ENTRIES)
    if not units:
        raise Http404
    return _Asked(campaign, units, read_entry_filter(request.GET, units, now()))


def _columns() -> list[OutColumn]:
    return [
        OutColumn(_("Receipt number"), width=16),
        OutColumn(_("Title"), width=50),
        OutColumn(_("Authors"), width=28),
        OutColumn(_("Workplace"), width=30),
        OutColumn(_("Unit that was ticked"), width=24),
        OutColumn(_("Unit that counts"), width=24),
        OutColumn(_("Filed at"), "moment", width=17),
        OutColumn(_("First applied on"), "date", width=13),
        OutColumn(_("Column"), width=16),
        OutColumn(_("State"), width=16),
        OutColumn(_("Reason code"), width=9),
    ]


def _cells(rows: Iterable[EntryRow]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        yield (
            row.receipt,
            row.title,
            ", ".join(row.authors),
            row.workplace,
            row.ticked,
            row.unit,
            localtime(row.filed_at),
            row.applied_on,
            _column_words(row),
            _(STATE_NAMES[State(row.state)]),
            row.reason,
        )


def _column_words(row: EntryRow) -> str:
    if row.column is None:
        return _("not counted")
    name = _(COLUMN_NAMES[row.column])
    return _("%(column)s (not yet decided)") % {"column": name} if row.is_open else name
