"""What an officer decides or filters by, read from a form or an address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from django.utils.timezone import localdate, localtime, make_aware

from sangkien.core.desk import LOOKED_BACK, Age, ages_at
from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.repairs import Stage as Waits
from sangkien.core.screening.run import RULES
from sangkien.core.standing import Column
from sangkien.core.states import REASONS, State
from sangkien.core.text import tidy
from sangkien.inputs.digits import whole_number
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of
from sangkien.queries.finding_list import FindingFilter, Stage
from sangkien.queries.initiatives import CHANNELS, EntryFilter
from sangkien.queries.paging import Cursor
from sangkien.queries.repairs import Repair
from sangkien.queries.unit_choices import Unit
from sangkien.queries.units import units_named

LONGEST_REASON = 500  # characters, as the journal holds them
LONGEST_SEARCH = 200
LONGEST_NAME = 300
LONGEST_CODE = 40
PHASES = range(1, 100)
AGES = (7, 30, 90)  # days a finding has been open

NO_SETTINGS: Mapping[str, Mapping[str, object]] = MappingProxyType({})

Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rejection:
    code: str  # of core.states.REASONS
    reason: str


@dataclass(frozen=True, slots=True)
class MoveTo:
    unit: Unit
    reason: str


def read_reason(sent: Sent, name: str) -> str:
    """Return the reason as tidy text, "" where none was given; raise BadInput where too long."""
    reason = tidy(sent.get(name, ""))
    if len(reason) > LONGEST_REASON:
        details = {"limit": LONGEST_REASON, "length": len(reason)}
        raise BadInput((FieldProblem(name, "too-long", details),))
    return reason


def read_since(sent: Sent, name: str, *, now: datetime) -> datetime | None:
    """Return the moment a decision shall count from: the end of the day typed, None for now.

    At the end, so that it comes after all that happened that day. Raises BadInput for what is no
    day, or one still to come.
    """
    typed, today = tidy(sent.get(name, "")), localdate(now)
    if not typed:
        return None
    try:
        day = read_day(typed, today=today)
    except Unreadable as why:
        raise BadInput((problem_of(name, why),)) from why
    if day > today:
        raise BadInput((FieldProblem(name, "since-ahead"),))
    return None if day == today else make_aware(datetime.combine(day, time.max))


def read_ticked(values: Sequence[str], name: str, *, most: int) -> set[int]:
    """Return the ids that were ticked, what can be no id left out; raise BadInput for none or more
    than `most`.
    """
    ids = {number for value in values if (number := whole_number(value)) is not None}
    if not ids:
        raise BadInput((FieldProblem(name, "nothing-ticked"),))
    if len(ids) > most:
        details = {"limit": most, "count": len(ids)}
        raise BadInput((FieldProblem(name, "too-many-ticked", details),))
    return ids


def read_rejection(sent: Sent) -> Rejection:
    """Return reason code and words of a rejection; raise BadInput."""
    code = sent.get("reject-code", "")
    if code not in REASONS:
        raise BadInput((FieldProblem("reject-code", "reason-code-empty"),))
    return Rejection(code, read_reason(sent, "reject-reason"))


def read_move(sent: Sent, offered: Iterable[Unit], *, under: Unit) -> MoveTo:
    """Return where to move an entry: the unit typed by name or code, else the one chosen.

    Raises BadInput where neither is a unit of the campaign.
    """
    typed = tidy(sent.get("move-other", ""))
    if not typed:
        chosen = sent.get("move-unit", "")
        unit = next((unit for unit in offered if str(unit.id) == chosen), None)
        if unit is None:
            raise BadInput((FieldProblem("move-unit", "unit-empty"),))
        return MoveTo(unit, read_reason(sent, "move-reason"))
    return MoveTo(_named(typed, under), read_reason(sent, "move-reason"))


def read_entry_filter(
    sent: Sent, units: Iterable[Unit], now: datetime | None = None
) -> EntryFilter:
    """Return the filter an address asks for; what is no choice of ours is no filter.

    Ages, and who is late with a repair, are counted from `now`; without it they are no filter.
    """
    column, state = sent.get("column", ""), sent.get("state", "")
    channel, field = sent.get("channel", ""), sent.get("field", "")
    phase, days = number_in(sent, "phase"), sent.get("age", "")
    waits = sent.get("repair", "")
    has_age = now is not None and days in {str(each) for each in AGES}
    return EntryFilter(
        unit_path=_path(sent, units),
        column=Column(int(column)) if column in {str(int(each)) for each in Column} else None,
        state=State(state) if state in set(State) else None,
        rule=_rule(sent),
        channel=channel if channel in CHANNELS else "",
        phase=phase if phase is not None and phase in PHASES else None,
        field=field[:LONGEST_CODE],
        filed_since=now - timedelta(days=int(days)) if now and has_age else None,
        filed_on=_day(sent, "filed"),
        filed_to=_day(sent, "filed_to"),
        least_vnd=number_in(sent, "least"),
        amount_vnd=number_in(sent, "amount"),
        author=number_in(sent, "author"),
        repair=Repair(Waits(waits), localdate(now)) if now and waits in set(Waits) else None,
        words=tidy(sent.get("q", ""))[:LONGEST_SEARCH],
    )


def _day(sent: Sent, name: str) -> date | None:
    """A day as addresses of ours hold it: 2022-03-17."""
    try:
        return date.fromisoformat(sent.get(name, "")[:10])
    except ValueError:
        return None


def read_finding_filter(
    sent: Sent,
    units: Iterable[Unit],
    now: datetime,
    rules: Mapping[str, Mapping[str, object]] = NO_SETTINGS,
) -> FindingFilter:
    """Return the filter of findings an address asks for; what is no choice of ours is no filter.

    By rule, unit, what became of them, and age: in days, or as the desk counts it, by the
    campaign's settings `rules`.
    """
    said, stage = sent.get("age", ""), sent.get("stage", "")
    days = int(said) if said in {str(each) for each in AGES} else None
    age = Age(said) if said in set(Age) else None
    since = ages_at(localtime(now), rules).today - timedelta(days=LOOKED_BACK)
    return FindingFilter(
        rule=_rule(sent),
        unit_path=(path := _path(sent, units)),
        is_alone=bool(path) and sent.get("only", "") == "1",
        opened_before=now - timedelta(days=days) if days else None,
        opened_since=since if sent.get("moved") == "in" else None,
        settled_since=since if sent.get("moved") == "out" else None,
        stage=Stage(stage) if stage in set(Stage) else Stage.OPEN,
        age=age,
        ages=ages_at(localtime(now), rules) if age else None,
    )


def read_cursor(sent: Sent) -> Cursor:
    """Return where the page of a list begins; the first page where that is no number."""
    return Cursor(after=number_in(sent, "after"), before=number_in(sent, "before"))


def number_in(sent: Sent, name: str) -> int | None:
    """Return the id in a field, None for anything that can be no id."""
    return whole_number(sent.get(name, ""))


def _named(typed: str, under: Unit) -> Unit:
    shown = typed if len(typed) <= 80 else f"{typed[:80]}…"  # noqa: PLR2004 - as messages quote
    found = units_named([typed], under=under)[typed] if len(typed) <= LONGEST_NAME else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput((FieldProblem("move-other", "unit-unknown-far", {"typed": shown}),))
    choices = ", ".join(f"{unit.short_name} ({unit.code})" for unit in found[:3])
    details = {"typed": shown, "choices": choices}
    raise BadInput((FieldProblem("move-other", "unit-ambiguous", details),))


def _path(sent: Sent, units: Iterable[Unit]) -> str:
    asked = sent.get("unit", "")
    return next((unit.path for unit in units if asked and unit.code == asked), "")


def _rule(sent: Sent) -> str:
    return rule if (rule := sent.get("rule", "")) in RULES else ""
