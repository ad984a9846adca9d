"""Open findings by kind, unit and age; groups of entries that belong to one other unit."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.journal import By
from sangkien.actions.review_groups import MOST_AT_ONCE, Moved, move_group
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.core.screening.run import RULES
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import AGES, number_in, read_cursor, read_finding_filter, read_reason
from sangkien.queries.campaigns import Campaign
from sangkien.queries.finding_list import (
    FindingFilter,
    FindingRow,
    MoveGroup,
    counts_by_rule,
    finding_page,
    move_groups,
    open_findings,
    proposed_moves,
)
from sangkien.queries.paging import Cursor
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed
from sangkien.queries.unit_choices import Unit, units_to_choose
from sangkien.queries.units import units_by_id
from sangkien.web.day_shown import DAY_REFUSALS, counted_from
from sangkien.web.entries import campaign_or_404, turned
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_words import FindingWords, words_of
from sangkien.web.page import account_of, by_since, page

WRONG_UNIT = "wrong-unit"


@dataclass(frozen=True, slots=True)
class Line:
    """One open finding as the list shows it."""

    row: FindingRow
    words: FindingWords
    may_decide: bool


@require_safe
@login_required
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What is open in the reader's part of the tree, oldest first."""
    return _list(request, slug)


@require_POST
@login_required
def move_together(request: HttpRequest, slug: str) -> HttpResponse:
    """Move to one unit every entry that the list proposed to move there."""
    campaign, account = campaign_or_404(slug), account_of(request)
    to_id, up_to = number_in(request.POST, "to"), number_in(request.POST, "up_to")
    to = units_by_id([to_id]).get(to_id) if to_id is not None else None
    if to is None or up_to is None or not to.path.startswith(campaign.owner.path):
        raise Http404
    units = units_to_choose(account, campaign, Verb.SEE_ENTRIES)
    asked = read_finding_filter(request.GET, units, now())
    found = open_findings(account, campaign, asked)
    moves = proposed_moves(found, to, up_to=up_to, most=MOST_AT_ONCE)
    since = f"group-since-{to.id}"
    try:
        reason = read_reason(request.POST, "group-reason")
        acting = by_since(request, since)
        moved = move_group(moves, reason=reason, by=acting)
    except BadInput as bad:
        return _list(request, slug, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        status = STATUS.get(refusal.code, 409)
        field = since if refusal.code in DAY_REFUSALS else ""
        return _list(request, slug, errors={field: sentence_of(refusal)}, status=status)
    _tell(request, campaign, to, moved, acting)
    return redirect(f"{reverse('findings', args=[slug])}{turned(request.GET, Cursor())}")


def _tell(request: HttpRequest, campaign: Campaign, to: Unit, moved: Moved, acting: By) -> None:
    if not moved.count:
        messages.info(request, _("Nothing was left to move."))
        return
    said = ngettext(
        "%(count)s entry counts at %(unit)s now.",
        "%(count)s entries count at %(unit)s now.",
        moved.count,
    ) % {"count": format_number(moved.count), "unit": to.short_name}
    messages.success(request, counted_from(said, campaign, acting))


def _list(
    request: HttpRequest, slug: str, *, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    campaign, account = campaign_or_404(slug), account_of(request)
    units = units_to_choose(account, campaign, Verb.SEE_ENTRIES)
    if not units:
        raise Http404
    asked = read_finding_filter(request.GET, units, now())
    of_all_rules = FindingFilter(unit_path=asked.unit_path, opened_before=asked.opened_before)
    found = open_findings(account, campaign, asked)
    listed = finding_page(campaign, found, read_cursor(request.GET))
    counts = counts_by_rule(open_findings(account, campaign, of_all_rules))
    groups = move_groups(campaign, found) if asked.rule == WRONG_UNIT else []
    context = {
        "campaign": campaign,
        "tabs": _tabs(request, asked.rule, counts),
        "lines": [_line(account, row) for row in listed.rows],
        "previous": turned(request.GET, listed.previous),
        "next": turned(request.GET, listed.next),
        "groups": [group for group in groups if _may_move(account, group)],
        "most_at_once": MOST_AT_ONCE,
        "query": turned(request.GET, Cursor()),
        "here": request.get_full_path(),
        "units": [(unit.code, unit.short_name) for unit in units],
        "ages": [(days, _("open for %(days)s days or more") % {"days": days}) for days in AGES],
        "sent": {**request.GET.dict(), **request.POST.dict()},
        "rule": asked.rule,
        "errors": errors or {},
    }
    return page(request, "findings/list.html", context, status=status)


def _tabs(
    request: HttpRequest, current: str, counts: dict[str, int]
) -> list[tuple[str, str, bool, int]]:
    """One tab for all kinds and one for each kind that has something open."""

    def href(rule: str) -> str:
        query = request.GET.copy()
        for name in ("after", "before", "rule"):
            query.pop(name, None)
        if rule:
            query["rule"] = rule
        return f"?{query.urlencode()}"

    all_kinds = (_("All kinds"), href(""), not current, sum(counts.values()))
    return [all_kinds] + [
        (_(rule.title), href(code), code == current, counts.get(code, 0))
        for code, rule in RULES.items()
        if counts.get(code, 0) or code == current
    ]


def _line(account: Account | None, row: FindingRow) -> Line:
    may_decide = allowed(account, Verb.REVIEW, row.unit_path)
    return Line(row, words_of(row.rule, row.details), may_decide)


def _may_move(account: Account | None, group: MoveGroup) -> bool:
    return allowed(account, Verb.MOVE, group.unit.path)
