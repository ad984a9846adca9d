"""A description as a sketch: which runs of three words it holds, in 128 bytes.

One-permutation hashing (Li, Owen, Zhang, NIPS 2012): each run falls into one of 256 bins, and of
each bin the smallest number is kept, four bits of it (Li, König, WWW 2010). Two sketches agree in
as many bins as the texts share runs.
"""

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.hashing import mixed, together
from sangkien.core.engine.layout import BINS, SKETCH_WORDS
from sangkien.core.engine.titles import Spoken
from sangkien.core.engine.words import Part

BANDS = 7
STOCK_BITS = 22  # the runs that many texts hold are kept as so many bits of their number

_TELLING = int(Part.TELLING)
_LARGEST = np.uint64((1 << 64) - 1)
_VALUES = 15  # of a bin that is not empty
_TABLE = 1024  # places for the runs of the title, a power of two


@compiled
def run_of(first: np.uint64, second: np.uint64, third: np.uint64) -> np.uint64:
    """Return the number of a run of three words; 0 is no run."""
    return together(together(first, second), third) | np.uint64(1) << np.uint64(63)


@compiled
def is_stock(run: np.uint64, stock: NDArray[np.uint8]) -> bool:
    """Return whether many texts hold the run; `stock` is a bit a run, 2**STOCK_BITS of them."""
    place = run & np.uint64((1 << STOCK_BITS) - 1)
    return stock[place >> np.uint64(3)] >> (place & np.uint64(7)) & 1 != 0


@compiled
def note_runs(of: Spoken, count: int, table: NDArray[np.uint64]) -> None:
    """Put the runs of a title into `table`, which is emptied first."""
    table[:] = 0
    for at in range(2, count):
        run = run_of(of.codes[at - 2], of.codes[at - 1], of.codes[at])
        place = run % np.uint64(_TABLE)
        while table[place] and table[place] != run:
            place = (place + np.uint64(1)) % np.uint64(_TABLE)
        table[place] = run


@compiled
def _is_in(run: np.uint64, table: NDArray[np.uint64]) -> bool:
    place = run % np.uint64(_TABLE)
    while table[place]:
        if table[place] == run:
            return True
        place = (place + np.uint64(1)) % np.uint64(_TABLE)
    return False


@compiled
def sketch(
    of: Spoken,
    count: int,
    of_title: NDArray[np.uint64],
    stock: NDArray[np.uint8],
    bins: NDArray[np.uint64],
    bands: NDArray[np.uint64],
) -> int:
    """Fill the bins and the bands with the smallest runs; return how many runs were read.

    Runs of common words only and runs of the title say nothing. Of the runs that many texts hold
    a quarter is kept: a text of nothing else has a sketch still, and no text is led by them.
    """
    bins[:] = _LARGEST
    bands[:] = _LARGEST
    read = 0
    for at in range(2, count):
        if not (of.parts[at] | of.parts[at - 1] | of.parts[at - 2]) & _TELLING:
            continue
        run = run_of(of.codes[at - 2], of.codes[at - 1], of.codes[at])
        if _is_in(run, of_title):
            continue
        if is_stock(run, stock):
            if run >> np.uint64(40) & np.uint64(3):
                continue
        else:
            band = (run >> np.uint64(24)) % np.uint64(BANDS)
            bands[band] = min(bands[band], mixed(run))
        read += 1
        place = run & np.uint64(BINS - 1)
        bins[place] = min(bins[place], mixed(run ^ np.uint64(BINS)))
    return read


@compiled
def write_sketch(bins: NDArray[np.uint64], row: NDArray[np.uint64]) -> None:
    """Write four bits a bin: 0 for an empty one, else 1..15."""
    for word in range(SKETCH_WORDS):
        found = np.uint64(0)
        for place in range(16):
            smallest = bins[16 * word + place]
            if smallest != _LARGEST:
                short = mixed(smallest) % np.uint64(_VALUES) + np.uint64(1)
                found |= short << np.uint64(4 * place)
        row[word] = found


@compiled
def _zeros(word: np.uint64) -> int:
    """Return how many of the sixteen groups of four bits are 0 (Warren, Hacker's Delight, 6-1)."""
    word |= word >> np.uint64(2)
    word |= word >> np.uint64(1)
    ones = word & np.uint64(0x1111111111111111)
    ones = (ones + (ones >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return 16 - whole(ones * np.uint64(0x0101010101010101) >> np.uint64(56))


@compiled
def bins_that_agree(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> tuple[int, int]:
    """Return how many bins hold the same in both sketches, and how many are not empty in both."""
    equal, empty = 0, 0
    for word in range(SKETCH_WORDS):
        both_empty = _zeros(one[word] | other[word])
        empty += both_empty
        equal += _zeros(one[word] ^ other[word]) - both_empty
    return equal, BINS - empty


@compiled
def share_of(equal: float, filled: int) -> float:
    """Return the share of runs that both hold among those that either holds, 0..1."""
    # of two other runs one pair in so many shares its four bits
    return max(0.0, (equal / filled - 1 / _VALUES) / (1 - 1 / _VALUES)) if filled else 0.0


ROOM_FOR_RUNS = _TABLE
