"""Lists of units: all of a part of the tree with what is missing, those of one unit, confirming."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.unit_lists import Seen, confirm_list
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.core.sentences import N_
from sangkien.core.standing import COLUMN_NAMES, Column
from sangkien.core.unit_lists import Approval, ListState
from sangkien.inputs.review import number_in, read_cursor
from sangkien.queries.campaigns import Campaign, Phase, phases_of
from sangkien.queries.initiatives import entry_page
from sangkien.queries.journal import unit_by_id
from sangkien.queries.list_next import next_list
from sangkien.queries.list_stands import (
    NO_LIST,
    UnitStand,
    stands_of,
    unit_stand,
    units_below,
)
from sangkien.queries.paging import FIRST
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed, home_unit
from sangkien.queries.unit_choices import Unit
from sangkien.queries.unit_lists import UnitList, changed_counts, lists_of_unit
from sangkien.queries.units import unit_by_code
from sangkien.web.entries import campaign_or_404, turned
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.list_words import (
    Badge,
    approval_badge,
    list_badge,
    list_name,
    overview_address,
    unit_address,
)
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows

CONFIRMABLE = (Approval.READY, Approval.RETURNED)
# of the overview: units by their lists
FILTERS = {
    NO_LIST: N_("no list confirmed"),
    ListState.CONFIRMED: N_("waits for an answer"),
    ListState.ACCEPTED: N_("accepted"),
    ListState.RETURNED: N_("returned"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose lists of which phase are asked for, by whom they may be seen."""

    campaign: Campaign
    phases: list[Phase]
    phase: Phase
    unit: Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the overview."""

    name: str
    href: str
    badge: Badge
    total: int
    held: int
    free: int
    changed: int
    newest: UnitList | None


@require_safe
@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The units right below one, each with where it stands; the unit itself on top."""
    asked = asked_overview(request, slug)
    campaign, unit, phase = asked.campaign, asked.unit, asked.phase
    account, state = account_of(request), state_asked(request)
    listed = units_below(account, campaign, unit, phase, state, read_cursor(request.GET))
    stands = stands_of(account, campaign, unit, listed.rows, phase)
    context = {
        "campaign": campaign,
        "unit": unit,
        "phase": phase,
        "phase_tabs": [
            (one.title, overview_address(campaign, unit.code, one), one == phase)
            for one in asked.phases
        ],
        "above": _above(account, campaign, unit, phase),
        "own": line_of(campaign, phase, stands[0]),
        "lines": [line_of(campaign, phase, stand) for stand in stands[1:]],
        "states": [(str(one), _(words)) for one, words in FILTERS.items()],
        "sent": request.GET,
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
        "export_query": turned(request.GET, FIRST),
    }
    return page(request, "lists/overview.html", context)


@require_safe
@login_required
def show_unit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The lists of one unit, and what the next one would hold."""
    return _unit_page(request, _asked_unit(request, slug, pk))


@require_POST
@login_required
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm what the page of the unit showed."""
    asked = _asked_unit(request, slug, pk)
    count, up_to = number_in(request.POST, "count"), number_in(request.POST, "up_to")
    seen = Seen(count or 0, up_to or 0)
    try:
        one = confirm_list(asked.campaign, asked.unit, asked.phase, seen=seen, by=by(request))
    except Refusal as refusal:
        status = STATUS.get(refusal.code, 409)
        return _unit_page(request, asked, errors={"": sentence_of(refusal)}, status=status)
    said = ngettext(
        "List no. %(number)s is confirmed: %(count)s entry.",
        "List no. %(number)s is confirmed: %(count)s entries.",
        one.entries,
    ) % {"number": one.number, "count": format_number(one.entries)}
    messages.success(request, said)
    return redirect("list-show", slug, one.id)


