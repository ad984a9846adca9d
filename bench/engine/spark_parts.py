"""What an entry moves the more of, the more parts there are; counted without a cluster.

Where entries meet, the hosts of a key go to each part that has a visitor. Where pairs are compared,
a row goes to each part that has a pair of its entry.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.parts import counted, met_by_key, part_of, postings

SLICES = 16  # of the keys: what moves between many parts is more than memory should hold at once


def counted_by_parts(keys: NDArray[np.uint64], parts_of: Mapping[int, int]) -> dict[str, Any]:
    """Return per entry the pairs it stands in, and for each size what it would move in its parts.

    `met_numbers`, of eight bytes each, go where meetings are counted; `rows_sent` where pairs are
    compared, `rows_at_most` however many parts there are.
    """
    entries = np.arange(keys.shape[0])
    posted = postings(keys, entries)
    found = counted(met_by_key(*posted, parts=1))
    pairs = np.stack([found.earlier, found.later])
    by_parts = [
        {
            "entries": size,
            "parts": parts,
            "met_numbers": round(_met_numbers(posted, parts) / entries.size, 2),
            "rows_sent": round(_rows(part_of(found.keys, parts), pairs) / entries.size, 3),
        }
        for size, parts in parts_of.items()
    ]
    return {
        "pairs_of_an_entry": round(pairs.size / entries.size, 2),
        "rows_at_most": round(_rows(found.keys, pairs) / entries.size, 3),
        "by_parts": by_parts,
    }


def _met_numbers(posted: tuple[NDArray[Any], NDArray[Any]], parts: int) -> int:
    """Return how many numbers say who meets whom, all that `blocks.met` hands on but for parts."""
    keys, entries = posted
    of_slice = part_of(keys, SLICES)
    found = 0
    for one in range(SLICES):
        here = of_slice == one
        found += sum(column.size for column in met_by_key(keys[here], entries[here], parts))
    return found


def _rows(places: NDArray[Any], pairs: NDArray[np.int64]) -> int:
    """Return how many (place, entry) there are where each pair is compared at its place."""
    _, numbers = np.unique(places, return_inverse=True)
    return int(np.unique(numbers * (pairs.max(initial=0) + 1) + pairs).size)
