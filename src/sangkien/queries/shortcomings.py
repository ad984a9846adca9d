"""What is wrong with entries as of a day, beyond the columns: ticks, moves, dates.

Read from findings and journal through the counting rule, so that it agrees with the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import make_aware

from sangkien.core.as_of import findings_alive, stood_at
from sangkien.core.facts import Window
from sangkien.core.screening.rule import Severity
from sangkien.core.standing import Column, History
from sangkien.core.text import fold
from sangkien.core.workplaces import LineRule, by_rule
from sangkien.models import Campaign, Finding, Initiative, JournalLine, Unit, WorkplaceRule
from sangkien.queries.history import histories

WRONG_UNIT, WRONG_DATES = "R08", frozenset({"R02", "R03"})
AT_A_TIME = 2000
SCHOOLS = {
    "MN": "trường mầm non",
    "TH": "trường tiểu học",
    "THCS": "trường THCS",
    "THPT": "trường THPT",
    "GDTX": "trung tâm GDNN-GDTX",
}


@dataclass(frozen=True, slots=True)
class Questioned:
    """One entry with a wrong tick or a wrong date, as it stood at the end of the day."""

    unit_path: str
    column: Column
    ticked: str
    ticked_path: str
    is_unmoved: bool  # a finding "wrong unit" stands
    is_moved: bool  # it counts outside the ticked unit, and nothing says it does not belong there
    has_wrong_date: bool
    workplace_kind: str  # "trường mầm non"; empty where no rule knew the workplace


def end_of(day: date) -> datetime:
    """Return the first moment after the day, on the clock of the register."""
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def questioned_entries(
    campaign: Campaign, unit: Unit, *, on: date, filed: Window | None
) -> list[Questioned]:
    """Return the entries at or below `unit`, or ticked there, with a wrong tick or date.

    `filed` keeps only entries filed on those days. Seven queries, and four more for
    every further 2.000 such entries.
    """
    moment = end_of(on)
    kinds = _kinds(campaign, on)
    found = []
    for chunk in _chunks(_touched(campaign, moment, filed)):
        past = histories(chunk)
        entries = Initiative.objects.filter(id__in=chunk).order_by("id")
        for entry_id, ticked, path, workplace in entries.values_list(
            "id", "ticked_unit__short_name", "ticked_unit__path", "workplace"
        ):
            one = _questioned(past[entry_id], moment, ticked, path, kinds.kind_of(workplace))
            if one is not None:
                found.append(one)
    return [
        one
        for one in found
        if one.unit_path.startswith(unit.path) or one.ticked_path.startswith(unit.path)
    ]


def own_copies(campaign: Campaign, *, on: date, filed: Window | None) -> int:
    """Return how many findings "filed before by the same person" stood at the end of the day."""
    return alive_findings(campaign, on=on, filed=filed).filter(rule="duplicate-own").count()


def alive_findings(campaign: Campaign, *, on: date, filed: Window | None) -> QuerySet[Finding]:
    """Return the findings that held an entry at the end of the day, open or upheld.

    `last` is the latest verb of the journal about each, None while nobody has decided.
    """
    moment = end_of(on)
    decided = JournalLine.objects.filter(
        initiative_id=OuterRef("initiative_id"),
        finding_id=OuterRef("pk"),
        verb__startswith="finding-",
        occurred_at__lt=moment,
    ).order_by("-occurred_at", "-id")
    findings = Finding.objects.filter(
        _filed("initiative__", filed),
        initiative__campaign=campaign,
        initiative__occurred_at__lt=moment,
        initiative__column__gt=0,  # 0: its import was taken back
        severity=Severity.HOLD,
        opened_at__lt=moment,
    )
    last = findings.annotate(last=Subquery(decided.values("verb")[:1]))
    gone = Q(last__in=("finding-dismissed", "finding-lapsed"))
    return last.filter(Q(last__isnull=True) | ~gone)


def _touched(campaign: Campaign, moment: datetime, filed: Window | None) -> set[int]:
    """Ids of entries that ever had such a finding, or were moved, up to the moment."""
    findings = Finding.objects.filter(
        _filed("initiative__", filed),
        initiative__campaign=campaign,
        severity=Severity.HOLD,
        reason__in=[WRONG_UNIT, *WRONG_DATES],
        opened_at__lt=moment,
    )
    moved = JournalLine.objects.filter(campaign=campaign, verb="moved", occurred_at__lt=moment)
    in_period = Initiative.objects.filter(
        _filed("", filed), campaign=campaign, id__in=moved.values("initiative_id")
    )
    ids = findings.values_list("initiative_id", flat=True)
    return set(ids) | set(in_period.values_list("id", flat=True))


def _filed(prefix: str, filed: Window | None) -> Q:
    if filed is None:
        return Q()
    opens = make_aware(datetime.combine(filed.opens_on, time.min))
    return Q(
        **{f"{prefix}occurred_at__gte": opens, f"{prefix}occurred_at__lt": end_of(filed.closes_on)}
    )


def _chunks(ids: set[int]) -> Iterator[list[int]]:
    in_order = sorted(ids)
    for start in range(0, len(in_order), AT_A_TIME):
        yield in_order[start : start + AT_A_TIME]


def _questioned(
    history: History, moment: datetime, ticked: str, ticked_path: str, kind: str
) -> Questioned | None:
    stood = stood_at(history, moment)
    if stood is None:
        return None
    alive = findings_alive(history, moment)
    reasons = {reason for reason, _ in alive.values()}
    is_unmoved = WRONG_UNIT in reasons
    has_left = not stood.unit_path.startswith(ticked_path)
    has_wrong_date = bool(reasons & WRONG_DATES)
    if not (is_unmoved or has_left or has_wrong_date):
        return None
    return Questioned(
        unit_path=stood.unit_path,
        column=stood.column,
        ticked=ticked,
        ticked_path=ticked_path,
        is_unmoved=is_unmoved,
        is_moved=has_left and not is_unmoved,
        has_wrong_date=has_wrong_date,
        workplace_kind=kind,
    )


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Names the kind of a workplace by the rule table of the federation, on one day."""

    rules: tuple[LineRule, ...]
    words: dict[str, str]  # folded mark → as the table has it
    day: date

    def kind_of(self, workplace: str) -> str:
        known = by_rule(workplace, day=self.day, rules=self.rules, places=())
        if known is None:
            return ""
        return SCHOOLS.get(known.school_level) or self.words.get(known.mark, known.mark)


def _kinds(campaign: Campaign, day: date) -> _Kinds:
    rows = WorkplaceRule.objects.filter(owner=campaign.owner_id).order_by("position")
    rules = tuple(
        LineRule(
            tuple(row.marks.split("|")),
            row.line,
            row.school_level,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    )
    return _Kinds(rules, {fold(mark): mark for rule in rules for mark in rule.marks}, day)
