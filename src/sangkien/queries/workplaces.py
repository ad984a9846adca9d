"""Where workplaces belong, asked of the registry of units and of the rule table."""

from collections.abc import Iterable
from datetime import date

from sangkien.core.facts import UnitFact, WorkplaceFact
from sangkien.core.text import fold
from sangkien.core.workplaces import LineRule, Place, by_rule
from sangkien.models import PlaceName, Unit, WorkplaceRule
from sangkien.queries.units import unit_fact, units_named

FACT = ("id", "path", "short_name", "line")  # the columns of a UnitFact, in its order


class Workplaces:
    """Answers for the workplaces of one federation; holds its rules and places.

    Made for one batch of entries: three queries to make, one where new names are asked for.
    """

    def __init__(self, owner: Unit) -> None:
        self.owner = owner
        self.rules = _rules(owner)
        self.places = _places(owner)
        self.known: dict[str, list[Unit]] = {}

    def facts(self, asked: Iterable[tuple[str, UnitFact, date]]) -> list[WorkplaceFact | None]:
        """Return where each (workplace, ticked unit, day) belongs, None where nobody knows."""
        questions = list(asked)
        new = {workplace for workplace, _, _ in questions} - self.known.keys()
        if new:
            self.known |= units_named(new, under=self.owner)
        return [
            self._registered(self.known[workplace], ticked)
            or by_rule(workplace, day=day, rules=self.rules, places=self.places)
            for workplace, ticked, day in questions
        ]

    def _registered(self, units: list[Unit], ticked: UnitFact) -> WorkplaceFact | None:
        """The registered unit of that name; of several, the only one below the ticked unit."""
        below_owner = [unit_fact(unit) for unit in units if unit.id != self.owner.id]
        if len(below_owner) > 1:
            below_owner = [unit for unit in below_owner if unit.is_under(ticked)]
        if len(below_owner) != 1:
            return None
        (unit,) = below_owner
        return WorkplaceFact(unit, unit.line, "registry")


def _rules(owner: Unit) -> list[LineRule]:
    columns = ("marks", "line", "school_level", "valid_from", "valid_to", "basis")
    rows = WorkplaceRule.objects.filter(owner=owner).values_list(
        *columns, *(f"sector_unit__{column}" for column in FACT)
    )
    return [
        LineRule(
            marks=tuple(marks.split("|")),
            line=line,
            school_level=level,
            sector_unit=UnitFact(unit_id, *unit) if unit_id else None,
            valid_from=valid_from,
            valid_to=valid_to,
            basis=basis,
        )
        for marks, line, level, valid_from, valid_to, basis, unit_id, *unit in rows
    ]


def _places(owner: Unit) -> list[Place]:
    """The territorial member units with the names of their places: their own, those in care."""
    units = {
        fact[0]: (UnitFact(*fact), {fold(place)} - {""})
        for place, *fact in Unit.objects.filter(
            parent=owner, line=Unit.Line.TERRITORIAL
        ).values_list("place", *FACT)
    }
    rows = PlaceName.objects.filter(unit__in=units)
    for unit_id, folded in rows.values_list("unit_id", "folded"):
        units[unit_id][1].add(folded)
    return [
        Place(unit, tuple(sorted(names, key=len, reverse=True)))
        for unit, names in units.values()
        if names
    ]
