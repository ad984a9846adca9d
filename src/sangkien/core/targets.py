"""Targets as a sheet lists them, and the words for their kinds."""

from dataclasses import dataclass
from datetime import date

KINDS = {
    "giao": "assigned",
    "duoc giao": "assigned",
    "chi tieu giao": "assigned",
    "dang ky": "registered",
    "tu dang ky": "registered",
    "ke hoach": "plan",
    "tu xay dung": "plan",
}
KIND_WORDS = {"assigned": "giao", "registered": "đăng ký", "plan": "kế hoạch"}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as its row says; for a phase, for a year, or (neither) the whole campaign."""

    row: int
    unit: str  # code or name, as typed
    kind: str
    value: int
    phase: str = ""  # number or title, as typed
    year: int | None = None
    document: str = ""
    from_on: date | None = None  # None: the day it is set


@dataclass(frozen=True, slots=True)
class Sum:
    """The target of a unit beside the sum of its children's; a difference is told, not refused."""

    own: int
    children: int

    @property
    def difference(self) -> int:
        """How much the children's targets are above (or, negative, below) the unit's own.

        >>> Sum(own=1200, children=1190).difference
        -10
        """
        return self.children - self.own
