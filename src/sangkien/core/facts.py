"""Plain values that the rules read. No table, no request, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sangkien.core.duplicates import Evidence


@dataclass(frozen=True, slots=True)
class Window:
    """Days from opening to closing, both included."""

    opens_on: date
    closes_on: date

    def __contains__(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    @property
    def length_days(self) -> int:
        return (self.closes_on - self.opens_on).days + 1


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    number: int
    title: str
    window: Window


@dataclass(frozen=True, slots=True)
class UnitFact:
    """What a rule may know of a unit. `path` is the dotted lineage of ids, "1.4.27."."""

    id: int
    path: str
    name: str
    line: str  # "territorial" or "sector"

    def is_under(self, other: UnitFact) -> bool:
        """Whether this unit is `other` or stands below it."""
        return self.path.startswith(other.path)


@dataclass(frozen=True, slots=True)
class WorkplaceFact:
    """Where a workplace belongs by the registry or by the rule table.

    `unit` is None where only the line is known: the place name was not understood.
    """

    unit: UnitFact | None
    line: str
    because: str  # "registry", "rule" — how it is known
    mark: str = ""  # the words of the workplace that decided
    school_level: str = ""
    basis: str = ""  # the document behind the rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """One initiative as the rules see it."""

    title: str
    description: str
    effect: str
    benefit_raw: str
    applied_on: date
    applied_precision: str  # "day", "month" or "year"
    recognised_by: str
    recognition_number: str
    recognised_on: date | None
    shares_percent: tuple[float, ...]
    workplace: str
    ticked: UnitFact
    counted: UnitFact
    filed_on: date
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The entry that makes the candidate a duplicate: the same work, filed earlier as a rule."""

    other_id: int
    other_receipt: str
    other_title: str
    other_unit: str
    first_receipt: str  # the first filer of the cluster
    same_person: bool
    probability: float  # 0..1
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules may know besides the candidate itself."""

    window: Window
    phases: tuple[PhaseWindow, ...]
    workplace: WorkplaceFact | None = None
    duplicate: Duplicate | None = None  # None for a first filer and for an entry without copies
