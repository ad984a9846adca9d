"""What signals are read from: sums over what one unit filed, with all below it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sangkien.core.facts import Window


@dataclass(frozen=True, slots=True)
class AuthorDay:
    """So many entries that name one author were filed on one day."""

    person: int
    day: date
    entries: int


@dataclass(frozen=True, slots=True)
class Amount:
    """So many entries name exactly this benefit."""

    vnd: int
    entries: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit right below filed."""

    code: str
    name: str
    entries: int


@dataclass(frozen=True, slots=True)
class Benefits:
    """Entries that name a benefit in đồng, and its sum; `large` are those of LARGE_VND or more."""

    entries: int = 0
    sum_vnd: int = 0
    large: int = 0
    large_sum_vnd: int = 0

    @property
    def mean_vnd(self) -> int:
        return self.sum_vnd // self.entries if self.entries else 0


LARGE_VND = 3_000_000_000


@dataclass(frozen=True, slots=True)
class Figures:
    """One unit up to the end of a day: the counted entries, whatever their column."""

    day: date
    phases: tuple[Window, ...] = ()
    by_day: Mapping[date, int] = field(default_factory=dict)  # entries by the day of filing
    duplicates: int = 0  # of them in the column Trùng
    authors: int = 0  # persons named by at least one entry
    author_day: AuthorDay | None = None  # the most entries of one author on one day
    benefits: Benefits = Benefits()
    of_all: Benefits = Benefits()  # of the whole campaign
    same_amount: Amount | None = None  # the benefit that most entries name
    target: int | None = None
    gross: int = 0  # Số lượt in the period of the target
    parts: tuple[Part, ...] = ()  # units right below that filed something

    @property
    def entries(self) -> int:
        return sum(self.by_day.values())

    def filed_in(self, window: Window) -> int:
        """Return how many were filed in the window, both ends included."""
        return sum(count for day, count in self.by_day.items() if day in window)
