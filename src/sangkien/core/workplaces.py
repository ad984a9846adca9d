"""Where a workplace belongs: the registry first, then the rule table of the federation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sangkien.core.facts import UnitFact, WorkplaceFact
from sangkien.core.text import fold


@dataclass(frozen=True)
class LineRule:
    """One row of the rule table: workplaces with one of `marks` belong to `line`.

    `sector_unit` is the sector union where `line` is "sector"; otherwise the unit of the place.
    """

    marks: tuple[str, ...]
    line: str
    school_level: str = ""
    sector_unit: UnitFact | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    basis: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.marks)

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@lru_cache(maxsize=1024)  # the same rules are read for each registration
def _pattern(marks: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({fold(mark) for mark in marks} - {""}, key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")  # an empty mark fits no workplace, not every one
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


@dataclass(frozen=True)
class Place:
    """A territorial unit and the folded names of its territory, longest first."""

    unit: UnitFact
    names: tuple[str, ...]


def by_rule(
    workplace: str, *, day: date, rules: Sequence[LineRule], places: Sequence[Place]
) -> WorkplaceFact | None:
    """Return where the rule table puts the workplace on `day`; None if no rule knows it.

    The first rule that fits decides. On the territorial line the unit is the one whose place is
    named in the workplace, or None when no place or more than one is named.
    """
    folded = fold(workplace)
    for rule in rules:
        match = rule.pattern.search(folded) if rule.holds_on(day) else None
        if match is None:
            continue
        unit = rule.sector_unit or _place_in(folded, places)
        return WorkplaceFact(unit, rule.line, "rule", match[0], rule.school_level, rule.basis)
    return None


def _place_in(folded: str, places: Sequence[Place]) -> UnitFact | None:
    named = {
        place.unit
        for place in places
        if any(re.search(rf"\b{re.escape(name)}\b", folded) for name in place.names)
    }
    return named.pop() if len(named) == 1 else None
