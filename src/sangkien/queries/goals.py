"""Which targets hold on a day, and which of them a table compares with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sangkien.core.facts import Window
from sangkien.core.pace import WHOLE_CAMPAIGN, Clock, clock, year_clock
from sangkien.core.progress.table import Basis, Goal
from sangkien.models import Campaign, Phase, Target, Unit
from sangkien.queries.progress import WHOLE, Period

ASSIGNED = Target.Kind.ASSIGNED.value
KINDS = tuple(str(kind) for kind in Target.Kind.values)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with its period, the clocks of the day and the value of each unit that has one."""

    goal: Goal
    period: Period
    window: Window  # days on which the counted entries were filed
    goal_clock: Clock
    clocks: tuple[Clock, ...]
    values: dict[int, int]  # unit id → target


def aim_for(
    campaign: Campaign, units: Sequence[Unit], *, on: date, basis: Basis | None, kind: str
) -> Aim:
    """Return the targets of `kind` that hold on the day for one period, in two queries.

    Without a `basis`: the year of the day where anyone has a target for it, else the phase,
    else the campaign as a whole. The phase is the one running; between phases the last begun.
    """
    phases = list(Phase.objects.filter(campaign=campaign))
    phase = _running(phases, on)
    values = _values(campaign, units, on=on, kind=kind, phase=phase)
    chosen = basis or next((known for known in Basis if values.get(known)), Basis.CAMPAIGN)
    if chosen == Basis.PHASE and phase is None:
        chosen = Basis.CAMPAIGN
    clocks = _clocks(campaign, phases, phase, on)
    shown = {Basis.PHASE, Basis.YEAR, chosen}
    return Aim(
        goal=_goal(chosen, kind, phase, on),
        period=_period(chosen, phase, on),
        window=clocks[chosen].window,
        goal_clock=clocks[chosen],
        clocks=tuple(period for known, period in clocks.items() if known in shown),
        values=values.get(chosen, {}),
    )


def _running(phases: Iterable[Phase], day: date) -> Phase | None:
    """The phase of the day; between two and after the last the one begun, before all the first."""
    in_order = sorted(phases, key=lambda phase: phase.opens_on)
    begun = [phase for phase in in_order if phase.opens_on <= day]
    return begun[-1] if begun else next(iter(in_order), None)


def _values(
    campaign: Campaign, units: Sequence[Unit], *, on: date, kind: str, phase: Phase | None
) -> dict[Basis, dict[int, int]]:
    rows = Target.objects.filter(campaign=campaign, unit__in=units, kind=kind, from_on__lte=on)
    found: dict[Basis, dict[int, int]] = {}
    for unit_id, phase_id, year, value in rows.order_by("from_on", "id").values_list(
        "unit_id", "phase_id", "year", "value"
    ):
        if year is not None:
            basis = Basis.YEAR if year == on.year else None
        elif phase_id is not None:
            basis = Basis.PHASE if phase and phase_id == phase.id else None
        else:
            basis = Basis.CAMPAIGN
        if basis is not None:
            found.setdefault(basis, {})[unit_id] = value  # a later one replaces an earlier
    return found


def _clocks(
    campaign: Campaign, phases: Sequence[Phase], phase: Phase | None, on: date
) -> dict[Basis, Clock]:
    whole = Window(
        min((each.opens_on for each in phases), default=campaign.applied_from),
        max((each.closes_on for each in phases), default=campaign.applied_to),
    )
    clocks = {Basis.PHASE: clock(phase.window.window, on, title=phase.title)} if phase else {}
    return clocks | {
        Basis.YEAR: year_clock(on),
        Basis.CAMPAIGN: clock(whole, on, title=WHOLE_CAMPAIGN),
    }


def _goal(basis: Basis, kind: str, phase: Phase | None, on: date) -> Goal:
    if basis == Basis.YEAR:
        return Goal(basis, kind, on.year)
    if basis == Basis.PHASE and phase is not None:
        return Goal(basis, kind, phase.number, phase.title)
    return Goal(Basis.CAMPAIGN, kind)


def _period(basis: Basis, phase: Phase | None, on: date) -> Period:
    if basis == Basis.YEAR:
        return Period(year=on.year)
    if basis == Basis.PHASE and phase is not None:
        return Period(phase=phase.number)
    return WHOLE
