"""A group of entries that ticked the wrong unit: moved or left, together or one by one."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.actions.journal import By
from sangkien.actions.moving import move_group
from sangkien.actions.review_groups import MOST_AT_ONCE, decide_group
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_reason, read_ticked
from sangkien.queries.campaigns import Campaign
from sangkien.queries.finding_list import FindingFilter, open_findings, visible_findings
from sangkien.queries.passings import desk_above
from sangkien.queries.scope import allowed
from sangkien.queries.unit_choices import Unit
from sangkien.queries.units import units_by_id
from sangkien.queries.wrong_units import WRONG_UNIT, group_page, of_ticked, proposed_moves
from sangkien.web.day_shown import DAY_REFUSALS, counted_from
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_groups import decided_in_words, tell_left
from sangkien.web.group_words import belong_words, common_words
from sangkien.web.page import account_of, by_since, page
from sangkien.web.passing import NOTE_REFUSALS, PASS, passed_or_back, said_of
from sangkien.web.rooms import room_of

TICKED, REASON, SINCE = "finding", "group-reason", "group-since"
MOVE, LEAVE = "move", "leave"
ONLY = "only"  # the button of one row: this entry alone, whatever is ticked


@dataclass(frozen=True, slots=True)
class Asked:
    """The group that an address names: which member unit was ticked, to which it belongs."""

    campaign: Campaign
    ticked: Unit
    unit: Unit

    @property
    def address(self) -> str:
        slug = self.campaign.slug
        return reverse("findings-group", args=[slug, self.ticked.id, self.unit.id])


@require_http_methods(["GET", "POST"])
@login_required
def group(request: HttpRequest, slug: str, ticked: int, to: int) -> HttpResponse:
    """The entries, all ticked; sent, what stayed ticked is moved, left or passed up."""
    asked = _asked(room_of(request, slug, Verb.SEE_ENTRIES), ticked, to)
    if request.method == "GET":
        return _shown(request, asked)
    verdict = MOVE if request.POST.get(ONLY) else request.POST.get("verdict", "")
    if verdict not in {MOVE, LEAVE, PASS}:
        raise Http404
    try:
        _act(request, asked, verdict)
    except BadInput as bad:
        return _shown(request, asked, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        field = REASON if refusal.code in NOTE_REFUSALS else ""
        field = SINCE if refusal.code in DAY_REFUSALS else field
        status = 422 if field else STATUS.get(refusal.code, 409)
        return _shown(request, asked, errors={field: sentence_of(refusal)}, status=status)
    return redirect(asked.address)


def _act(request: HttpRequest, asked: Asked, verdict: str) -> None:
    only = request.POST.get(ONLY)
    sent = [only] if only else request.POST.getlist(TICKED)
    ids = read_ticked(sent, TICKED, most=MOST_AT_ONCE)
    reason = read_reason(request.POST, REASON)
    acting = by_since(request, SINCE)
    if verdict == MOVE:
        _move(request, asked, ids, reason, acting)
        return
    found = visible_findings(account_of(request), asked.campaign, ids, rule=WRONG_UNIT)
    gone = [Refusal("unknown")] * (len(ids) - len(found))
    if verdict == PASS:
        decided = passed_or_back(PASS, found, reason, acting)
        said = said_of(PASS, decided.count)
    else:
        decided = decide_group(found, uphold=False, reason=reason, by=acting)
        said = decided_in_words(decided.count, WRONG_UNIT, uphold=False)
        said = str(counted_from(said, asked.campaign, acting))
    if decided.count:
        messages.success(request, said)
    tell_left(request, [*decided.left, *gone])


def _move(request: HttpRequest, asked: Asked, ids: set[int], reason: str, acting: By) -> None:
    found = open_findings(account_of(request), asked.campaign, FindingFilter(rule=WRONG_UNIT))
    own = of_ticked(asked.campaign, found, asked.ticked).filter(id__in=ids)
    moves = dict(proposed_moves(own, asked.unit).values())
    moved = move_group(moves, reason=reason, by=acting)
    if moved.left and not moved.count and moved.left[0].code in DAY_REFUSALS:
        raise moved.left[0]  # about the day that was typed: told at its field, nothing typed lost
    if moved.count:
        said = ngettext(
            "%(count)s entry counts at %(unit)s now.",
            "%(count)s entries count at %(unit)s now.",
            moved.count,
        ) % {"count": format_number(moved.count), "unit": asked.unit.short_name}
        undo = reverse("move-show", args=[asked.campaign.slug, moved.moving_id])
        told = counted_from(said, asked.campaign, acting)
        messages.success(request, told, extra_tags=undo)
    tell_left(request, [*moved.left, *[Refusal("finding-lapsed")] * (len(ids) - len(moves))])


def _shown(
    request: HttpRequest,
    asked: Asked,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    account, campaign = account_of(request), asked.campaign
    found = open_findings(account, campaign, FindingFilter(rule=WRONG_UNIT))
    shown = group_page(campaign, found, asked.ticked, asked.unit, most=MOST_AT_ONCE)
    may_decide = allowed(account, Verb.REVIEW, asked.ticked.path)
    may_move = all(allowed(account, Verb.MOVE, unit.path) for unit in (asked.ticked, asked.unit))
    context = {
        "campaign": campaign,
        "group": shown.group,
        "rows": shown.rows,
        "common": common_words(shown.group) if shown.group else "",
        "belong": belong_words(shown.group) if shown.group else "",
        "here": asked.address,
        "may_decide": may_decide,
        "may_move": may_move,
        "above": "" if may_move else desk_above(account),
        "ticked": set(request.POST.getlist(TICKED)) if request.method == "POST" else None,
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "findings/group.html", context, status=status)


def _asked(campaign: Campaign, ticked_id: int, unit_id: int) -> Asked:
    units = units_by_id([ticked_id, unit_id])
    within = {one: unit for one, unit in units.items() if unit.path.startswith(campaign.owner.path)}
    ticked, unit = within.get(ticked_id), within.get(unit_id)
    if ticked is None or unit is None:
        raise Http404
    return Asked(campaign, ticked, unit)
