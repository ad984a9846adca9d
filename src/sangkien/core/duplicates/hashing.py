"""Numbers for words that are the same in every process, on every machine."""

from functools import lru_cache
from zlib import crc32

_WORD = (1 << 64) - 1
_HALF = 1 << 63


@lru_cache(maxsize=65536)
def token_number(token: str) -> int:
    """Return a well mixed 64-bit number for `token`."""
    return mixed(crc32(token.encode("utf-8", "surrogatepass")) + (len(token) << 32))


def shingle(first: int, second: int, third: int) -> int:
    """Return one number for a run of three token numbers; order counts."""
    run = first * 0x9E3779B97F4A7C15 + second * 0xC2B2AE3D27D4EB4F + third * 0x165667B19E3779F9
    run &= _WORD
    return run ^ (run >> 29)


def mixed(number: int) -> int:
    """Return `number` spread over 64 bits (the finaliser of splitmix64, Steele et al. 2014)."""
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _WORD
    return number ^ (number >> 31)


def signed(number: int) -> int:
    """Return the 64-bit `number` as databases store it, -2**63 .. 2**63 - 1."""
    return number - (1 << 64) if number >= _HALF else number
