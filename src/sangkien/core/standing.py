"""In which column an entry stands, from when: the counting rule of the whole product.

Each acknowledged entry adds 1 to Số lượt and stands in exactly one of six columns, by priority.
An open finding counts in its column as undecided, an upheld one as settled, a dismissed or
lapsed one not at all. Answers hold for a day by `at` (occurred), so that a decision taken later
does not change the past.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import IntEnum
from typing import NamedTuple

from sangkien.core.sentences import N_


class Column(IntEnum):
    """The six net columns in order of priority; the number is what tables store."""

    DUPLICATE = 1
    WRONG_UNIT = 2
    WRONG_DATE = 3
    OTHER = 4
    PENDING = 5
    VALID = 6


COLUMN_NAMES = {
    Column.DUPLICATE: N_("Duplicate"),
    Column.WRONG_UNIT: N_("Wrong unit"),
    Column.WRONG_DATE: N_("Wrong date"),
    Column.OTHER: N_("Other reason"),
    Column.PENDING: N_("Waiting for review"),
    Column.VALID: N_("Valid"),
}

COLUMN_OF_REASON = {
    "R01": Column.DUPLICATE,
    "R08": Column.WRONG_UNIT,
    "R02": Column.WRONG_DATE,
    "R03": Column.WRONG_DATE,
    "R12": Column.WRONG_DATE,
}


class Change(NamedTuple):
    """One thing that happened to an entry after it was filed.

    `kind` is one of: opened, upheld, dismissed, lapsed (a finding, named by `finding` and
    `reason`), moved (to `unit_path`), accepted, rejected (`reason`), withdrawn, reopened,
    merged (into another entry: it counts as its duplicate whatever else is said of it), unmerged,
    undone (its import batch was taken back: it counts nowhere, on no day).
    """

    at: datetime
    order: int  # breaks ties of `at`: the order of recording
    kind: str
    finding: int = 0
    reason: str = ""
    unit_path: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """One entry: filed when, first counted where, and what happened to it since."""

    filed_at: datetime
    unit_path: str
    changes: tuple[Change, ...]


class Standing(NamedTuple):
    """From `at` on the entry counts in `column` at the unit of `unit_path`."""

    at: datetime
    unit_path: str
    column: Column
    is_open: bool


class Place(NamedTuple):
    """One cell of a tally: an event of `day` for entries of `year` and `phase` (0 = none)."""

    unit_path: str
    phase: int
    year: int
    day: date
    column: Column
    is_open: bool


def standings(history: History) -> list[Standing]:
    """Return where the entry stood, oldest first; empty for one taken back with its import.

    Changes dated before the filing count from the filing on: findings inherit the entry's moment.
    """
    if any(change.kind == "undone" for change in history.changes):
        return []
    state = _State(history.unit_path)
    changes = sorted(history.changes, key=lambda change: (change.at, change.order))
    for change in changes:
        if change.at <= history.filed_at:
            state.apply(change)
    found = [state.standing(history.filed_at)]
    for change in changes:
        if change.at > history.filed_at:
            state.apply(change)
            _append(found, state.standing(change.at))
    return found


def contributions(
    history: History, *, zone: tzinfo, phase_of: Iterable[tuple[int, date, date]]
) -> Counter[Place]:
    """Return what the entry adds to the tallies: +1 where it enters a cell, -1 where it leaves.

    `phase_of` lists (number, first day, last day); the phase and year of an entry are those of
    the day it was filed. Summed over the days up to D, one cell holds 1 and all others 0.
    """
    filed_on = history.filed_at.astimezone(zone).date()
    phase = next((n for n, first, last in phase_of if first <= filed_on <= last), 0)
    total: Counter[Place] = Counter()
    before: Standing | None = None
    for now in standings(history):
        day = now.at.astimezone(zone).date()
        if before is not None:
            left = Place(before.unit_path, phase, filed_on.year, day, before.column, before.is_open)
            total[left] -= 1
        total[Place(now.unit_path, phase, filed_on.year, day, now.column, now.is_open)] += 1
        before = now
    return Counter({place: n for place, n in total.items() if n})


class _State:
    """What is true of an entry between two changes."""

    def __init__(self, unit_path: str) -> None:
        self.unit_path = unit_path
        self.findings: dict[int, tuple[Column, bool]] = {}  # id → column, undecided
        self.verdict: tuple[Column, bool] | None = None
        self.is_merged = False

    def apply(self, change: Change) -> None:
        if change.kind in {"opened", "upheld"}:
            column = COLUMN_OF_REASON.get(change.reason, Column.OTHER)
            self.findings[change.finding] = (column, change.kind == "opened")
        elif change.kind in {"dismissed", "lapsed"}:
            self.findings.pop(change.finding, None)
        elif change.kind == "moved":
            self.unit_path = change.unit_path
        elif change.kind in {"merged", "unmerged"}:
            self.is_merged = change.kind == "merged"
        else:
            self.verdict = _VERDICTS[change.kind](change.reason)

    def standing(self, at: datetime) -> Standing:
        if self.is_merged:
            return Standing(at, self.unit_path, Column.DUPLICATE, is_open=False)
        candidates = list(self.findings.values())
        if self.verdict is not None:
            candidates.append(self.verdict)
        column, is_open = min(candidates, default=(Column.PENDING, False))
        return Standing(at, self.unit_path, column, is_open)


# a settled verdict (False) goes before an open one of the same column: False < True
_VERDICTS: dict[str, Callable[[str], tuple[Column, bool]]] = {
    "accepted": lambda _: (Column.VALID, False),
    "rejected": lambda reason: (COLUMN_OF_REASON.get(reason, Column.OTHER), False),
    "withdrawn": lambda _: (Column.OTHER, False),
    "reopened": lambda _: (Column.PENDING, False),
}


def _append(found: list[Standing], now: Standing) -> None:
    if found[-1][1:] != now[1:]:
        found.append(now)
