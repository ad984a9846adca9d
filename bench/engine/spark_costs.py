"""What a register of any size costs on a cluster, told from runs that were measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.engine.spark_steps import MB, STEPS

# what an entry moves the more of, the more parts there are, and what takes the longer for it
MOVE_MORE = {"meet": "met_numbers", "ask": "rows_sent", "send": "rows_sent"}
TAKE_LONGER = MOVE_MORE | {"count": "met_numbers"}
Size = dict[str, Any]  # as spark_against_local prints it


@dataclass(frozen=True, slots=True)
class Costs:
    """All is told by the largest of the runs, which come by size; the fixed by the last two."""

    runs: Sequence[Size]

    @property
    def largest(self) -> Size:
        return self.runs[-1]

    def parts(self, entries: int) -> int:
        return int(self._counted(entries)["parts"])

    def moved(self, step: str, entries: int) -> float:
        """Return the bytes that an entry of so many moves in a step, packed."""
        return per_entry(self.largest, step) * self._growth(step, entries, MOVE_MORE)

    def moved_by_all(self, entries: int) -> float:
        """Return the bytes that go over the network."""
        return entries * sum(self.moved(step, entries) for step in STEPS)

    def on_disks(self, entries: int) -> float:
        """Return the bytes on all disks at the highest: what was read stays, and what moved."""
        stays = (self.largest["disk_mb"] - self.largest["shuffled_mb"]) * MB
        return stays * entries / self.largest["entries"] + self.moved_by_all(entries)

    def pairs(self, entries: int) -> float:
        return float(self.largest["pairs"] * entries / self.largest["entries"])

    def executor_mb(self, cores: int) -> float:
        """Return the memory of an executor; a part is as large in a larger register."""
        return float(self.largest["java_mb"] + cores * self.largest["python_mb"])

    @property
    def idle_s(self) -> float:
        """Return the seconds of starting and planning, in which the cores have nothing to do."""
        one = self.largest
        return float(one["start_s"] + max(0.0, one["spark_s"] - one["task_s"] / one["cores"]))

    @property
    def warming_s(self) -> float:
        """Return what each core spends on its first tasks: a Python of its own, machine code."""
        if len(self.runs) == 1:
            return 0.0
        small, large = self.runs[-2:]
        each = (large["task_s"] - small["task_s"]) / (large["entries"] - small["entries"])
        return float(max(0.0, large["task_s"] - each * large["entries"]) / large["cores"])

    def core_s(self, entries: int) -> float:
        """Return the seconds that so many entries take one core, once it is warm."""
        one = self.largest
        taken = {step: float(one["steps"][step]["task_s"]) for step in STEPS}
        grown = sum(taken[step] * self._growth(step, entries, TAKE_LONGER) for step in STEPS)
        warm = 1 - self.warming_s * one["cores"] / sum(taken.values())
        return warm * grown * entries / one["entries"]

    def seconds(self, entries: int, cores: int) -> float:
        """Return how long so many cores take from their start to the clusters."""
        return self.idle_s + self.warming_s + self.core_s(entries) / cores

    def _growth(self, step: str, entries: int, grows_with: Mapping[str, str]) -> float:
        """Return how often as much a step costs an entry as in the largest run."""
        if step not in grows_with:
            return 1.0
        here, there = (self._counted(size) for size in (self.largest["entries"], entries))
        return float(there[grows_with[step]] / here[grows_with[step]])

    def _counted(self, entries: int) -> Size:
        (found,) = (each for each in self.largest["by_parts"] if each["entries"] == entries)
        return dict(found)


def per_entry(run: Size, step: str, measure: str = "shuffled_mb") -> float:
    """Return the bytes that an entry of a run moved in a step."""
    return float(run["steps"][step][measure] * MB / run["entries"])
