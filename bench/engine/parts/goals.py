"""What must be reached and what is aimed at, beside what was measured."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

AIM, MUST, MISSED = "aim", "must", "missed"


@dataclass(frozen=True, slots=True)
class Goal:
    """One measured value and its two bounds, all in `unit`."""

    what: str
    measured: float
    must: float
    aim: float
    unit: str = ""
    is_more_better: bool = False

    @property
    def verdict(self) -> str:
        """Return which of the two bounds holds: the aim, else the must, else none."""
        sign = 1 if self.is_more_better else -1
        for bound, name in ((self.aim, AIM), (self.must, MUST)):
            if sign * self.measured >= sign * bound:
                return name
        return MISSED


def as_json(goal: Goal) -> dict[str, Any]:
    return {
        "what": goal.what,
        "unit": goal.unit,
        "measured": goal.measured,
        "must": goal.must,
        "aim": goal.aim,
        "reached": goal.verdict,
    }


def told(goals: Iterable[Goal], say: Callable[[str], object]) -> None:
    """Say each goal on a line; what was missed is said plainly."""
    words = {AIM: "reaches the aim", MUST: "reaches the must", MISSED: "MISSED"}
    for goal in goals:
        unit = f" {goal.unit}" if goal.unit else ""
        bounds = f"must {goal.must}, aim {goal.aim}"
        say(f"  {goal.what}: {goal.measured}{unit} ({bounds}): {words[goal.verdict]}")


at_least = partial(Goal, is_more_better=True)
at_most = partial(Goal, is_more_better=False)
