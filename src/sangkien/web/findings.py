"""Open findings by kind, unit and age; groups of entries that belong to one other unit."""

from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.desk import AGE_NAMES, LOOKED_BACK
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_
from sangkien.inputs.review import AGES, read_cursor, read_finding_filter
from sangkien.jobs.rekeying import left_to_read
from sangkien.queries.campaigns import Campaign
from sangkien.queries.exceptions import Fact, exception_level, fact_of
from sangkien.queries.finding_list import (
    FindingFilter,
    FindingRow,
    Stage,
    counts_by_rule,
    finding_page,
    open_findings,
)
from sangkien.queries.paging import Cursor
from sangkien.queries.passings import desk_above
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed
from sangkien.queries.unit_choices import units_to_choose
from sangkien.queries.wrong_units import MoveGroup, move_groups
from sangkien.web.entries import campaign_or_404, turned
from sangkien.web.finding_words import FindingWords, words_of
from sangkien.web.group_words import address_of, belong_words, common_words
from sangkien.web.page import account_of, page
from sangkien.web.passing import is_above
from sangkien.web.searches import said_of_search, shelf

WRONG_UNIT = "wrong-unit"
STAGE_NAMES = {
    Stage.OPEN: N_("Open"),
    Stage.FROM_BELOW: N_("Passed up to us"),
    Stage.PASSED: N_("Passed up, waiting above"),
    Stage.ANSWERED: N_("Answered from above, unread"),
    Stage.UPHELD: N_("Upheld"),
    Stage.DISMISSED: N_("Dismissed"),
    Stage.LAPSED: N_("No longer holds"),
    Stage.SETTLED: N_("Settled"),
    Stage.ANY: N_("All"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as the list shows it."""

    row: FindingRow
    words: FindingWords
    may_decide: bool
    fact: Fact
    may_take_back: bool
    stage: str

    @property
    def may_dismiss(self) -> bool:
        return self.fact is not Fact.ABOVE


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
    searches, opened = shelf(request, campaign, "findings")
    if opened and request.method == "GET":
        return redirect(opened)
    asked = read_finding_filter(request.GET, units, now(), campaign.rules)
    of_all_rules = replace(asked, rule="")
    found = open_findings(account, campaign, asked)
    rows = finding_page(account, campaign, found, read_cursor(request.GET))
    lines = [_line(account, campaign, row) for row in rows.rows]
    counts = counts_by_rule(open_findings(account, campaign, of_all_rules))
    moves = asked.rule == WRONG_UNIT and asked.stage is Stage.OPEN
    groups = move_groups(campaign, found) if moves else []
    context = {
        "campaign": campaign,
        "left_to_read": left_to_read(campaign),
        "shelf": searches,
        "tabs": _tabs(request, asked.rule, counts),
        "lines": lines,
        "together": bool(asked.rule) and any(line.may_decide for line in lines),
        "above": desk_above(account),
        "fact": bool(exception_level(campaign, asked.rule)),
        "may_dismiss": any(line.may_decide and line.may_dismiss for line in lines),
        "ticked": set(request.POST.getlist("finding")),
        "previous": turned(request.GET, rows.previous),
        "next": turned(request.GET, rows.next),
        "groups": [_told(campaign, group) for group in groups if _may_decide(account, group)],
        "query": turned(request.GET, Cursor()),
        "here": request.get_full_path(),
        "units": [(unit.code, unit.short_name) for unit in units],
        "ages": ages_to_choose(),
        "stages": [(str(stage), _(name)) for stage, name in STAGE_NAMES.items()],
        "stage": asked.stage,
        "moved": _moved(asked),
        "searching": "" if _moved(asked) else said_of_search(searches, request),
        "sent": {**request.GET.dict(), **request.POST.dict()},
        "rule": asked.rule,
        "errors": errors or {},
    }
    return page(request, "findings/list.html", context, status=status)


def ages_to_choose() -> list[tuple[str, str]]:
    """The ages of the desk, and days that a finding has been open at least."""
    days = [(str(each), _("open for %(days)s days or more") % {"days": each}) for each in AGES]
    return [(str(age), _(name)) for age, name in AGE_NAMES.items()] + days


def _moved(asked: FindingFilter) -> str:
    """What the list is about when the desk's figures of the last days led here."""
    if asked.opened_since:
        return _("Only what came in during the last %(days)s days.") % {"days": LOOKED_BACK}
    if asked.settled_since:
        return _("Only what was settled in the last %(days)s days.") % {"days": LOOKED_BACK}
    return ""


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


def _line(account: Account | None, campaign: Campaign, row: FindingRow) -> Line:
    may_decide = row.stage is Stage.OPEN and allowed(account, Verb.REVIEW, row.unit_path)
    lies_above = is_above(account, row.passed)
    return Line(
        row=row,
        words=words_of(row.rule, row.details, hides_copy=row.hides_copy),
        may_decide=may_decide and not lies_above,
        fact=fact_of(account, campaign, row.rule, row.unit_path),
        may_take_back=may_decide and lies_above,
        stage=_(STAGE_NAMES[row.stage]),
    )


def _may_decide(account: Account | None, group: MoveGroup) -> bool:
    return allowed(account, Verb.REVIEW, group.ticked.path)


def _told(campaign: Campaign, group: MoveGroup) -> tuple[str, str, str]:
    """Who ticked what, where it belongs, and the page of the group."""
    return common_words(group), belong_words(group), address_of(campaign, group)
