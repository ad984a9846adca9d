"""Decisions on one entry, each a form of its page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.actions import moving, review
from sangkien.actions.journal import By
from sangkien.actions.mending import mend_texts
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_move, read_reason, read_rejection
from sangkien.queries.entry_detail import Initiative, detail_of, visible_entry
from sangkien.queries.finding_list import visible_finding
from sangkien.web.day_shown import DAY_REFUSALS, counted_from
from sangkien.web.entries import campaign_or_404
from sangkien.web.entry_page import choices_of, entry_page
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_words import rule_title
from sangkien.web.page import account_of, by_since
from sangkien.web.passing import BACK, NOTE_REFUSALS, PASS, passed_or_back, said_of
from sangkien.web.sent import way_back

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one decision's form; "" for one that the form does not have."""

    reason: str = ""
    since: str = ""

    def of(self, refusal: Refusal) -> str:
        """Return the field a refusal is about, "" where it is about none."""
        if refusal.code in NOTE_REFUSALS:
            return self.reason
        return self.since if refusal.code in DAY_REFUSALS else ""


@require_POST
@login_required
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Uphold or dismiss one finding, pass it up or take it back from there.

    Back to the list where the decision was made there.
    """
    finding = visible_finding(account_of(request), campaign_or_404(slug), pk)
    verdict = request.POST.get("verdict", "")
    if finding is None or verdict not in {"uphold", "dismiss", PASS, BACK}:
        raise Http404
    uphold, field = verdict == "uphold", f"reason-{finding.id}"

    def act(_entry: Initiative, acting: By) -> str:
        reason = read_reason(request.POST, field)
        if verdict in (PASS, BACK):
            done = passed_or_back(verdict, [finding], reason, acting)
            if done.left:
                raise done.left[0]
            return said_of(verdict, done.count)
        review.decide_finding(finding, uphold=uphold, reason=reason, by=acting)
        said = _("Upheld: %(rule)s.") if uphold else _("Dismissed: %(rule)s.")
        return said % {"rule": rule_title(finding.rule)}

    fields = Fields(reason=field, since=f"since-{finding.id}")
    entry = reverse("entry-show", args=[slug, finding.initiative_id])
    return decided(
        request,
        slug,
        finding.initiative_id,
        act,
        fields,
        undo=f"{entry}#finding-{finding.id}",
        counts=verdict not in (PASS, BACK),
    )


@require_POST
@login_required
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        choices = choices_of(account_of(request), detail_of(account_of(request), entry))
        to = read_move(request.POST, choices.move_to, under=entry.campaign.owner)
        moving.move_initiative(entry, to.unit, reason=to.reason, by=acting)
        return _("The entry counts at %(unit)s now.") % {"unit": to.unit.short_name}

    return decided(request, slug, pk, act, Fields(since="move-since"))


@require_POST
@login_required
def accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        review.accept(entry, by=acting)
        return _("Accepted: the entry is valid.")

    return decided(request, slug, pk, act, Fields(since="accept-since"))


@require_POST
@login_required
def reject(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        said = read_rejection(request.POST)
        review.reject(entry, code=said.code, reason=said.reason, by=acting)
        return _("Rejected: the entry is not valid.")

    return decided(request, slug, pk, act, Fields("reject-reason", "reject-since"))


@require_POST
@login_required
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        reason = read_reason(request.POST, "reopen-reason")
        review.reopen(entry, reason=reason, by=acting)
        return _("The decision was taken back; the entry waits for review again.")

    return decided(request, slug, pk, act, Fields("reopen-reason", "reopen-since"))


@require_POST
@login_required
def mend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        mend_texts(entry, by=acting)
        return _("The texts stand as they read now; what was typed is kept beside them.")

    return decided(request, slug, pk, act, Fields())


@require_POST
@login_required
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(entry: Initiative, acting: By) -> str:
        reason = read_reason(request.POST, "withdraw-reason")
        if not reason:
            raise Refusal("reason-missing")
        review.withdraw(entry, reason=reason, by=acting)
        return _("The entry was withdrawn.")

    return decided(request, slug, pk, act, Fields("withdraw-reason", "withdraw-since"))


def decided(
    request: HttpRequest,
    slug: str,
    pk: int,
    act: Callable[[Initiative, By], str],
    fields: Fields,
    *,
    undo: str = "",
    counts: bool = True,
) -> HttpResponse:
    """Act and go back with a message; a no is told on the page of the entry.

    `undo` is where what was done now can be done otherwise; the message leads there. `counts` says
    whether figures change by it, so that the message tells from which day.
    """
    entry = visible_entry(account_of(request), campaign_or_404(slug), pk)
    if entry is None:
        raise Http404
    try:
        acting = by_since(request, fields.since)
        said = act(entry, acting)
    except BadInput as bad:
        return _again(request, slug, pk, told_by_field(bad.errors), UNPROCESSABLE)
    except Refusal as refusal:
        field = fields.of(refusal)
        status = UNPROCESSABLE if field else STATUS.get(refusal.code, CONFLICT)
        return _again(request, slug, pk, {field: sentence_of(refusal)}, status)
    told = counted_from(said, entry.campaign, acting) if counts else said
    messages.success(request, told, extra_tags=undo)
    return _back(request, slug, pk)


def _again(
    request: HttpRequest, slug: str, pk: int, errors: dict[str, str], status: int
) -> HttpResponse:
    """The page of the entry as it stands now: the one acted on may hold half a decision."""
    entry = visible_entry(account_of(request), campaign_or_404(slug), pk)
    if entry is None:
        raise Http404
    return entry_page(request, entry, errors=errors, status=status)


def _back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """To where the form was; to the list when the entry left the reader's sight by a move."""
    if asked := way_back(request, request.POST.get("next", "")):
        return redirect(asked)
    if visible_entry(account_of(request), campaign_or_404(slug), pk) is None:
        return redirect("entries", slug)
    return redirect("entry-show", slug, pk)
