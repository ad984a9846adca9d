"""Where workplaces belong, asked of the registry of units and of the rule table."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sangkien.core.facts import UnitFact, WorkplaceFact
from sangkien.core.text import fold
from sangkien.core.workplaces import LineRule, Place, by_rule
from sangkien.models import Unit
from sangkien.queries.sql import rows
from sangkien.queries.units import facts_named

_RULES = """
SELECT rule.marks, rule.line, rule.school_level, rule.valid_from, rule.valid_to, rule.basis,
    unit.id, unit.path, unit.short_name, unit.line
FROM sangkien_workplacerule AS rule LEFT JOIN sangkien_unit AS unit ON unit.id = rule.sector_unit_id
WHERE rule.owner_id = %s ORDER BY rule.position
"""
_PLACES = """
SELECT unit.place, name.folded, unit.id, unit.path, unit.short_name, unit.line
FROM sangkien_unit AS unit LEFT JOIN sangkien_placename AS name ON name.unit_id = unit.id
WHERE unit.parent_id = %s AND unit.line = %s
"""


class Workplaces:
    """Answers for the workplaces of one federation; holds its rules and places.

    Made for one batch of entries: two queries to make, one where new names are asked for.
    """

    def __init__(self, owner: Unit) -> None:
        self.owner = owner
        self.rules = _rules(owner)
        self.places = _places(owner)
        self.known: dict[str, list[UnitFact]] = {}

    def facts(self, asked: Iterable[tuple[str, UnitFact, date]]) -> list[WorkplaceFact | None]:
        """Return where each (workplace, ticked unit, day) belongs, None where nobody knows."""
        questions = list(asked)
        new = {workplace for workplace, _, _ in questions} - self.known.keys()
        if new:
            self.known |= facts_named(new, under=self.owner)
        return [
            self._registered(self.known[workplace], ticked)
            or by_rule(workplace, day=day, rules=self.rules, places=self.places)
            for workplace, ticked, day in questions
        ]

    def _registered(self, units: list[UnitFact], ticked: UnitFact) -> WorkplaceFact | None:
        """The registered unit of that name; of several, the only one below the ticked unit."""
        below_owner = [unit for unit in units if unit.id != self.owner.id]
        if len(below_owner) > 1:
            below_owner = [unit for unit in below_owner if unit.is_under(ticked)]
        if len(below_owner) != 1:
            return None
        (unit,) = below_owner
        return WorkplaceFact(unit, unit.line, "registry")


def _rules(owner: Unit) -> list[LineRule]:
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
        for marks, line, level, valid_from, valid_to, basis, unit_id, *unit in rows(
            _RULES, (owner.id,)
        )
    ]


def _places(owner: Unit) -> list[Place]:
    """The territorial member units with the names of their places: their own, those in care."""
    names: defaultdict[UnitFact, set[str]] = defaultdict(set)
    for place, folded, *unit in rows(_PLACES, (owner.id, Unit.Line.TERRITORIAL.value)):
        names[UnitFact(*unit)] |= {fold(place), folded or ""} - {""}
    return [
        Place(unit, tuple(sorted(known, key=len, reverse=True)))
        for unit, known in names.items()
        if known
    ]
