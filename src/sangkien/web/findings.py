"""Open findings by kind, unit and age; groups of entries that belong to one other unit."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.actions.review_groups import MOST_AT_ONCE
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.inputs.review import AGES, read_cursor, read_finding_filter
from sangkien.queries.finding_list import (
    FindingFilter,
    FindingRow,
    MoveGroup,
    counts_by_rule,
    finding_page,
    move_groups,
    open_findings,
)
from sangkien.queries.paging import Cursor
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed
from sangkien.queries.unit_choices import units_to_choose
from sangkien.web.entries import campaign_or_404, turned
from sangkien.web.finding_words import FindingWords, words_of
from sangkien.web.page import account_of, page

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
    return listed(request, slug)


def listed(
    request: HttpRequest, slug: str, *, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """The page of the list; a form on it that could not be acted on comes back as it was sent."""
    campaign, account = campaign_or_404(slug), account_of(request)
    units = units_to_choose(account, campaign, Verb.SEE_ENTRIES)
    if not units:
        raise Http404
    asked = read_finding_filter(request.GET, units, now())
    of_all_rules = FindingFilter(unit_path=asked.unit_path, opened_before=asked.opened_before)
    found = open_findings(account, campaign, asked)
    rows = finding_page(campaign, found, read_cursor(request.GET))
    lines = [_line(account, row) for row in rows.rows]
    counts = counts_by_rule(open_findings(account, campaign, of_all_rules))
    groups = move_groups(campaign, found) if asked.rule == WRONG_UNIT else []
    context = {
        "campaign": campaign,
        "tabs": _tabs(request, asked.rule, counts),
        "lines": lines,
        "together": bool(asked.rule) and any(line.may_decide for line in lines),
        "ticked": set(request.POST.getlist("finding")),
        "previous": turned(request.GET, rows.previous),
        "next": turned(request.GET, rows.next),
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
