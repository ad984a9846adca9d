"""The batch in parts that share no memory, for a register that no machine can hold.

Three times the work is parted anew, by what must come together: by key, where entries meet; by
the later entry, where its meetings are counted; by the least key that two entries share, where
they are compared. The last keeps rows at home: pairs that meet at one key are pairs of the same
few entries, so a row of 464 bytes travels four times where its entry stands in 45 pairs
(`bench/engine/spark_parts.py` counts it).

Entries are whole numbers that rise in the order of filing, with gaps or without.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import F32, F64, I64, U64
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.keys import NO_KEY
from sangkien.core.engine.layout import ENOUGH, KEY_BITS, KEY_CAP, KEYS, LATE_CAP
from sangkien.core.engine.meeting import holders_by_place
from sangkien.core.engine.scoring import Forest, score_pairs

_CROWD = 4_096  # visitors of a key who are compared in one part: a crowd of copies fills no memory
_SPREADING = np.uint64(0x9E3779B97F4A7C15)  # odd: neighbours come far apart


class Visits(NamedTuple):
    """Who meets whom at keys: visits of the later entries of one part to the hosts of one key."""

    keys: NDArray[np.uint64]  # (visits,) above KEY_BITS: which `_CROWD` of visitors it is
    host_counts: NDArray[np.int64]  # (visits,) 1 .. KEY_CAP
    visitor_counts: NDArray[np.int64]  # (visits,)
    hosts: NDArray[np.int64]  # (sum of host_counts,) of one visit behind the other, rising
    visitors: NDArray[np.int64]  # (sum of visitor_counts,) of whom a host may be one himself


class Candidates(NamedTuple):
    """Pairs that are to be compared."""

    earlier: NDArray[np.int64]
    later: NDArray[np.int64]
    keys: NDArray[np.uint64]  # of the visits in which both met the least


def part_of(numbers: NDArray[np.int64] | NDArray[np.uint64], parts: int) -> NDArray[np.int32]:
    """Return the part that each number belongs to, 0 .. parts - 1; parts come out alike large."""
    # by the highest bits, in which every bit of the number has a part
    spread = numbers.astype(np.uint64) * _SPREADING >> np.uint64(32)
    return (spread * np.uint64(parts) >> np.uint64(32)).astype(np.int32)


def postings(keys: NDArray[np.uint64], entries: NDArray[np.int64]) -> tuple[U64, I64]:
    """Return each key with each entry that holds it, once; `keys`: (entries, KEYS), 0 for none."""
    ordered = np.sort(keys, axis=1)
    is_new = ordered != NO_KEY
    is_new[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    return ordered[is_new], np.repeat(entries, is_new.sum(axis=1))


def met_by_key(keys: NDArray[np.uint64], entries: NDArray[np.int64], parts: int) -> Visits:
    """Return who meets at keys of which all `postings` are here, by the part of the visitors."""
    order = np.argsort(entries, kind="stable")
    keys, entries = keys[order], entries[order]
    places, holders = holders_by_place(np.ascontiguousarray(keys).reshape(-1, 1))
    keys, entries = keys[holders], entries[holders]
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    ranks = np.arange(places.size) - starts[places]
    keys |= (ranks // _CROWD << KEY_BITS).astype(np.uint64)
    late = np.flatnonzero(ranks)  # the first holder of a key has nobody to visit
    part = part_of(entries[late], parts)
    order = np.argsort(part, kind="stable")
    late, part = late[order], part[order]
    is_new = np.diff(keys[late], prepend=np.uint64(NO_KEY)) != 0
    is_new |= np.diff(part, prepend=-1) != 0
    firsts = np.flatnonzero(is_new)
    visitor_counts = np.diff(firsts, append=late.size)
    last = late[firsts + visitor_counts - 1]
    host_counts = np.minimum(ranks[last], KEY_CAP)
    # 0, 1, … in each visit
    before = np.arange(host_counts.sum()) - np.repeat(
        np.cumsum(host_counts) - host_counts, host_counts
    )
    hosts = entries[np.repeat(starts[places[last]], host_counts) + before]
    return Visits(keys[late[firsts]], host_counts, visitor_counts, hosts, entries[late])


@compiled
def counted(met: Visits) -> Candidates:
    """Return who met at one key that is enough alone, or at two; all visits of a part are here."""
    earlier, later = np.empty(1024, np.int64), np.empty(1024, np.int64)
    shared, many = np.empty(1024, np.uint64), 0
    others, by = np.empty(KEYS * KEY_CAP, np.int64), np.empty(KEYS * KEY_CAP, np.uint64)
    visits = np.repeat(np.arange(met.keys.size), met.visitor_counts)
    ends, order, n = np.cumsum(met.host_counts), np.argsort(met.visitors), 0
    while n < order.size:
        entry, seen = met.visitors[order[n]], 0
        while n < order.size and met.visitors[order[n]] == entry:
            one = visits[order[n]]
            begin, end = ends[one] - met.host_counts[one], ends[one]
            if end - begin == KEY_CAP and met.hosts[end - 1] < entry:
                end = begin + LATE_CAP
            for at in range(begin, end):
                if met.hosts[at] >= entry:
                    break
                others[seen], by[seen] = met.hosts[at], met.keys[one]
                seen += 1
            n += 1
        ranked, at = np.argsort(others[:seen]), 0
        while at < seen:
            other, least, worth = others[ranked[at]], by[ranked[at]], 0
            while at < seen and others[ranked[at]] == other:
                key = by[ranked[at]]
                least = min(least, key)
                worth += ENOUGH if key & np.uint64(1) else 1
                at += 1
            if worth < ENOUGH:
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
