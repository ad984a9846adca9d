"""The progress of the units: the table as a page and as files."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.pace import needed_per_day
from sangkien.core.permissions import Verb
from sangkien.core.progress.days import require_table_day
from sangkien.core.progress.table import Basis, Goal, ProgressTable
from sangkien.core.reading.numbers import format_date
from sangkien.core.refusal import Refusal
from sangkien.core.standing import COLUMN_NAMES, Column
from sangkien.inputs.progress import Asked, read_progress
from sangkien.queries.campaigns import Campaign, campaign_by_slug, filing_window
from sangkien.queries.progress_scope import open_rows, shown_unit
from sangkien.queries.progress_table import Unit, progress_table
from sangkien.queries.scope import allowed
from sangkien.reports.progress import REPORT, file_name
from sangkien.web.day_shown import seen_on
from sangkien.web.errors import sentence_of
from sangkien.web.page import account_of, page

FILES = ("csv", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Seen:
    """The table somebody asked for, and what was asked."""

    campaign: Campaign
    unit: Unit
    asked: Asked
    table: ProgressTable

    @property
    def query(self) -> str:
        return query_of(self.asked)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_table(request, slug)
    if isinstance(seen, HttpResponse):
        return seen
    account, table, today = account_of(request), seen.table, localdate()
    missing = max((table.total.target or 0) - table.total.gross, 0)
    context = {
        "campaign": seen.campaign,
        **_day_shown(seen, today),
        "unit": seen.unit,
        "owner": seen.campaign.owner,
        "asked": seen.asked,
        "errors": errors_of(seen.asked),
        "query": seen.query,
        "table": table,
        "target_label": target_label(table.goal),
        "columns": shown_columns(),
        "needed": needed_per_day(missing, table.goal_clock) if table.total.target else None,
        "missing": missing,
        "targets": [(str(basis), words) for basis, words in _target_words().items()],
        "row_links": _row_links(seen, open_rows(account, seen.unit)),
        "may_freeze": allowed(account, Verb.SNAPSHOT, seen.unit.path),
        "no_freezing": _no_freezing(seen, today),
        "is_known": account is not None,
        "files": FILES,
    }
    return page(request, "progress/page.html", context, status=422 if seen.asked.errors else 200)


@require_safe
def download(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    seen = seen_table(request, slug)
    if isinstance(seen, HttpResponse):
        return seen
    if file_format not in FILES or seen.asked.errors:
        raise Http404
    written = REPORT.formats[file_format]
    return as_file(
        written.render(seen.table), written.media_type, file_name(seen.table, written.suffix)
    )


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def seen_table(request: HttpRequest, slug: str) -> Seen | HttpResponse:
    """Return the table the address asks for; a visitor who asks for a unit is sent to log in."""
    campaign = campaign_by_slug(slug)
    if campaign is None:
        raise Http404
    today = localdate()
    query = request.POST if request.method == "POST" else request.GET
    asked = read_progress(query.dict(), usual=campaign.default_day or today, today=today)
    account = account_of(request)
    unit = shown_unit(account, campaign, asked.unit_code)
    if unit is None:
        if account is None:
            return redirect_to_login(request.get_full_path())
        raise Http404
    table = progress_table(campaign, unit, on=asked.day, basis=asked.basis, kind=asked.kind)
    return Seen(campaign, unit, asked, table)


def errors_of(asked: Asked) -> dict[str, str]:
    return {name: _(text).format(**details) for name, (text, details) in asked.errors.items()}


def query_of(asked: Asked, **changes: str) -> str:
    """Return the query string that asks the same again, but for the changes."""
    values = {
        "on": format_date(asked.day),
        "unit": asked.unit_code,
        "target": str(asked.basis or ""),
        "kind": asked.kind if asked.kind != "assigned" else "",
    }
    return urlencode({name: value for name, value in (values | changes).items() if value})


def shown_columns() -> list[tuple[Column, str, str]]:
    """Return the six columns with their names in code and in the reader's language."""
    return [(column, column.name.lower(), _(COLUMN_NAMES[column])) for column in Column]


def target_label(goal: Goal) -> str:
    """Return the heading of the targets in the reader's language."""
    words = {
        "assigned": _("Target, %(period)s"),
        "registered": _("Registered target, %(period)s"),
        "plan": _("Own plan, %(period)s"),
    }
    return words[goal.kind] % {"period": period_words(goal)}


def period_words(goal: Goal) -> str:
    if goal.basis == Basis.YEAR:
        return _("year %(year)s") % {"year": goal.number}
    if goal.basis == Basis.PHASE:
        return goal.period
    return _("whole campaign")


def _target_words() -> dict[Basis, str]:
    return {
        Basis.YEAR: _("Target of the year"),
        Basis.PHASE: _("Target of the phase"),
        Basis.CAMPAIGN: _("Target of the whole campaign"),
    }


def _row_links(seen: Seen, codes: frozenset[str]) -> dict[str, str]:
    """Addresses of the tables one step down, by the code of the row."""
    base = reverse("progress", args=[seen.campaign.slug])
    return {code: f"{base}?{query_of(seen.asked, unit=code)}" for code in codes}


def _no_freezing(seen: Seen, today: date) -> str:
    """Why this table cannot be frozen, "" where it can."""
    try:
        require_table_day(seen.asked.day, today=today, filing=filing_window(seen.campaign))
    except Refusal as refusal:
        return sentence_of(refusal)
    return ""


def _day_shown(seen: Seen, today: date) -> dict[str, object]:
    query = dict(parse_qsl(seen.query))
    query.pop("on", None)
    address = reverse("progress", args=[seen.campaign.slug])
    return seen_on(seen.campaign, seen.asked.day, today, address=address, query=query)
