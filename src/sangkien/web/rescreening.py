"""Screen a campaign again: begin, watch, see what it changed."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.access import require
from sangkien.actions.rescreening import start_rescreening
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.jobs.rescreening import rescreen_campaign
from sangkien.queries.people import display_name
from sangkien.queries.rescreening import ScreeningRun, run_by_id
from sangkien.web.page import account_of, by, page
from sangkien.web.rooms import room_of


@dataclass(frozen=True, slots=True)
class Changed:
    """What screening again changed by one rule, in numbers of entries."""

    title: str
    opened: int
    lapsed: int
    reopened: int


@require_POST
@login_required
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, or go on with a run that no worker is at any more."""
    run = start_rescreening(room_of(request, slug, Verb.SEE_ENTRIES), by(request))
    transaction.on_commit(lambda: rescreen_campaign.enqueue(run.id))
    return redirect("rescreening-show", slug, run.id)


@require_safe
@login_required
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    require(by(request), Verb.RESCREEN, campaign.owner.path)
    run = run_by_id(account_of(request), number)
    if run is None or run.campaign_id != campaign.id:
        raise Http404
    context = {
        "campaign": campaign,
        "run": run,
        "only": _(RULES[run.rule].title) if run.rule in RULES else "",
        "asked_by": display_name(run.by) if run.by else _("the operator of the server"),
        "changed": _changed(run),
    }
    state = "done" if run.finished_at else "running"
    return page(request, f"rescreening/{state}.html", context)


def _changed(run: ScreeningRun) -> list[Changed]:
    """One line for each rule that changed something, in the order of the rules' titles."""
    lines = []
    for rule, kinds in run.changes.items():
        title = _(RULES[rule].title) if rule in RULES else rule
        counts = [kinds.get(kind, 0) for kind in ("opened", "lapsed", "reopened")]
        lines.append(Changed(title, *counts))
    return sorted(lines, key=lambda line: line.title)
