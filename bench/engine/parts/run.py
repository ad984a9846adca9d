"""One run: its seed, its files of labelled entries, and what was found in them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path
from typing import Any

from bench.engine.generate import write
from bench.engine.parts.apart import apart
from bench.ground import say


@dataclass(slots=True)
class Run:
    """Files are made when they are first asked for, unless there are `files`; pairs found once."""

    folder: Path
    seed: int
    sizes: Sequence[int]  # entries, rising
    times: int  # how often duplicates are found, for the median
    slot_s: int = 600  # what each peer may take to learn, and to find
    files: dict[int, Path] = field(default_factory=dict)  # by their entries
    made: dict[int, float] = field(default_factory=dict)  # seconds a file took
    found: dict[int, dict[str, Any]] = field(default_factory=dict)

    def file(self, count: int) -> Path:
        """Return a file of `count` labelled entries."""
        if count not in self.files:
            path = self.folder / f"entries-{count}.parquet"
            self.made[count] = _generated(path, count, self.seed)
            self.files[count] = path
        return self.files[count]

    def training_file(self, count: int) -> Path:
        """Return another file of `count` labelled entries, to learn from."""
        path = self.folder / f"training-{count}.parquet"
        if not path.exists():
            _generated(path, count, self.seed + 1)
        return path

    def pairs(self, count: int) -> Path:
        """Return the file of the pairs that were found in `file(count)`; see `find`."""
        self.facts(count)
        return self.folder / f"pairs-{count}.npz"

    def facts(self, count: int) -> dict[str, Any]:
        """Return what finding the duplicates of `file(count)` took."""
        if count not in self.found:
            file, pairs = self.file(count), self.folder / f"pairs-{count}.npz"
            say(f"Finding the duplicates of {count} entries, {self.times} times …")
            self.found[count] = apart("bench.engine.parts.find", file, pairs, self.times)
        return self.found[count]


def _generated(path: Path, count: int, seed: int) -> float:
    """Write a file; return the seconds it took."""
    say(f"Generating {count} labelled entries, seed {seed} …")
    began = time.perf_counter()
    write(path, count, seed, processes=min(2, cpu_count() or 1))
    return round(time.perf_counter() - began, 1)
