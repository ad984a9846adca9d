"""Frozen tables: freeze one, list them, show one with its hash."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.snapshots import take_snapshot
from sangkien.core.permissions import Verb
from sangkien.queries.campaigns import Campaign
from sangkien.queries.snapshots import Snapshot, visible_snapshots
from sangkien.reports.from_snapshot import frozen_table, rendered
from sangkien.reports.progress import REPORT, file_name
from sangkien.web.page import account_of, by, page
from sangkien.web.progress import FILES, as_file, seen_table, shown_columns, target_label
from sangkien.web.rooms import room_of


@login_required
@require_POST
def take(request: HttpRequest, slug: str) -> HttpResponse:
    seen = seen_table(request, slug)
    if isinstance(seen, HttpResponse):
        return seen
    if seen.asked.errors:
        raise Http404
    snapshot = take_snapshot(
        seen.campaign,
        seen.unit,
        seen.asked.day,
        by(request),
        basis=seen.asked.basis,
        kind=seen.asked.kind,
    )
    said = _("The table is frozen as no. %(number)s. It will not change any more.")
    messages.success(request, said % {"number": snapshot.id})
    return redirect("snapshot-show", slug=slug, number=snapshot.id)


@login_required
@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_PROGRESS)
    shown = visible_snapshots(account_of(request), campaign).defer("canonical")
    context = {"campaign": campaign, "snapshots": list(shown)}
    return page(request, "progress/snapshots.html", context)


@login_required
@require_safe
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_PROGRESS)
    snapshot = _snapshot(request, campaign, number)
    table = frozen_table(snapshot)
    context = {
        "campaign": campaign,
        "snapshot": snapshot,
        "table": table,
        "target_label": target_label(table.goal),
        "columns": shown_columns(),
        "files": FILES,
    }
    return page(request, "progress/snapshot.html", context)


@login_required
@require_safe
def download(request: HttpRequest, slug: str, number: int, file_format: str) -> HttpResponse:
    if file_format not in FILES:
        raise Http404
    snapshot = _snapshot(request, room_of(request, slug, Verb.SEE_PROGRESS), number)
    written = REPORT.formats[file_format]
    name = f"ban-chot-{snapshot.id}-{file_name(frozen_table(snapshot), written.suffix)}"
    return as_file(rendered(snapshot, file_format), written.media_type, name)


def _snapshot(request: HttpRequest, campaign: Campaign, number: int) -> Snapshot:
    snapshot = visible_snapshots(account_of(request), campaign).filter(id=number).first()
    if snapshot is None:
        raise Http404
    return snapshot
