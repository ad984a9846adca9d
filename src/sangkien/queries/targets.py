"""Which target holds for whom on a day, and whether the parts make up the whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sangkien.core.targets import Sum
from sangkien.models import Campaign, Phase, Target, Unit
from sangkien.queries.progress import Period

__all__ = [
    "SumCheck",
    "Target",
    "children_difference",
    "sum_checks",
    "targets_in_force",
    "targets_on",
]

Key = tuple[int, str, int | None, int | None]  # unit, kind, phase id, year


@dataclass(frozen=True, slots=True)
class SumCheck:
    """One unit's target of one kind for one time, beside the sum of its children's."""

    unit: Unit
    kind: str
    phase: Phase | None
    year: int | None
    sum: Sum


def targets_in_force(campaign: Campaign, *, day: date) -> dict[Key, Target]:
    """Return every target that holds on `day`, the latest of each key. One query."""
    rows = Target.objects.filter(campaign=campaign, from_on__lte=day)
    return _latest(rows.select_related("unit", "phase").order_by("from_on", "id"))


def targets_on(
    campaign: Campaign,
    units: Collection[Unit],
    *,
    kind: str = Target.Kind.ASSIGNED,
    period: Period,
    day: date,
) -> dict[int, Target]:
    """Return the target of each unit that has one for this phase or year, as of `day`.

    A period of neither asks for targets of the whole campaign. One query.
    """
    rows = Target.objects.filter(campaign=campaign, kind=kind, from_on__lte=day, unit__in=units)
    rows = (
        rows.filter(year=period.year, phase__number=period.phase)
        if period.phase
        else (rows.filter(year=period.year, phase=None))
    )
    return {target.unit_id: target for target in _latest(rows.order_by("from_on", "id")).values()}


def children_difference(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str = Target.Kind.ASSIGNED,
    period: Period,
    day: date,
) -> Sum | None:
    """Return the unit's target and the sum of its children's; None unless both are there."""
    units = [unit, *Unit.objects.filter(parent=unit)]
    found = targets_on(campaign, units, kind=kind, period=period, day=day)
    own = found.pop(unit.id, None)
    if own is None or not found:
        return None
    return Sum(own.value, sum(target.value for target in found.values()))


def sum_checks(campaign: Campaign, *, day: date) -> list[SumCheck]:
    """Return each target whose unit has children with targets of the same kind and time."""
    in_force = targets_in_force(campaign, day=day)
    below: defaultdict[Key, list[int]] = defaultdict(list)
    for (_, kind, phase_id, year), target in in_force.items():
        if target.unit.parent_id:
            below[(target.unit.parent_id, kind, phase_id, year)].append(target.value)
    return [
        SumCheck(t.unit, t.kind, t.phase, t.year, Sum(t.value, sum(below[key])))
        for key, t in in_force.items()
        if key in below
    ]


def _latest(targets: Iterable[Target]) -> dict[Key, Target]:
    """The last of each key; the targets must come in the order they take effect."""
    return {(t.unit_id, t.kind, t.phase_id, t.year): t for t in targets}
