"""The batch in parts that share no memory, for a register that no machine can hold.

Three times the work is parted anew, by what must come together: by key, where entries meet; by
the later entry, where its meetings are counted; by the least key that two entries share, where
they are compared. The last keeps rows at home: pairs that meet at one key are pairs of the same
few entries, so a row of 464 bytes travels four times where its entry stands in fifty pairs.

Entries are whole numbers that rise in the order of filing, with gaps or without.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import F32, F64, I64, U64
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.keys import NO_KEY
from sangkien.core.engine.layout import KEYS
from sangkien.core.engine.meeting import KEY_CAP, meetings
from sangkien.core.engine.scoring import Forest, score_pairs

_SPREADING = np.uint64(0x9E3779B97F4A7C15)  # odd: neighbours come far apart


class Lists(NamedTuple):
    """Who was there before: for each holder of a key but its first, all earlier holders."""

    later: NDArray[np.int64]  # (lists,)
    keys: NDArray[np.uint64]  # (lists,)
    sizes: NDArray[np.int64]  # (lists,) 1 .. KEY_CAP - 1
    earlier: NDArray[np.int64]  # (sum of sizes,) one list behind the other


class Candidates(NamedTuple):
    """Pairs that are to be compared."""

    earlier: NDArray[np.int64]
    later: NDArray[np.int64]
    keys: NDArray[np.uint64]  # the least that both hold


def part_of(numbers: NDArray[np.int64] | NDArray[np.uint64], parts: int) -> NDArray[np.int32]:
    """Return the part that each number belongs to, 0 .. parts - 1; parts come out alike large."""
    spread = numbers.astype(np.uint64) * _SPREADING >> np.uint64(32)
    return (spread % np.uint64(parts)).astype(np.int32)


def postings(keys: NDArray[np.uint64], entries: NDArray[np.int64]) -> tuple[U64, I64]:
    """Return each key with each entry that holds it, once; `keys`: (entries, KEYS), 0 for none."""
    ordered = np.sort(keys, axis=1)
    is_new = ordered != NO_KEY
    is_new[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    return ordered[is_new], np.repeat(entries, is_new.sum(axis=1))


def met_by_key(keys: NDArray[np.uint64], entries: NDArray[np.int64], parts: int) -> Lists:
    """Return who meets at keys of which all `postings` are here, by the part of the later entry."""
    order = np.argsort(entries, kind="stable")
    keys, entries = keys[order], entries[order]
    where = meetings(np.ascontiguousarray(keys).reshape(-1, 1))
    sizes = np.diff(where.starts)
    firsts = np.repeat(where.starts[:-1], sizes)
    before = np.arange(where.holders.size) - firsts
    holders = entries[where.holders]
    found = np.flatnonzero(before)
    found = found[np.argsort(part_of(holders[found], parts), kind="stable")]
    firsts, before = firsts[found], before[found]
    # 0, 1, … within each list
    places = np.arange(before.sum()) - np.repeat(np.cumsum(before) - before, before)
    return Lists(
        holders[found],
        keys[where.holders[firsts]],
        before,
        holders[np.repeat(firsts, before) + places],
    )


@compiled
def counted(met: Lists) -> Candidates:
    """Return who met at one key that is enough alone, or at two; all lists of an entry are here."""
    earlier, later = np.empty(1024, np.int64), np.empty(1024, np.int64)
    shared, many = np.empty(1024, np.uint64), 0
    others, by = np.empty(KEYS * KEY_CAP, np.int64), np.empty(KEYS * KEY_CAP, np.uint64)
    ends, order, n = np.cumsum(met.sizes), np.argsort(met.later), 0
    while n < order.size:
        entry, seen = met.later[order[n]], 0
        while n < order.size and met.later[order[n]] == entry:
            one = order[n]
            for at in range(ends[one] - met.sizes[one], ends[one]):
                others[seen], by[seen] = met.earlier[at], met.keys[one]
                seen += 1
            n += 1
        ranked, at = np.argsort(others[:seen]), 0
        while at < seen:
            other, least, worth = others[ranked[at]], by[ranked[at]], 0
            while at < seen and others[ranked[at]] == other:
                key = by[ranked[at]]
                least = min(least, key)
                worth += 2 if key & np.uint64(1) else 1
                at += 1
            if worth < 2:
                continue
            if many == earlier.size:
                earlier, later = np.concatenate((earlier, earlier)), np.concatenate((later, later))
                shared = np.concatenate((shared, shared))
            earlier[many], later[many], shared[many] = other, entry, least
            many += 1
    return Candidates(earlier[:many].copy(), later[:many].copy(), shared[:many].copy())


def compared(
    rows: NDArray[np.uint64],
    entries: NDArray[np.int64],
    earlier: NDArray[np.int64],
    later: NDArray[np.int64],
    *,
    frequencies: F32,
    forest: Forest,
    correction: float,
) -> F64:
    """Return the log-odds of pairs of entries; `rows` are of `entries`, in any order."""
    order = np.argsort(entries)
    ordered = entries[order]
    lefts = order[np.searchsorted(ordered, earlier)]
    rights = order[np.searchsorted(ordered, later)]
    points = np.empty(earlier.size)
    score_pairs(rows, lefts, rights, frequencies, forest, correction, points)
    return points
