"""Set targets from a list: each holds from its day on, and none is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.core.journal import changes_between
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.columns import TARGETS
from sangkien.core.sheets.headings import column_of
from sangkien.core.sheets.problem import SheetProblem
from sangkien.core.targets import TargetRow
from sangkien.core.text import fold
from sangkien.models import Campaign, Phase, Target, Unit
from sangkien.queries.unit_codes import folded_names, nearest
from sangkien.queries.units import units_named

Details = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class TargetsLoaded:
    """How many targets a list set, and how many rows said what held already."""

    created: int
    unchanged: int


@retried
def import_targets(campaign: Campaign, rows: Sequence[TargetRow], by: By) -> TargetsLoaded:
    """Set the targets of the rows; a row that says what holds on its day already adds nothing.

    All or nothing: raises BadRows with every unknown unit or phase, every row given twice and
    every value that would overwrite another of the same day. Raises Refusal `not-allowed`.
    """
    require(by, Verb.EDIT_CAMPAIGN, campaign.owner.path)
    wanted, problems = _looked_up(campaign, rows, by)
    history = _History(campaign, wanted)
    problems += [p for row, target in wanted if (p := history.against(row, target))]
    if problems:
        raise BadRows(problems)
    new = [target for _, target in wanted if not history.says(target)]
    Target.objects.bulk_create(new, batch_size=500)
    record(by, [_told(campaign, target, history.before(target)) for target in new])
    return TargetsLoaded(len(new), len(wanted) - len(new))


def _looked_up(
    campaign: Campaign, rows: Sequence[TargetRow], by: By
) -> tuple[list[tuple[TargetRow, Target]], list[SheetProblem]]:
    """The rows with their unit and phase found, and what was not found or stands twice."""
    named = units_named({row.unit for row in rows}, under=campaign.owner)
    phases = list(campaign.phases.all())
    found: list[tuple[TargetRow, Target]] = []
    problems: list[SheetProblem] = []
    first: dict[object, int] = {}
    unknown = [row for row in rows if len(named[row.unit]) != 1]
    problems += _unknown_units(campaign, unknown, named)
    for row in rows:
        phase = _phase(row, phases)
        if row.phase and phase is None:
            problems.append(_unknown_phase(row, phases))
        elif len(named[row.unit]) == 1:
            target = _target(campaign, row, named[row.unit][0], phase, by)
            key = (*_key(target), target.from_on)
            if key in first:
                problems.append(_problem(row, "unit", "target-twice", {"first": first[key]}))
            first.setdefault(key, row.row)
            found.append((row, target))
    return found, problems


def _target(campaign: Campaign, row: TargetRow, unit: Unit, phase: Phase | None, by: By) -> Target:
    return Target(
        campaign=campaign,
        unit=unit,
        kind=row.kind,
        phase=phase,
        year=row.year,
        value=row.value,
        document=row.document,
        from_on=row.from_on or localdate(by.occurred_at),
        recorded_at=by.now,
    )


def _phase(row: TargetRow, phases: Sequence[Phase]) -> Phase | None:
    typed = fold(row.phase)
    return next((p for p in phases if typed in {str(p.number), fold(p.title)}), None)


def _unknown_phase(row: TargetRow, phases: Sequence[Phase]) -> SheetProblem:
    known = ", ".join(f"{phase.number} ({phase.title})" for phase in phases)
    return _problem(row, "phase", "target-phase-unknown", {"typed": row.phase, "phases": known})


def _unknown_units(
    campaign: Campaign, rows: Sequence[TargetRow], named: dict[str, list[Unit]]
) -> list[SheetProblem]:
    if not rows:
        return []
    names = folded_names(campaign.owner)
    return [_unknown_unit(campaign, row, named[row.unit], names) for row in rows]


def _unknown_unit(
    campaign: Campaign, row: TargetRow, several: Sequence[Unit], names: dict[str, str]
) -> SheetProblem:
    if several:
        codes = ", ".join(unit.code for unit in several)
        return _problem(row, "unit", "target-unit-many", {"typed": row.unit, "codes": codes})
    details: Details = {"typed": row.unit, "owner": campaign.owner.short_name}
    near = dict.fromkeys(names[folded] for folded in nearest(fold(row.unit), names, most=3))
    if near:
        details["nearest"] = ", ".join(f"“{name}”" for name in near)
        return _problem(row, "unit", "target-unit-near", details)
    return _problem(row, "unit", "target-unit-unknown", details)


class _History:
    """What was said before of the units that the rows name."""

    def __init__(self, campaign: Campaign, wanted: Sequence[tuple[TargetRow, Target]]) -> None:
        units = {target.unit_id for _, target in wanted}
        stored = Target.objects.filter(campaign=campaign, unit__in=units).order_by("from_on")
        self._of: dict[object, list[Target]] = {}
        for target in stored:
            self._of.setdefault(_key(target), []).append(target)

    def says(self, target: Target) -> bool:
        """Whether the value, and the document if one is named, hold on the target's day already."""
        held = self._held(target, target.from_on)
        return (
            held is not None
            and held.value == target.value
            and target.document in {"", held.document}
        )

    def before(self, target: Target) -> Target | None:
        """Return what held until the target's day."""
        return self._held(target, target.from_on)

    def against(self, row: TargetRow, target: Target) -> SheetProblem | None:
        """Return the problem of another value from the very same day."""
        held = self._held(target, target.from_on)
        if held is None or held.from_on != target.from_on or self.says(target):
            return None
        details: Details = {
            "day": format_date(held.from_on),
            "value": format_number(held.value),
            "new": format_number(target.value),
        }
        return _problem(row, "value", "target-known", details)

    def _held(self, target: Target, day: date) -> Target | None:
        before = [told for told in self._of.get(_key(target), []) if told.from_on <= day]
        return before[-1] if before else None


def _key(target: Target) -> tuple[int, str, int | None, int | None]:
    return target.unit_id, target.kind, target.phase_id, target.year


def _said(target: Target) -> dict[str, Any]:
    return {"value": target.value, "document": target.document}


def _problem(row: TargetRow, field: str, code: str, details: Details) -> SheetProblem:
    return SheetProblem(row.row, column_of(field, TARGETS).label, code, details)


def _told(campaign: Campaign, target: Target, before: Target | None) -> Line:
    return Line(
        "target-set",
        campaign_id=campaign.id,
        unit_id=target.unit_id,
        unit_path=target.unit.path,
        changes=changes_between(_said(before) if before else {}, _said(target)),
        details={
            "kind": target.kind,
            "phase": target.phase.number if target.phase else None,
            "year": target.year,
            "value": target.value,
            "from_on": target.from_on.isoformat(),
        },
    )
