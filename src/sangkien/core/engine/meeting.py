"""Which pairs are worth comparing: those that share a key that is enough alone, or two others.

The hosts of a key are its `KEY_CAP` earliest holders; they meet each other. Who comes later meets
the first `LATE_CAP` of them at a key that is enough alone, so that of a crowd of copies none goes
unseen, and nobody at another key: what so many share tells too little. A key that n entries hold
costs LATE_CAP * n meetings. It is the same in the batch and in the register.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import I32, I64, U32, U64
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.layout import ENOUGH, KEY_BITS, KEY_CAP, LATE_CAP

_PART_BITS = 8  # of a key: so many parts are sorted one by one
_ENTRY_BITS = 32  # beside the rest of a key, or the number of a meeting place
_ENTRY = (1 << _ENTRY_BITS) - 1
_LONE = 1 << 31  # beside the number of a meeting place: one that is enough alone


class Meetings(NamedTuple):
    """Who meets where. A meeting place is a key that at least two entries hold."""

    starts: NDArray[np.int64]  # (places + 1,)
    hosts: NDArray[np.int32]  # of each place, earliest first
    firsts: NDArray[np.int64]  # (entries + 1,)
    places: NDArray[np.uint32]  # of each entry, with _LONE


def meetings(keys: NDArray[np.uint64]) -> Meetings:
    """Return where the entries meet; `keys`: (entries, KEYS), 0 for none."""
    holders, places = _holders(keys)
    starts, hosts = _hosts(holders, places)
    return Meetings(starts, hosts, *_by_entry(keys.shape[0], holders))


def holders_by_place(keys: NDArray[np.uint64]) -> tuple[I64, I64]:
    """Return all (place, entry) where several meet: place by place, in each the earliest first."""
    holders, _ = _holders(keys)
    places = holders >> np.uint64(_ENTRY_BITS) & np.uint64(_LONE - 1)
    return places.astype(np.int64), (holders & np.uint64(_ENTRY)).astype(np.int64)


def _holders(keys: NDArray[np.uint64]) -> tuple[U64, int]:
    """Return (place with _LONE, entry) in 64 bits each, in order, and how many places there are."""
    ordered, bounds = _parted(keys)
    for part in range(bounds.size - 1):
        ordered[bounds[part] : bounds[part + 1]].sort()
    many, places = _numbered(ordered, bounds)
    return ordered[:many], places


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
                found[to[part]] = (key & rest) << np.uint64(_ENTRY_BITS) | np.uint64(entry)
                to[part] += 1
    return found, bounds


@compiled
def _numbered(ordered: U64, bounds: I64) -> tuple[int, int]:
    """Write a number for each key, and move to the front who meets there; a holder stands once.

    Return how many holders there are, and how many places.
    """
    many, place = 0, 0
    for part in range(bounds.size - 1):
        at, end = bounds[part], bounds[part + 1]
        while at < end:
            key, first = ordered[at] >> np.uint64(_ENTRY_BITS), many
            is_lone = key & np.uint64(1)
            mark = np.uint64(place | (_LONE if is_lone else 0))
            while at < end and ordered[at] >> np.uint64(_ENTRY_BITS) == key:
                # never further than what was read: what is written over was seen
                ordered[many] = mark << np.uint64(_ENTRY_BITS) | ordered[at] & np.uint64(_ENTRY)
                at += 1
                if many > first and ordered[many] == ordered[many - 1]:
                    continue
                if is_lone or many - first < KEY_CAP:
                    many += 1
            if many - first > 1:
                place += 1
            else:
                many = first
    return many, place


@compiled
def _hosts(holders: U64, places: int) -> tuple[I64, I32]:
    """Return where the hosts of each place start, and the hosts."""
    starts, hosts = np.zeros(places + 1, np.int64), np.empty(holders.size, np.int32)
    many, last = 0, -1
    for holder in holders:
        place = whole(holder >> np.uint64(_ENTRY_BITS) & np.uint64(_LONE - 1))
        if place != last:
            starts[place], last = many, place
        if many - starts[place] < KEY_CAP:
            hosts[many] = whole(holder & np.uint64(_ENTRY))
            many += 1
    starts[places] = many
    return starts, hosts[:many].copy()


@compiled
def _by_entry(entries: int, holders: U64) -> tuple[I64, U32]:
    """Return where the places of each entry start, and the places with _LONE."""
    firsts = np.zeros(entries + 1, np.int64)
    for holder in holders:
        firsts[whole(holder & np.uint64(_ENTRY)) + 1] += 1
    firsts = np.cumsum(firsts)
    to = firsts[:-1].copy()
    places = np.empty(holders.size, np.uint32)
    for holder in holders:
        entry = whole(holder & np.uint64(_ENTRY))
        places[to[entry]] = np.uint32(holder >> np.uint64(_ENTRY_BITS))
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
        worth = np.uint8(ENOUGH if of.places[n] & np.uint32(_LONE) else 1)
        begin, end = of.starts[place], of.starts[place + 1]
        if end - begin == KEY_CAP and of.hosts[end - 1] < entry:
            end = begin + LATE_CAP
        for at in range(begin, end):
            other = of.hosts[at]
            if other >= entry:
                break
            if counts[other] == 0:
                met[seen] = other
                seen += 1
            counts[other] += worth
    kept = 0
    for n in range(seen):
        other = met[n]
        if counts[other] >= ENOUGH:
            met[kept] = other
            kept += 1
        counts[other] = 0
    return kept
