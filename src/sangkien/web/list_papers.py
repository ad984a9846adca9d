"""Lists of units on paper and as workbooks: one list, and the overview of many."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.core.journal import Kind
from sangkien.queries.list_stands import all_below, stands_of
from sangkien.queries.unit_lists import (
    ListRow,
    UnitList,
    all_list_rows,
    changed_count,
    require_whole,
)
from sangkien.web.list_files import MOST_EXPORTED, as_workbook
from sangkien.web.list_pages import list_or_404, phase_of
from sangkien.web.list_words import (
    counts_in_words,
    list_badge,
    list_name,
    stood_in_words,
    unit_address,
)
from sangkien.web.page import account_of, page
from sangkien.web.reading import passing, shows
from sangkien.web.unit_lists import asked_overview, line_of, state_asked

MOST_PRINTED = 2_000  # entries of one page; longer lists are printed from the workbook


@require_safe
@login_required
def printed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The whole list as one page to be printed, signed and filed.

    Raises Refusal `list-broken` where its rows are not what was confirmed.
    """
    one = list_or_404(request, slug, number)
    require_whole(one)
    rows = list(all_list_rows(account_of(request), one, most=MOST_PRINTED))
    shows(request, one.campaign, Kind.ENTRY, (row.id for row in rows if row.is_visible))
    phase = phase_of(one)
    context = {
        "campaign": one.campaign,
        "one": one,
        "name": list_name(one),
        "badge": list_badge(one),
        "above": one.unit.parent,
        "phase": phase.title if phase else str(one.phase),
        "counts": counts_in_words(one.counts),
        "changed": changed_count(one),
        "rows": [(row, stood_in_words(row.listed)) for row in rows],
        "most": MOST_PRINTED if one.entries > MOST_PRINTED else 0,
        "unit_href": unit_address(one.campaign, one.unit_id, one.phase),
    }
    return page(request, "lists/print.html", context)


@require_safe
@login_required
def export(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One list as a workbook, with what changed since; Refusal `list-broken` as above."""
    one = list_or_404(request, slug, number)
    require_whole(one)
    rows = all_list_rows(account_of(request), one, most=MOST_EXPORTED)
    title = _("%(list)s of %(unit)s (%(state)s)")
    said = {"list": list_name(one), "unit": one.unit.short_name, "state": list_badge(one)[1]}
    return as_workbook(
        one.campaign,
        stem=f"danh-sach-{one.id}",
        title=title % said,
        columns=[
            OutColumn(_("Receipt number"), width=16),
            OutColumn(_("Title"), width=50),
            OutColumn(_("Authors"), width=28),
            OutColumn(_("Workplace"), width=30),
            OutColumn(_("Unit that counts"), width=24),
            OutColumn(_("Column on the list"), width=24),
            OutColumn(_("Column now"), width=24),
            OutColumn(_("Changed since"), width=12),
        ],
        rows=_cells(_told(request, one, rows)),
        is_cut=one.entries > MOST_EXPORTED,
    )


@require_safe
@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The overview as it is filtered, all its pages, as a workbook."""
    asked, account = asked_overview(request, slug), account_of(request)
    campaign, unit, phase = asked.campaign, asked.unit, asked.phase
    units = all_below(account, campaign, unit, phase, state_asked(request), most=MOST_EXPORTED)
    lines = (
        line_of(campaign, phase, stand)
        for stand in stands_of(account, campaign, unit, units, phase)
    )
    rows = (
        (
            line.name,
            line.badge[1],
            line.total,
            line.held,
            line.free,
            line.changed,
            localtime(line.newest.confirmed_at) if line.newest else None,
            str(line.newest.confirmed_by or _("the system")) if line.newest else "",
        )
        for line in lines
    )
    return as_workbook(
        campaign,
        stem="danh-sach-don-vi",
        title=_("Lists of the units, %(phase)s") % {"phase": phase.title},
        columns=[
            OutColumn(_("Unit"), width=40),
            OutColumn(_("Where it stands"), width=34),
            OutColumn(_("Entries received"), "number", width=12),
            OutColumn(_("On its lists"), "number", width=12),
            OutColumn(_("On no list"), "number", width=12),
            OutColumn(_("Changed since"), "number", width=12),
            OutColumn(_("Confirmed at"), "moment", width=17),
            OutColumn(_("By"), width=28),
        ],
        rows=rows,
    )


def _told(request: HttpRequest, one: UnitList, rows: Iterable[ListRow]) -> Iterator[ListRow]:
    """Hand the rows on, and say of those with names that they are shown."""
    for row in rows:
        if row.is_visible:
            yield from passing(request, one.campaign, Kind.ENTRY, [row])
        else:
            yield row


def _cells(rows: Iterable[ListRow]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        yield (
            row.receipt,
            row.title,
            ", ".join(row.authors),
            row.workplace,
            row.listed.unit,
            stood_in_words(row.listed),
            stood_in_words(row.now) if row.now else "",
            _("yes") if row.is_changed else "",
        )
