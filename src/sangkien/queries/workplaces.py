"""Where workplaces belong, asked of the registry of units and of the rule table."""

from collections.abc import Iterable
from datetime import date

from sangkien.core.facts import UnitFact, WorkplaceFact
from sangkien.core.text import fold
from sangkien.core.workplaces import LineRule, Place, by_rule
from sangkien.models import PlaceName, Unit, WorkplaceRule
from sangkien.queries.units import unit_fact, units_named


class Workplaces:
    """Answers for the workplaces of one federation; holds its rules and places.

    Made for one batch of entries: three queries to make, one where new names are asked for.
    """

    def __init__(self, owner: Unit) -> None:
        self.owner = owner
        self.rules = [_rule(row) for row in _rule_rows(owner)]
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


def _rule_rows(owner: Unit) -> Iterable[WorkplaceRule]:
    return WorkplaceRule.objects.filter(owner=owner).select_related("sector_unit")


def _rule(row: WorkplaceRule) -> LineRule:
    return LineRule(
        marks=tuple(row.marks.split("|")),
        line=row.line,
        school_level=row.school_level,
        sector_unit=unit_fact(row.sector_unit) if row.sector_unit else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        basis=row.basis,
    )


def _places(owner: Unit) -> list[Place]:
    """The territorial member units with the names of their places: their own, those in care."""
    units = Unit.objects.filter(parent=owner, line=Unit.Line.TERRITORIAL)
    names: dict[int, set[str]] = {unit.id: {fold(unit.place)} - {""} for unit in units}
    rows = PlaceName.objects.filter(unit__in=names)
    for unit_id, folded in rows.values_list("unit_id", "folded"):
        names[unit_id].add(folded)
    return [
        Place(unit_fact(unit), tuple(sorted(names[unit.id], key=len, reverse=True)))
        for unit in units
        if names[unit.id]
    ]