def asked_overview(request: HttpRequest, slug: str) -> Asked:
    """Return whose overview is asked for: the unit of that code, else the reader's own.

    Raises Http404 where the reader sees no entries there.
    """
    campaign, account = campaign_or_404(slug), account_of(request)
    code = request.GET.get("unit", "")
    unit = unit_by_code(code) if code else home_unit(account, campaign)
    is_within = unit is not None and unit.path.startswith(campaign.owner.path)
    if unit is None or not is_within or not allowed(account, Verb.SEE_ENTRIES, unit.path):
        raise Http404
    return _of_phase(request, campaign, unit)


def state_asked(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in FILTERS else ""


def line_of(campaign: Campaign, phase: Phase, stand: UnitStand) -> Line:
    """Return what the overview says of one unit."""
    return Line(
        name=stand.unit.short_name,
        href=unit_address(campaign, stand.unit.id, phase.number),
        badge=approval_badge(stand.approval),
        total=stand.total,
        held=stand.held,
        free=stand.stand.free,
        changed=stand.changed,
        newest=stand.newest,
    )


def _asked_unit(request: HttpRequest, slug: str, pk: int) -> Asked:
    campaign, account = campaign_or_404(slug), account_of(request)
    unit = unit_by_id(campaign, pk)
    if unit is None or not allowed(account, Verb.SEE_ENTRIES, unit.path):
        raise Http404
    return _of_phase(request, campaign, unit)


def _of_phase(request: HttpRequest, campaign: Campaign, unit: Unit) -> Asked:
    """The phase asked for, else the last one that has begun by the day the campaign shows."""
    phases = phases_of(campaign)
    if not phases:
        raise Http404
    number, day = number_in(request.GET, "phase"), campaign.default_day or localdate()
    begun = [one for one in phases if one.opens_on <= day]
    usual = begun[-1] if begun else phases[0]
    phase = next((one for one in phases if one.number == number), usual)
    return Asked(campaign, phases, phase, unit)


def _above(
    account: Account | None, campaign: Campaign, unit: Unit, phase: Phase
) -> tuple[str, str] | None:
    """Name and overview of the unit above, where it belongs to the campaign and may be seen."""
    above = unit.parent
    if above is None or not above.path.startswith(campaign.owner.path):
        return None
    if not allowed(account, Verb.SEE_ENTRIES, above.path):
        return None
    return above.short_name, overview_address(campaign, above.code, phase)


def _unit_page(
    request: HttpRequest,
    asked: Asked,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    campaign, unit, phase = asked.campaign, asked.unit, asked.phase
    account = account_of(request)
    stand = unit_stand(account, campaign, unit, phase)
    lists = lists_of_unit(account, campaign, unit, phase)
    changed = changed_counts(lists)
    coming = next_list(account, campaign, unit, phase)
    listed = entry_page(campaign, coming.entries, read_cursor(request.GET))
    shows(request, campaign, Kind.ENTRY, (row.id for row in listed.rows))
    may_confirm = allowed(account, Verb.CONFIRM_LIST, unit.path)
    context = {
        "campaign": campaign,
        "unit": unit,
        "phase": phase,
        "phase_tabs": [
            (one.title, unit_address(campaign, unit.id, one.number), one == phase)
            for one in asked.phases
        ],
        "above": _above(account, campaign, unit, phase),
        "below": overview_address(campaign, unit.code, phase),
        "stand": stand,
        "badge": approval_badge(stand.approval),
        "lists": [(one, list_name(one), list_badge(one), changed[one.id]) for one in lists],
        "coming": coming,
        "columns": [
            (_(name), coming.counts[column], coming.counts.open[column])
            for column, name in COLUMN_NAMES.items()
        ],
        "may_confirm": may_confirm and stand.approval in CONFIRMABLE,
        "is_supplement": stand.stand.accepted > 0,
        "rows": [
            (row, Column(row.column).name.lower() if row.column else "") for row in listed.rows
        ],
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
        "errors": errors or {},
    }
    return page(request, "lists/unit.html", context, status=status)
