"""Figures to look at again: what signals show in a part of the tree, and what the units say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.signals import explain, see_explanation
from sangkien.adapters.spreadsheet_out import OutColumn, Value
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.signals.run import SIGNALS
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import number_in, read_reason
from sangkien.queries.campaigns import Campaign
from sangkien.queries.explanations import (
    Explanation,
    Shown,
    explanation_by_id,
    may_explain,
    may_see,
    shown_signals,
    waiting_signals,
)
from sangkien.queries.journal import unit_by_id
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed, home_unit
from sangkien.queries.unit_choices import Unit
from sangkien.queries.units import unit_by_code
from sangkien.web.entries import campaign_or_404
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.list_files import as_workbook
from sangkien.web.page import account_of, by, page
from sangkien.web.signal_words import entries_address, limits_of, reading_of, says, title_of


@dataclass(frozen=True, slots=True)
class Line:
    """One signal as the page tells it; `field` names the box of its explanation."""

    number: str
    unit: Unit
    code: str
    figure: str
    title: str
    says: str
    reading: str
    limits: str
    entries_href: str
    below_href: str  # the same page for the unit alone, "" where it is the one shown
    explained: Explanation | None
    earlier: Explanation | None
    earlier_says: str
    may_explain: bool
    may_see: bool
    may_rewrite: bool

    @property
    def field(self) -> str:
        return f"words-{self.number}"


@require_safe
@login_required
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """What signals show at one unit and at those right below it."""
    campaign = campaign_or_404(slug)
    top = _unit_asked(request, campaign, request.GET.get("unit", ""))
    return _signals_page(request, campaign, top)


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a workbook."""
    campaign = campaign_or_404(slug)
    top = _unit_asked(request, campaign, request.GET.get("unit", ""))
    return as_workbook(
        campaign,
        stem="so-lieu-can-xem-lai",
        title=_("Figures to look at again, %(unit)s") % {"unit": top.short_name},
        columns=[
            OutColumn(_("Unit"), width=34),
            OutColumn(_("What is to be looked at"), width=34),
            OutColumn(_("Figures"), width=60),
            OutColumn(_("Shown"), width=34),
            OutColumn(_("Explanation of the unit"), width=60),
            OutColumn(_("By"), width=28),
            OutColumn(_("At"), "moment", width=17),
            OutColumn(_("Read above at"), "moment", width=17),
        ],
        rows=_cells(_lines(account_of(request), campaign, top)),
    )


@require_POST
@login_required
def explained(request: HttpRequest, slug: str, pk: int, code: str) -> HttpResponse:
    """Keep what the unit says to one figure."""
    campaign = campaign_or_404(slug)
    unit = unit_by_id(campaign, pk)
    if unit is None or code not in SIGNALS or not _reads(request, unit):
        raise Http404
    field = f"words-{pk}-{code}"

    def act() -> str:
        explain(
            campaign,
            unit,
            code,
            figure=request.POST.get("figure", ""),
            words=read_reason(request.POST, field),
            on=_day(campaign),
            by=by(request),
        )
        return _("Kept. The unit above reads it beside the figure.")

    return _step(request, campaign, unit, act, field)


@require_POST
@login_required
def seen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note that the explanation was read above."""
    campaign = campaign_or_404(slug)
    one = explanation_by_id(account_of(request), campaign, number)
    if one is None:
        raise Http404

    def act() -> str:
        see_explanation(one, version=number_in(request.POST, "version") or 0, by=by(request))
        return _("Noted as read.")

    return _step(request, campaign, one.unit, act, "")


def _step(
    request: HttpRequest, campaign: Campaign, unit: Unit, act: Callable[[], str], field: str
) -> HttpResponse:
    """Act and show the page again that was looked at; a no is told at the field it is about."""
    top = _unit_asked(request, campaign, request.POST.get("top") or unit.code)
    try:
        said = act()
    except BadInput as bad:
        errors = told_by_field(bad.errors)
        return _signals_page(request, campaign, top, errors=errors, status=422)
    except Refusal as refusal:
        is_about = field if refusal.code == "explanation-missing" else ""
        errors, status = {is_about: sentence_of(refusal)}, STATUS.get(refusal.code, 409)
        status = 422 if is_about else status
        return _signals_page(request, campaign, top, errors=errors, status=status)
    messages.success(request, said)
    return redirect(_address(campaign, top))


def _signals_page(
    request: HttpRequest,
    campaign: Campaign,
    top: Unit,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    account = account_of(request)
    shown = shown_signals(account, campaign, top, on=_day(campaign))
    context = {
        "campaign": campaign,
        "unit": top,
        "day": _day(campaign),
        "lines": [_line(account, campaign, top, one) for one in shown],
        "waiting": waiting_signals(account, shown),
        "rules": [(title_of(code), limits_of(code), reading_of(code)) for code in SIGNALS],
        "above_href": _above(account, campaign, top),
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "signals/list.html", context, status=status)


def _lines(account: Account | None, campaign: Campaign, top: Unit) -> Iterator[Line]:
    for one in shown_signals(account, campaign, top, on=_day(campaign)):
        yield _line(account, campaign, top, one)


def _line(account: Account | None, campaign: Campaign, top: Unit, one: Shown) -> Line:
    said = one.explained
    return Line(
        number=f"{one.unit.id}-{one.code}",
        unit=one.unit,
        code=one.code,
        figure=one.seen.figure,
        title=title_of(one.code),
        says=says(one.code, one.seen.values),
        reading=reading_of(one.code),
        limits=limits_of(one.code),
        entries_href=entries_address(campaign, one.unit, one.seen),
        below_href="" if one.unit.id == top.id else _address(campaign, one.unit),
        explained=said,
        earlier=one.earlier,
        earlier_says=says(one.code, one.earlier.values) if one.earlier else "",
        may_explain=may_explain(account, one),
        may_see=may_see(account, one),
        may_rewrite=said is not None and allowed(account, Verb.CONFIRM_LIST, one.unit.path),
    )


def _cells(lines: Iterator[Line]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        said = line.explained
        yield (
            line.unit.short_name,
            line.title,
            line.says,
            line.limits,
            said.words if said else "",
            str(said.by or _("the system")) if said else "",
            localtime(said.at) if said else None,
            localtime(said.seen_at) if said and said.seen_at else None,
        )


def _day(campaign: Campaign) -> date:
    return campaign.default_day or localdate()


def _address(campaign: Campaign, unit: Unit) -> str:
    return f"{reverse('signals', args=[campaign.slug])}?unit={unit.code}"


def _reads(request: HttpRequest, unit: Unit) -> bool:
    return allowed(account_of(request), Verb.SEE_ENTRIES, unit.path)


def _unit_asked(request: HttpRequest, campaign: Campaign, code: str) -> Unit:
    """The unit of that code, else the reader's own; Http404 where the reader sees no entries."""
    unit = unit_by_code(code) if code else home_unit(account_of(request), campaign)
    is_within = unit is not None and unit.path.startswith(campaign.owner.path)
    if unit is None or not is_within or not _reads(request, unit):
        raise Http404
    return unit


def _above(account: Account | None, campaign: Campaign, unit: Unit) -> str:
    above = unit.parent
    if above is None or not above.path.startswith(campaign.owner.path):
        return ""
    return _address(campaign, above) if allowed(account, Verb.SEE_ENTRIES, above.path) else ""
