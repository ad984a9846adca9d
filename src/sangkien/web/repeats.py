"""Certain repeats of the same person: looked through, then merged in one action."""

import re
from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.merging_many import merge_repeats
from sangkien.actions.unmerging import undo_action
from sangkien.core.duplicates import CERTAIN_FROM
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, FieldProblem, told_by_field
from sangkien.inputs.review import number_in, read_reason
from sangkien.queries.campaigns import Campaign
from sangkien.queries.certain_repeats import certain_repeats
from sangkien.queries.merges import merges_of_action
from sangkien.web.day_shown import counted_from
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_groups import tell_left
from sangkien.web.page import account_of, by, page
from sangkien.web.rooms import room_of

PAGE_SIZE = 300  # groups that are looked through and merged at once
TICKED, APART, REASON = "repeat", "apart", "repeats-reason"
NUMBER = re.compile(r"[1-9][0-9]{0,17}")
KEY = re.compile(rf"{NUMBER.pattern}(-{NUMBER.pattern})+")


@require_http_methods(["GET", "POST"])
@login_required
def certain(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, all of it ticked; sent, what stayed ticked is merged."""
    campaign = room_of(request, slug, Verb.REVIEW)
    if request.method == "GET":
        return _listed(request, campaign)
    try:
        keys = _keys(request)
        reason = read_reason(request.POST, REASON)
        acting = by(request)
        repeats = certain_repeats(account_of(request), campaign)
        action, done = merge_repeats(
            campaign, repeats, keys, apart=_apart(request), reason=reason, by=acting
        )
    except BadInput as bad:
        return _listed(request, campaign, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        status = STATUS.get(refusal.code, 409)
        return _listed(request, campaign, errors={"": sentence_of(refusal)}, status=status)
    tell_left(request, done.left)
    if not done.merges:
        if not done.left:
            messages.info(request, _("Nothing was merged: every entry was left out."))
        return redirect("repeats", slug)
    said = ngettext(
        "%(count)s entry was merged into the first filing of the same work.",
        "%(count)s entries were merged into the first filings of the same works.",
        done.entries,
    ) % {"count": format_number(done.entries)}
    messages.success(request, counted_from(said, campaign, acting))
    return redirect("repeats-merged", slug, action)


@require_safe
@login_required
def merged(request: HttpRequest, slug: str, action: UUID) -> HttpResponse:
    """What one action merged, each with a way to undo it, and all of it at once."""
    campaign = room_of(request, slug, Verb.REVIEW)
    rows = merges_of_action(account_of(request), campaign, action)
    if not rows:
        raise Http404
    context = {"campaign": campaign, "rows": rows, "action": action, "errors": {}}
    return page(request, "clusters/merged.html", context)


@require_http_methods(["POST"])
@login_required
def undo(request: HttpRequest, slug: str, action: UUID) -> HttpResponse:
    """Undo all that one action merged."""
    campaign = room_of(request, slug, Verb.REVIEW)
    if not merges_of_action(account_of(request), campaign, action):
        raise Http404
    count, left = undo_action(action, reason=_("The whole action taken back"), by=by(request))
    if count:
        said = ngettext("%(count)s merge was undone.", "%(count)s merges were undone.", count)
        messages.success(request, said % {"count": format_number(count)})
    for sentence, number in Counter(map(sentence_of, left)).items():
        told = _("%(count)s not undone: %(why)s")
        messages.warning(request, told % {"count": format_number(number), "why": sentence})
    return redirect("repeats", slug)


def _listed(
    request: HttpRequest,
    campaign: Campaign,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    repeats = certain_repeats(account_of(request), campaign)
    pages = max(-(-len(repeats) // PAGE_SIZE), 1)
    number = min(max(number_in(request.GET, "trang") or 1, 1), pages)
    shown = repeats[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    ticked = request.POST.getlist(TICKED) if request.method == "POST" else None
    context = {
        "campaign": campaign,
        "repeats": [(one, ticked is None or one.key in ticked) for one in shown],
        "entries": sum(len(one.again) for one in repeats),
        "groups": len(repeats),
        "apart": _apart(request),
        "certain": CERTAIN_FROM,
        "number": number,
        "pages": pages,
        "query": f"?trang={number}" if number > 1 else "",
        "previous": f"?trang={number - 1}" if number > 1 else "",
        "next": f"?trang={number + 1}" if number < pages else "",
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "clusters/certain.html", context, status=status)


def _keys(request: HttpRequest) -> set[str]:
    keys = {key for key in request.POST.getlist(TICKED) if KEY.fullmatch(key)}
    if not keys:
        raise BadInput((FieldProblem(TICKED, "nothing-ticked"),))
    if len(keys) > PAGE_SIZE:
        details = {"limit": PAGE_SIZE, "count": len(keys)}
        raise BadInput((FieldProblem(TICKED, "too-many-ticked", details),))
    return keys


def _apart(request: HttpRequest) -> set[int]:
    return {int(one) for one in request.POST.getlist(APART) if NUMBER.fullmatch(one)}
