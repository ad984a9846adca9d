"""Which unit a typed name means, among those of one campaign."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from rapidfuzz import fuzz, process

from sangkien.core.facts import UnitFact
from sangkien.core.text import fold
from sangkien.inputs.entry_values import plain
from sangkien.inputs.problem import FieldProblem
from sangkien.models import Campaign, Unit
from sangkien.queries.units import member_units, unit_fact, units_named

CLOSEST = 3  # names that a message offers
NEAR_NAME = 60  # of 100, rapidfuzz WRatio of folded names
LONGEST_QUOTE = 80  # characters of the typed name that a message repeats


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What a batch of entries of one campaign is read against."""

    campaign: Campaign
    member_units: Sequence[Unit]  # those one may tick on the form
    known: Mapping[str, Sequence[Unit]]  # typed name → the units that go by it
    now: datetime
    today: date  # in Asia/Ho_Chi_Minh


def context_for(campaign: Campaign, ticked_names: Iterable[str], now: datetime) -> EntryContext:
    """Return what entries with these ticked units are read against. Three queries at the most."""
    names = {name for typed in ticked_names if (name := plain(typed)).strip()}
    return EntryContext(
        campaign=campaign,
        member_units=member_units(campaign.owner),
        known=units_named(names, under=campaign.owner) if names else {},
        now=now,
        today=localdate(now),
    )


def find_unit(typed: str, context: EntryContext) -> UnitFact | FieldProblem:
    """Return the unit that goes by the name, by any of its names or by the form's id.

    Of several of one name, the one that may be ticked on the form is meant.
    """
    if not typed.strip():
        return FieldProblem("ticked_unit", "unit-empty")
    named = list(context.known.get(typed, ()))
    offered = {unit.id for unit in context.member_units}
    if len(named) > 1:
        named = [unit for unit in named if unit.id in offered] or named
    if not named:
        named = [unit for unit in context.member_units if str(unit.id) == typed.strip()]
    if len(named) == 1:
        return unit_fact(named[0])
    shown = typed if len(typed) <= LONGEST_QUOTE else f"{typed[:LONGEST_QUOTE]}…"
    return _ambiguous(shown, named) if named else _unknown(shown, context.member_units)


def _ambiguous(typed: str, named: Sequence[Unit]) -> FieldProblem:
    choices = ", ".join(f"{unit.short_name} ({unit.code})" for unit in named[:CLOSEST])
    return FieldProblem("ticked_unit", "unit-ambiguous", {"typed": typed, "choices": choices})


def _unknown(typed: str, offered: Sequence[Unit]) -> FieldProblem:
    names = {fold(name): unit for unit in offered for name in _names(unit)}
    near = process.extract(
        fold(typed), names.keys(), scorer=fuzz.WRatio, score_cutoff=NEAR_NAME, limit=None
    )
    closest = list(dict.fromkeys(names[name].short_name for name, _, _ in near))[:CLOSEST]
    if not closest:
        return FieldProblem("ticked_unit", "unit-unknown-far", {"typed": typed})
    listed = ", ".join(f"“{name}”" for name in closest)
    return FieldProblem("ticked_unit", "unit-unknown", {"typed": typed, "closest": listed})


def _names(unit: Unit) -> tuple[str, ...]:
    return (unit.short_name, unit.name, *unit.aliases)
