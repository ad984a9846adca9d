"""Which pairs are worth comparing: those that share a key that is enough alone, or two others.

Of the holders of a key only the earliest `KEY_CAP` are met, in the batch as in the register.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import I32, I64, U32, U64, Marks
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.keys import KEY_BITS

KEY_CAP = 64
_PART_BITS = 8  # of a key: so many parts are sorted one by one
_REST = 64 - (KEY_BITS - _PART_BITS)  # bits that are left beside the rest of a key: the entry's
_LONE = 1 << 31  # beside the number of a meeting place: one that is enough alone


class Meetings(NamedTuple):
    """Who meets where. A meeting place is a key that at least two entries hold."""

    starts: NDArray[np.int64]  # (places + 1,)
    holders: NDArray[np.int32]  # earliest first
    firsts: NDArray[np.int64]  # (entries + 1,)
    places: NDArray[np.uint32]  # of each entry, with _LONE


def meetings(keys: NDArray[np.uint64]) -> Meetings:
    """Return where the entries meet; `keys`: (entries, KEYS), 0 for none."""
    ordered, bounds = _parted(keys)
    for part in range(bounds.size - 1):
        ordered[bounds[part] : bounds[part + 1]].sort()
    starts, holders, lone = _shared(ordered, bounds)
    del ordered
    firsts, places = _by_entry(keys.shape[0], starts, holders, lone)
    return Meetings(starts, holders, firsts, places)


@compiled
def _parted(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return all (rest of key, entry) in 64 bits each, parted by the first bits of the key."""
    shift = np.uint64(KEY_BITS - _PART_BITS)
    rest = (np.uint64(1) << shift) - np.uint64(1)
    counts = np.zeros((1 << _PART_BITS) + 1, np.int64)
    for entry in range(keys.shape[0]):
        for key in keys[entry]:
            if key:
                counts[whole(key >> shift) + 1] += 1
    bounds = np.cumsum(counts)
    to = bounds[:-1].copy()
    found = np.empty(bounds[-1], np.uint64)
    for entry in range(keys.shape[0]):
        for key in keys[entry]:
            if key:
                part = whole(key >> shift)
                found[to[part]] = (key & rest) << np.uint64(_REST) | np.uint64(entry)
                to[part] += 1
    return found, bounds


@compiled
def _shared(ordered: U64, bounds: I64) -> tuple[I64, I32, Marks]:
    """Return of the keys that several hold where each starts, its holders, and which are lone."""
    low = (np.uint64(1) << np.uint64(_REST)) - np.uint64(1)
    size, many = 0, 0
    for filling in range(2):
        if filling:
            starts, lone = np.empty(size + 1, np.int64), np.empty(size, np.bool_)
            holders = np.empty(many, np.int32)
            size, many = 0, 0
            starts[0] = 0
        else:
            starts, lone = np.empty(1, np.int64), np.empty(1, np.bool_)
            holders = np.empty(1, np.int32)
        for part in range(bounds.size - 1):
            at = bounds[part]
            while at < bounds[part + 1]:
                key = ordered[at] >> np.uint64(_REST)
                first, last = many, -1
                while at < bounds[part + 1] and ordered[at] >> np.uint64(_REST) == key:
                    entry = whole(ordered[at] & low)
                    if entry != last and many - first < KEY_CAP:
                        if filling and many < holders.size:
                            holders[many] = entry
                        many += 1
                    last = entry
                    at += 1
                if many - first < 2:
                    many = first
                    continue
                if filling:
                    lone[size] = key & np.uint64(1)
                    starts[size + 1] = many
                size += 1
    return starts, holders, lone


@compiled
def _by_entry(entries: int, starts: I64, holders: I32, lone: Marks) -> tuple[I64, U32]:
    firsts = np.zeros(entries + 1, np.int64)
    for holder in holders:
        firsts[holder + 1] += 1
    firsts = np.cumsum(firsts)
    to = firsts[:-1].copy()
    places = np.empty(holders.size, np.uint32)
    for place in range(starts.size - 1):
        for at in range(starts[place], starts[place + 1]):
            entry = holders[at]
            places[to[entry]] = np.uint32(place) | np.uint32(_LONE if lone[place] else 0)
            to[entry] += 1
    return firsts, places


@compiled
def meet(entry: int, of: Meetings, counts: NDArray[np.uint8], met: NDArray[np.int32]) -> int:
    """Write into `met` the earlier entries that `entry` is to be compared with; return how many.

    `counts`: (entries,) zeros, left as they were. `met` has room for KEYS * KEY_CAP.
    """
    seen = 0
    for n in range(of.firsts[entry], of.firsts[entry + 1]):
        place = whole(of.places[n] & np.uint32(_LONE - 1))
        worth = np.uint8(2 if of.places[n] & np.uint32(_LONE) else 1)
        for at in range(of.starts[place], of.starts[place + 1]):
            other = of.holders[at]
            if other >= entry:
                break
            if counts[other] == 0:
                met[seen] = other
                seen += 1
            counts[other] += worth
    kept = 0
    for n in range(seen):
        other = met[n]
        if counts[other] > 1:
            met[kept] = other
            kept += 1
        counts[other] = 0
    return kept
