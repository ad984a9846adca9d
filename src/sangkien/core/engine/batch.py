"""All duplicates of a register at once: the verdicts are those of the register itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import F32, F64, I64, U64
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.fields import AGREEMENTS
from sangkien.core.engine.layout import KEY_CAP, KEYS, MOST_WORDS
from sangkien.core.engine.meeting import Meetings, meet, meetings
from sangkien.core.engine.scoring import Forest, score

_ENTRIES_AT_A_TIME = 8_192


class Pairs(NamedTuple):
    """Pairs of entries by their places, ordered by the later, then the earlier."""

    earlier: NDArray[np.int64]
    later: NDArray[np.int64]
    points: NDArray[np.float64]  # log-odds
    compared: int  # pairs that were compared to find these


def find_pairs(
    rows: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    frequencies: NDArray[np.float32],
    forest: Forest,
    *,
    correction: float = 0.0,
    at_least: float = 0.0,
    progress: Callable[[int], object] = lambda _: None,
) -> Pairs:
    """Return the pairs whose log-odds are `at_least` so many.

    `rows` and `keys` are of entries in the order of filing; `progress` is told how many entries
    are done since it was last told.
    """
    where = meetings(keys)
    count = rows.shape[0]

    def work(first: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
        last = min(first + _ENTRIES_AT_A_TIME, count)
        return _compare(rows, where, frequencies, forest, correction, at_least, first, last)

    parts = []
    with ThreadPoolExecutor(cpu_count()) as pool:
        starts = range(0, count, _ENTRIES_AT_A_TIME)
        for first, part in zip(starts, pool.map(work, starts), strict=True):
            parts.append(part)
            progress(min(_ENTRIES_AT_A_TIME, count - first))
    if not parts:
        nothing = np.zeros(0, np.int64)
        return Pairs(nothing, nothing, np.zeros(0), 0)
    earlier, later, points = (np.concatenate([part[n] for part in parts]) for n in range(3))
    return Pairs(earlier, later, points, sum(part[3] for part in parts))


@compiled
def _compare(
    rows: U64,
    where: Meetings,
    frequencies: F32,
    forest: Forest,
    correction: float,
    at_least: float,
    first: int,
    last: int,
) -> tuple[I64, I64, F64, int]:
    counts = np.zeros(rows.shape[0], np.uint8)
    met = np.empty(KEYS * KEY_CAP, np.int32)
    found = np.zeros(AGREEMENTS)
    one, other = np.zeros(MOST_WORDS), np.zeros(MOST_WORDS)
    earlier, later, points = np.empty(1024, np.int64), np.empty(1024, np.int64), np.empty(1024)
    many, compared = 0, 0
    for entry in range(first, last):
        kept = meet(entry, where, counts, met)
        met[:kept].sort()
        compared += kept
        for n in range(kept):
            of_pair = score(
                rows[met[n]], rows[entry], frequencies, forest, correction, found, one, other
            )
            if of_pair < at_least:
                continue
            if many == earlier.size:
                earlier = np.concatenate((earlier, earlier))
                later = np.concatenate((later, later))
                points = np.concatenate((points, points))
            earlier[many], later[many], points[many] = met[n], entry, of_pair
            many += 1
    return earlier[:many].copy(), later[:many].copy(), points[:many].copy(), compared


def clusters_of(
    count: int, earlier: NDArray[np.int64], later: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return for each of `count` entries the first of its cluster: (count,)."""
    first = np.arange(count, dtype=np.int64)
    _join(first, earlier, later)
    return first


@compiled
def _join(first: I64, earlier: I64, later: I64) -> None:
    for n in range(earlier.size):
        one, other = _root(first, earlier[n]), _root(first, later[n])
        if one < other:
            first[other] = one
        else:
            first[one] = other
    for entry in range(first.size):
        first[entry] = _root(first, entry)


@compiled
def _root(first: I64, entry: int) -> int:
    while first[entry] != entry:
        first[entry] = first[first[entry]]
        entry = first[entry]
    return entry
