"""The journal as workbooks, each with the lines of its page."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.queries.journal import Named, all_lines
from sangkien.queries.paging import counted
from sangkien.web.journal_asked import (
    Asked,
    account_lines,
    campaign_lines,
    person_lines,
    record_lines,
    show_log_ins,
)
from sangkien.web.journal_words import Told, told
from sangkien.web.list_files import MOST_EXPORTED, as_workbook


@require_safe
@login_required
def of_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    return _exported(request, campaign_lines(request, slug), stem="nhat-ky")


@require_safe
@login_required
def of_record(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    return _exported(
        request, record_lines(request, slug, kind, number), stem=f"nhat-ky-{kind}-{number}"
    )


@require_safe
@login_required
def of_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _exported(request, person_lines(request, slug, pk), stem=f"nhat-ky-nguoi-{pk}")


@require_safe
@login_required
def of_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _exported(request, account_lines(request, pk), stem=f"nhat-ky-tai-khoan-{pk}")


def _exported(request: HttpRequest, asked: Asked, *, stem: str) -> HttpResponse:
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
        rows=_cells(_told_of(request, asked)),
        is_cut=counted(asked.lines, most=MOST_EXPORTED) > MOST_EXPORTED,
    )


def _told_of(request: HttpRequest, asked: Asked) -> Iterator[Named]:
    for named in all_lines(asked.lines, most=MOST_EXPORTED):
        show_log_ins(request, asked.campaign, [named])
        yield named


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
