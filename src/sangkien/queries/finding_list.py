"""Lists of findings: by rule, unit, age and state, page by page."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice

from django.db.models import Count, Q, QuerySet

from sangkien.core.desk import Age, Ages
from sangkien.core.receipts import receipt_number
from sangkien.core.states import State
from sangkien.models import Account, Campaign, Finding, JournalLine
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.passings import Passed, came_from_below, lies_above, passed, was_answered
from sangkien.queries.scope import visible_to
from sangkien.queries.stubs import out_of_sight

__all__ = [
    "Finding",
    "FindingFilter",
    "FindingRow",
    "Stage",
    "all_findings",
    "counts_by_rule",
    "finding_page",
    "of_age",
    "open_findings",
    "visible_finding",
    "visible_findings",
]

AT_A_TIME = 500  # findings of one step through a whole list
ENDED = (State.WITHDRAWN, State.UNDONE, State.MERGED)  # nothing is decided on such an entry
SETTLING = ("finding-upheld", "finding-dismissed", "finding-lapsed")  # verbs of the journal


class Stage(StrEnum):
    """What became of findings, as far as a list tells them apart."""

    OPEN = "open"  # and not passed up: what waits for the reader
    FROM_BELOW = "from-below"  # open, and passed up to the reader's desk
    PASSED = "passed"  # open on a desk above the reader's
    ANSWERED = "answered"  # what the reader's desk passed up, decided there and not yet read
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"
    SETTLED = "settled"  # any of the three before
    ANY = "any"


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are asked for; the default asks for all that are open."""

    rule: str = ""
    unit_path: str = ""  # of entries that count at or below this unit
    is_alone: bool = False  # at this unit itself, not below it
    opened_before: datetime | None = None
    opened_since: datetime | None = None  # by the day it was recorded
    settled_since: datetime | None = None
    stage: Stage = Stage.OPEN
    age: Age | None = None
    ages: Ages | None = None  # where they end; needed for an age


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its entry. `proposed_id` is the unit a wrong one should move to."""

    id: int
    rule: str
    details: dict[str, object]
    opened_at: datetime
    entry_id: int
    receipt: str
    title: str
    unit: str
    unit_path: str
    proposed_id: int | None
    stage: Stage = Stage.OPEN
    hides_copy: bool = False  # the copy that it names is not the reader's to see
    passed: Passed | None = None


def open_findings(
    account: Account | None, campaign: Campaign, asked: FindingFilter
) -> QuerySet[Finding]:
    """Return the findings of entries that stand and that the account may see; usually open ones."""
    found = visible_to(account, Finding.objects.filter(initiative__campaign=campaign))
    found = found.filter(_of_stage(account, asked.stage))
    if asked.stage is not Stage.ANSWERED:  # it may be the answer that the entry was withdrawn
        found = found.exclude(initiative__state__in=ENDED)
    if asked.rule:
        found = found.filter(rule=asked.rule)
    if asked.unit_path:
        at = "initiative__unit_path" if asked.is_alone else "initiative__unit_path__startswith"
        found = found.filter(**{at: asked.unit_path})
    if asked.opened_before is not None:
        found = found.filter(opened_at__lt=asked.opened_before)
    if asked.opened_since is not None:
        found = found.filter(recorded_at__gte=asked.opened_since)
    if asked.settled_since is not None:
        found = found.filter(id__in=_settled(campaign, asked.settled_since))
    if asked.age is not None and asked.ages is not None:
        found = found.filter(of_age(asked.age, asked.ages))
    return found


def of_age(age: Age, ages: Ages) -> Q:
    """Return the condition that a finding is of the age, as Ages.of says it."""
    overdue = Q(opened_at__lt=ages.due_since()) & ~Q(rule__in=list(ages.due_days))
    for rule in ages.due_days:
        overdue |= Q(rule=rule, opened_at__lt=ages.due_since(rule))
    if age is Age.OVERDUE:
        return overdue
    if age is Age.TODAY:
        return Q(opened_at__gte=ages.today) & ~overdue
    if age is Age.WEEK:
        return Q(opened_at__gte=ages.week, opened_at__lt=ages.today) & ~overdue
    return Q(opened_at__lt=ages.week) & ~overdue


def _of_stage(account: Account | None, stage: Stage) -> Q:
    is_open = Q(state=Finding.State.OPEN)
    if stage is Stage.ANY:
        return Q()
    if stage is Stage.SETTLED:
        return ~is_open
    if stage is Stage.ANSWERED:
        return was_answered(account)
    if stage in (Stage.UPHELD, Stage.DISMISSED, Stage.LAPSED):
        return Q(state=stage.value)
    above = lies_above(account)
    if stage is Stage.PASSED:
        return is_open & above
    return is_open & ~above & (came_from_below(account) if stage is Stage.FROM_BELOW else Q())


def _settled(campaign: Campaign, since: datetime) -> QuerySet[JournalLine, int | None]:
    """The findings that somebody decided, or that came to hold no more, from then on."""
    lines = JournalLine.objects.filter(campaign=campaign, verb__in=SETTLING)
    return lines.filter(recorded_at__gte=since, finding_id__gt=0).values_list(
        "finding_id", flat=True
    )


def visible_finding(account: Account | None, campaign: Campaign, finding_id: int) -> Finding | None:
    """Return the finding, open or not, of an entry the account may see."""
    found = visible_to(
        account, Finding.objects.filter(initiative__campaign=campaign, id=finding_id)
    )
    return found.select_related("initiative__campaign__owner").first()


def visible_findings(
    account: Account | None, campaign: Campaign, finding_ids: Collection[int], *, rule: str
) -> list[Finding]:
    """Return those of the findings, open or not, that are of the rule and of entries the account
    may see. One query.
    """
    found = visible_to(
        account,
        Finding.objects.filter(initiative__campaign=campaign, rule=rule, id__in=finding_ids),
    )
    return list(found.select_related("initiative__campaign__owner").order_by("id"))


def counts_by_rule(found: QuerySet[Finding]) -> Counter[str]:
    """Return how many findings there are of each rule. One query."""
    rows = found.order_by().values("rule").annotate(n=Count("id")).values_list("rule", "n")
    return Counter(dict(rows))


def finding_page(
    account: Account | None, campaign: Campaign, found: QuerySet[Finding], cursor: Cursor
) -> Page[FindingRow]:
    """Return one page of the findings, oldest first. Three queries, however many rows."""
    shown = found.select_related("initiative__unit").defer("initiative__description")
    page = page_by_id(shown, cursor, newest_first=False)
    passings = passed(page.rows)
    rows = _rows(account, campaign, page.rows)
    told = (replace(row, passed=passings.get(row.id)) for row in rows)
    return Page(tuple(told), page.previous, page.next)


def all_findings(
    account: Account | None, campaign: Campaign, found: QuerySet[Finding], *, most: int
) -> Iterator[FindingRow]:
    """Yield the findings, oldest first, at most `most` of them, in bounded memory.

    One query, and one more for each AT_A_TIME of them.
    """
    shown = found.select_related("initiative__unit").defer("initiative__description")
    findings = shown.order_by("id")[:most].iterator(chunk_size=AT_A_TIME)
    while part := list(islice(findings, AT_A_TIME)):
        yield from _rows(account, campaign, part)


def _rows(
    account: Account | None, campaign: Campaign, findings: Collection[Finding]
) -> Iterator[FindingRow]:
    named = {f.details["other_id"] for f in findings if "other_id" in f.details}
    hidden = out_of_sight(account, named)
    return (_row(campaign, finding, hidden) for finding in findings)


def _row(campaign: Campaign, finding: Finding, hidden: Collection[int]) -> FindingRow:
    entry = finding.initiative
    return FindingRow(
        id=finding.id,
        rule=finding.rule,
        details=finding.details,
        opened_at=finding.opened_at,
        entry_id=entry.id,
        receipt=receipt_number(campaign.receipt_prefix, entry.id),
        title=entry.title,
        unit=entry.unit.short_name,
        unit_path=entry.unit_path,
        proposed_id=finding.details.get("expected_id"),
        stage=Stage(finding.state),
        hides_copy=finding.details.get("other_id") in hidden,
    )
