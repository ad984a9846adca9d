"""What units are told of entries that moved: the list with what was read, one move, undoing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.actions.move_records import mark_seen
from sangkien.actions.moving_back import undo_moving
from sangkien.actions.review_groups import MOST_AT_ONCE
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_cursor, read_reason, read_ticked
from sangkien.queries.campaigns import Campaign
from sangkien.queries.move_notices import (
    Moving,
    NoticeRow,
    moved_rows,
    notice_page,
    visible_moving,
)
from sangkien.queries.scope import allowed
from sangkien.web.entries import turned
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_groups import tell_left
from sangkien.web.finding_words import desk_words
from sangkien.web.page import account_of, by, page
from sangkien.web.rooms import room_of

TICKED, REASON = "notice", "undo-reason"


@require_http_methods(["GET", "POST"])
@login_required
def notices(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; sent, what it showed to the own desk is read."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    if request.method == "GET":
        return _listed(request, campaign)
    try:
        ids = read_ticked(request.POST.getlist(TICKED), TICKED, most=MOST_AT_ONCE)
    except BadInput as bad:
        return _listed(request, campaign, errors=told_by_field(bad.errors), status=422)
    if mark_seen(campaign, ids, by=by(request)):
        messages.success(request, _("These moves are marked as read by your unit."))
    return redirect("move-notices", slug)


@require_safe
@login_required
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The entries of one move, and undoing it."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    return _shown(request, campaign, _moving_or_404(request, campaign, number))


@require_POST
@login_required
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let the entries of one move count again where they did."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    moving = _moving_or_404(request, campaign, number)
    try:
        reason = read_reason(request.POST, REASON)
        done = undo_moving(moving, reason=reason, by=by(request))
    except BadInput as bad:
        return _shown(request, campaign, moving, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        status, errors = STATUS.get(refusal.code, 409), {"": sentence_of(refusal)}
        return _shown(request, campaign, moving, errors=errors, status=status)
    if done.count:
        said = ngettext(
            "%(count)s entry counts again where it did before the move.",
            "%(count)s entries count again where they did before the move.",
            done.count,
        )
        messages.success(request, said % {"count": format_number(done.count)})
    tell_left(request, done.left)
    return redirect("move-show", slug, number)


def notice_words(row: NoticeRow) -> str:
    """Return the notice as one sentence to its unit."""
    if row.gains:
        said = ngettext(
            "%(count)s entry moved here from %(other)s.",
            "%(count)s entries moved here from %(other)s.",
            row.count,
        )
    else:
        said = ngettext(
            "%(count)s entry moved away to %(other)s.",
            "%(count)s entries moved away to %(other)s.",
            row.count,
        )
    return said % {"count": format_number(row.count), "other": row.other}


def _listed(
    request: HttpRequest,
    campaign: Campaign,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = notice_page(account_of(request), campaign, read_cursor(request.GET))
    context = {
        "campaign": campaign,
        "rows": [(row, notice_words(row)) for row in found.rows],
        "unread": [row.id for row in found.rows if row.is_own and row.seen_at is None],
        "previous": turned(request.GET, found.previous),
        "next": turned(request.GET, found.next),
        "errors": errors or {},
    }
    return page(request, "movings/list.html", context, status=status)


def _shown(
    request: HttpRequest,
    campaign: Campaign,
    moving: Moving,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    account = account_of(request)
    rows = moved_rows(account, moving)
    may_undo = all(allowed(account, Verb.MOVE, path) for row in rows for path in row.paths)
    context = {
        "campaign": campaign,
        "moving": moving,
        "rows": [(row, "" if row.entry_id else desk_words(row.desk)) for row in rows],
        "may_undo": may_undo and any(row.is_standing for row in rows),
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "movings/show.html", context, status=status)


def _moving_or_404(request: HttpRequest, campaign: Campaign, number: int) -> Moving:
    moving = visible_moving(account_of(request), campaign, number)
    if moving is None:
        raise Http404
    return moving
