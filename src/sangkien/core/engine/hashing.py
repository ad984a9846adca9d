"""Numbers mixed so that every bit of the result hangs on every bit that went in."""

import numpy as np

from sangkien.core.engine.arrays import U8
from sangkien.core.engine.compiled import compiled

_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0x9E3779B97F4A7C15)


@compiled
def mixed(number: np.uint64) -> np.uint64:
    """Return `number` spread over 64 bits (the finaliser of splitmix64, Steele et al. 2014)."""
    number = (number ^ (number >> np.uint64(30))) * _FIRST
    number = (number ^ (number >> np.uint64(27))) * _SECOND
    return number ^ (number >> np.uint64(31))


@compiled
def together(one: np.uint64, other: np.uint64) -> np.uint64:
    """Return one number for two; their order counts."""
    return mixed(one * _STEP + mixed(other))


@compiled
def of_bytes(text: U8, begin: int, end: int) -> np.uint64:
    """Return a number for text[begin:end]; 0 for nothing."""
    if begin >= end:
        return np.uint64(0)
    found = np.uint64(end - begin) * _STEP
    at = begin
    while at + 8 <= end:
        word = np.uint64(0)
        for place in range(8):
            word |= np.uint64(text[at + place]) << np.uint64(8 * place)
        found = (found ^ word) * _FIRST
        found ^= found >> np.uint64(29)
        at += 8
    word = np.uint64(0)
    while at < end:
        word = word << np.uint64(8) | np.uint64(text[at])
        at += 1
    return mixed(found ^ (word * _SECOND))
