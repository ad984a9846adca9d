"""Decisions on many findings at once, from their list."""

from collections import Counter
from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sangkien.actions.passing import mark_read
from sangkien.actions.review_groups import MOST_AT_ONCE, decide_group
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_finding_filter, read_reason, read_ticked
from sangkien.queries.finding_list import visible_findings
from sangkien.queries.paging import Cursor
from sangkien.web.day_shown import counted_from
from sangkien.web.entries import turned
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_words import rule_title
from sangkien.web.findings import listed
from sangkien.web.page import account_of, by, by_since
from sangkien.web.passing import BACK, NOTE_REFUSALS, PASS, passed_or_back, said_of
from sangkien.web.rooms import room_of

TICKED, REASON, SINCE = "finding", "together-reason", "together-since"


@require_POST
@login_required
def decide_together(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide the ticked findings of one rule alike for the same reason, or pass them up."""
    campaign, account = room_of(request, slug, Verb.SEE_ENTRIES), account_of(request)
    rule = read_finding_filter(request.GET, (), now()).rule
    verdict = request.POST.get("verdict", "")
    if not rule or verdict not in {"uphold", "dismiss", PASS, BACK}:
        raise Http404
    uphold = verdict == "uphold"
    try:
        ids = read_ticked(request.POST.getlist(TICKED), TICKED, most=MOST_AT_ONCE)
        found = visible_findings(account, campaign, ids, rule=rule)
        reason = read_reason(request.POST, REASON)
        acting = by_since(request, SINCE)
        if verdict in (PASS, BACK):
            decided = passed_or_back(verdict, found, reason, acting)
        else:
            decided = decide_group(found, uphold=uphold, reason=reason, by=acting)
    except BadInput as bad:
        return listed(request, slug, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        field = REASON if refusal.code in NOTE_REFUSALS else ""
        status = 422 if field else STATUS.get(refusal.code, 409)
        return listed(request, slug, errors={field: sentence_of(refusal)}, status=status)
    if decided.count and verdict in (PASS, BACK):
        messages.success(request, said_of(verdict, decided.count))
    elif decided.count:
        said = decided_in_words(decided.count, rule, uphold=uphold)
        messages.success(request, counted_from(said, campaign, acting))
    gone = [Refusal("unknown")] * (len(ids) - len(found))  # moved out of sight, most likely
    tell_left(request, [*decided.left, *gone])
    return _back_to_list(request, slug)


@require_POST
@login_required
def read_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the answers that the list showed off it: the desk has read them."""
    campaign = room_of(request, slug, Verb.REVIEW)
    try:
        ids = read_ticked(request.POST.getlist(TICKED), TICKED, most=MOST_AT_ONCE)
    except BadInput as bad:
        return listed(request, slug, errors=told_by_field(bad.errors), status=422)
    if mark_read(ids, campaign, by=by(request)):
        messages.success(request, _("These answers are read; the findings keep their history."))
    return redirect("findings", slug)


def decided_in_words(count: int, rule: str, *, uphold: bool) -> str:
    """Return what was decided of so many findings of the rule."""
    if uphold:
        said = ngettext(
            "%(count)s finding upheld: %(rule)s.", "%(count)s findings upheld: %(rule)s.", count
        )
    else:
        said = ngettext(
            "%(count)s finding dismissed: %(rule)s.",
            "%(count)s findings dismissed: %(rule)s.",
            count,
        )
    return said % {"count": format_number(count), "rule": rule_title(rule)}


def tell_left(request: HttpRequest, left: Sequence[Refusal]) -> None:
    """Say how many were not decided, for each reason why not."""
    for sentence, count in Counter(map(sentence_of, left)).items():
        said = _("%(count)s not decided: %(why)s")
        messages.warning(request, said % {"count": format_number(count), "why": sentence})


def _back_to_list(request: HttpRequest, slug: str) -> HttpResponse:
    """To the first page of the same list: what was decided has left it."""
    return redirect(f"{reverse('findings', args=[slug])}{turned(request.GET, Cursor())}")
