"""The table of an officer: the units below one, their six columns, targets and total.

Source: the list of letter 878 (order: count, then target, both descending; remark in
parentheses), with the columns that it could not fill.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sangkien.core.pace import Clock, is_behind
from sangkien.core.standing import Column
from sangkien.core.text import sort_key

REMARK = "(Có sáng kiến trùng)"
TOTAL = "Tổng"
_NOUGHTS = (0,) * len(Column)
_TERRITORY = re.compile(r"^(?:LĐLĐ|Liên đoàn Lao động) (?:huyện|thị xã|quận) (?=\S)")


class Role(StrEnum):
    UNIT = "unit"
    DIRECT = "direct"  # entries that count at the upper unit itself, below none of the rows
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `columns` and `undecided` hold six counts in the order of Column."""

    name: str
    target: int | None
    columns: tuple[int, ...] = _NOUGHTS
    undecided: tuple[int, ...] = _NOUGHTS  # the part of each column nobody has decided yet
    code: str = ""
    role: Role = Role.UNIT

    def __getitem__(self, column: Column) -> int:
        return self.columns[column - 1]

    def open_in(self, column: Column) -> int:
        return self.undecided[column - 1]

    @property
    def gross(self) -> int:
        """Số lượt: the sum of the six columns."""
        return sum(self.columns)

    @property
    def valid(self) -> int:
        return self[Column.VALID]

    @property
    def sound(self) -> int:
        """Entries that nothing stands against: valid, or waiting for review."""
        return self.valid + self[Column.PENDING]

    @property
    def gross_share(self) -> float | None:
        """Số lượt over the target, 1 being the whole; None without a target."""
        return self.gross / self.target if self.target else None

    @property
    def valid_share(self) -> float | None:
        return self.valid / self.target if self.target else None

    @property
    def sound_share(self) -> float | None:
        return self.sound / self.target if self.target else None

    @property
    def remark(self) -> str:
        has_copies = self.role != Role.TOTAL and self[Column.DUPLICATE] > 0
        return REMARK if has_copies else ""

    @property
    def brief(self) -> str:
        """The name as running text has it: "Than Uyên" for "LĐLĐ huyện Than Uyên"."""
        return _TERRITORY.sub("", self.name)


class Basis(StrEnum):
    """To which period the compared target, and with it every count of the table, belongs."""

    YEAR = "year"
    PHASE = "phase"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Goal:
    """Which target the shares are over. `number` is the year or the phase."""

    basis: Basis
    kind: str  # "assigned", "registered", "plan"
    number: int | None = None
    period_title: str = ""  # "Giai đoạn 1"

    @property
    def label(self) -> str:
        """The heading of the column of targets.

        >>> Goal(Basis.YEAR, "assigned", 2022).label
        'Chỉ tiêu năm 2022'
        >>> Goal(Basis.PHASE, "registered", 1, "Giai đoạn 1").label
        'Chỉ tiêu đăng ký giai đoạn 1'
        """
        heads = {"registered": "Chỉ tiêu đăng ký", "plan": "Kế hoạch"}
        return f"{heads.get(self.kind, 'Chỉ tiêu')} {self.period}".rstrip()

    @property
    def period(self) -> str:
        """The period as running text has it; empty for the whole campaign."""
        if self.basis == Basis.YEAR:
            return f"năm {self.number}"
        return self.period_title[:1].lower() + self.period_title[1:]


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence below the table; `kind` names what it is about."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """What stood where at the end of `day`; made only of what was counted."""

    campaign_slug: str
    campaign_title: str
    unit_code: str
    unit_name: str
    day: date
    goal: Goal
    goal_clock: Clock  # of the period of the target
    clocks: tuple[Clock, ...]  # every clock worth printing, `goal_clock` among them
    rows: tuple[Row, ...]
    total: Row
    notes: tuple[Note, ...]
    rules_version: int

    @property
    def target_label(self) -> str:
        return self.goal.label

    @property
    def ranked(self) -> list[tuple[int | None, Row]]:
        """The rows with their number; the line of direct entries has none."""
        units = [(place, row) for place, row in enumerate(self.rows, start=1)]
        return [(None if row.role == Role.DIRECT else place, row) for place, row in units]

    @property
    def zero_rows(self) -> list[Row]:
        """Units without a single entry, in the order of the table."""
        return [row for row in self.rows if row.gross == 0]

    def is_behind(self, row: Row) -> bool:
        """Whether a row is slow, against the period of its own target and no other."""
        return is_behind(row.gross, row.target, self.goal_clock)


def ordered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows by count, then target, both descending, then name; direct entries last.

    >>> [row.name for row in ordered([Row("B", 5), Row("A", 5), Row("C", None), Row("D", 9)])]
    ['D', 'A', 'B', 'C']
    """
    return tuple(sorted(rows, key=_order))


def _order(row: Row) -> tuple[bool, int, int, bytes]:
    target = -1 if row.target is None else row.target
    return (row.role == Role.DIRECT, -row.gross, -target, sort_key(row.name))


def total_of(rows: Iterable[Row], *, own_target: int | None) -> Row:
    """Return the total row: every column summed.

    The target is the sum where every unit has one, else the upper unit's own, which may be None.
    """
    summed = list(rows)
    targets = [row.target for row in summed if row.role == Role.UNIT]
    known = [target for target in targets if target is not None]
    is_complete = bool(targets) and len(known) == len(targets)
    return Row(
        TOTAL,
        sum(known) if is_complete else own_target,
        _summed([row.columns for row in summed]),
        _summed([row.undecided for row in summed]),
        role=Role.TOTAL,
    )


def _summed(counts: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*counts, strict=True)) or _NOUGHTS
