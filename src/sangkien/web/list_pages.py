"""One list: what stands on it and what changed since, and the steps that answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions import unit_lists
from sangkien.actions.journal import By
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.unit_lists import STANDING
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_cursor, read_reason
from sangkien.queries.campaigns import Phase, phases_of
from sangkien.queries.scope import allowed
from sangkien.queries.unit_lists import ListRow, UnitList, changed_count, list_by_id, list_page
from sangkien.web.entries import campaign_or_404, turned
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.journal_words import PLACES, Told, told
from sangkien.web.list_words import (
    counts_in_words,
    list_badge,
    list_name,
    steps_of,
    stood_in_words,
    unit_address,
)
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows

CHANGED = "changed"  # what the address says to see only these


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the page tells it: on the list, and now where that is something else."""

    row: ListRow
    listed: str
    now: str
    moved_to: str  # the unit it counts at now, "" for the same
    lines: tuple[Told, ...]


class Explained(Protocol):
    """A step that answers a list with a reason."""

    def __call__(self, one: UnitList, *, reason: str, by: By) -> None: ...


@require_safe
@login_required
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The list as it was confirmed or accepted, each entry that changed since marked."""
    return _list_page(request, list_or_404(request, slug, number))


@require_POST
@login_required
def accept(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    def act(one: UnitList, acting: By) -> str:
        unit_lists.accept_list(one, by=acting)
        return _("Accepted. Its entries change only after it is unlocked.")

    return _step(request, slug, number, act)


@require_POST
@login_required
def give_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    said = _("Returned. The unit puts it right and confirms anew.")
    return _explained(request, slug, number, unit_lists.return_list, "return-reason", said)


@require_POST
@login_required
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    said = _("Taken back. Its entries stand on no list until you confirm anew.")
    return _explained(request, slug, number, unit_lists.take_list_back, "take-back-reason", said)


@require_POST
@login_required
def unlock(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    said = _("Unlocked. Its entries may be corrected; then the unit confirms anew.")
    return _explained(request, slug, number, unit_lists.unlock_list, "unlock-reason", said)


def list_or_404(request: HttpRequest, slug: str, number: int) -> UnitList:
    one = list_by_id(account_of(request), campaign_or_404(slug), number)
    if one is None:
        raise Http404
    return one


def phase_of(one: UnitList) -> Phase | None:
    """Return the phase of the list, None where the campaign has no such phase any more."""
    return next((each for each in phases_of(one.campaign) if each.number == one.phase), None)


def _explained(
    request: HttpRequest,
    slug: str,
    number: int,
    step: Explained,
    field: str,
    said: str,
) -> HttpResponse:
    """Take a step that is explained in the field, and say what was done."""

    def act(one: UnitList, acting: By) -> str:
        step(one, reason=read_reason(request.POST, field), by=acting)
        return said

    return _step(request, slug, number, act, field=field)


def _step(
    request: HttpRequest,
    slug: str,
    number: int,
    act: Callable[[UnitList, By], str],
    *,
    field: str = "",
) -> HttpResponse:
    """Take the step and show the list; a no is told on its page, at the field it is about."""
    try:
        said = act(list_or_404(request, slug, number), by(request))
    except BadInput as bad:
        one = list_or_404(request, slug, number)
        return _list_page(request, one, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        is_about = field if refusal.code == "reason-missing" else ""
        status = 422 if is_about else STATUS.get(refusal.code, 409)
        one = list_or_404(request, slug, number)  # as it stands: the one acted on is half a step on
        return _list_page(request, one, errors={is_about: sentence_of(refusal)}, status=status)
    messages.success(request, said)
    return redirect("list-show", slug, number)


def _list_page(
    request: HttpRequest,
    one: UnitList,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    account, campaign, phase = account_of(request), one.campaign, phase_of(one)
    only_changed = request.GET.get(CHANGED) == "1"
    listed = list_page(account, one, read_cursor(request.GET), only_changed=only_changed)
    shows(request, campaign, Kind.ENTRY, (row.id for row in listed.rows if row.is_visible))
    number = str(one.id)
    address = reverse("list-show", args=[campaign.slug, one.id])
    context = {
        "campaign": campaign,
        "one": one,
        "name": list_name(one),
        "badge": list_badge(one),
        "phase": phase.title if phase else str(one.phase),
        "unit_href": unit_address(campaign, one.unit_id, one.phase),
        "steps": steps_of(account, one),
        "above": one.unit.parent,
        "counts": counts_in_words(one.counts),
        "stands": one.state in STANDING,
        "changed": changed_count(one),
        "only_changed": only_changed,
        "all_href": address,
        "changed_href": f"{address}?{CHANGED}=1",
        "rows": [_shown(row) for row in listed.rows],
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
        "journal_href": reverse("journal-record", args=[campaign.slug, PLACES[Kind.LIST], number])
        if allowed(account, Verb.SEE_JOURNAL, one.unit.path)
        else "",
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "lists/show.html", context, status=status)


def _shown(row: ListRow) -> Shown:
    now = row.now
    return Shown(
        row=row,
        listed=stood_in_words(row.listed),
        now=stood_in_words(now) if now else "",
        moved_to=now.unit if now and now.unit != row.listed.unit else "",
        lines=tuple(told(line) for line in row.lines),
    )
