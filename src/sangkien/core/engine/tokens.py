"""Text cut into tokens, with the marks they carried and what stood behind each."""

import numpy as np

from sangkien.core.engine.arrays import U8, U16, U64
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.hashing import mixed
from sangkien.core.engine.letters import (
    BITS,
    FOREIGN,
    FOREIGN_FROM,
    FOREIGN_TO,
    LETTERS,
    LONG,
    LONGEST_PACKED,
    MARKS,
    SEPARATOR,
    SKIPPED,
)

# what stands between a token and the next
DOT, SLASH, DASH, ASIDE, LINE_END, OTHER, SEVERAL = 1, 2, 4, 8, 16, 32, 64
_EN_DASH = 0x2013


@compiled
def point_at(text: U8, at: int) -> tuple[int, int]:
    """Return the code point that starts at byte `at` of UTF-8, and where the next one starts."""
    first = whole(text[at])
    if first < 0x80:
        return first, at + 1
    if first < 0xE0:
        return (first & 31) << 6 | whole(text[at + 1]) & 63, at + 2
    if first < 0xF0:
        point = (first & 15) << 12 | (whole(text[at + 1]) & 63) << 6
        return point | whole(text[at + 2]) & 63, at + 3
    return 0x10000, at + 4  # whatever it is, it parts words


@compiled
def between(point: int) -> int:
    """Return what the separator `point` is; 0 for a space."""
    if point == 46:
        return DOT
    if point == 47:
        return SLASH
    if point in (45, _EN_DASH):
        return DASH
    if point in (40, 44, 59, 91):  # ( , ; [
        return ASIDE
    if point == 10:
        return LINE_END
    return 0 if point <= 32 or point == 0xA0 else OTHER


@compiled
def cut(
    text: U8, begin: int, end: int, codes: U64, marks: U16, after: U8, first: int, most: int
) -> int:
    """Write the tokens of text[begin:end] from place `first` on; return the place after the last.

    At most `most` tokens are written. `text` is UTF-8 in bytes; `codes` takes the tokens as
    `letters.packed` packs them, `marks` their diacritics, a bit each, `after` what follows.
    """
    n, at = first, begin
    code, hashed, seen, length = np.uint64(0), np.uint64(0), np.uint16(0), 0
    is_long = False
    while at <= end and n < first + most:
        point, following = (0, end + 1) if at == end else point_at(text, at)
        known = point < LETTERS.size
        if known:
            letter = LETTERS[point]
        else:
            letter = FOREIGN if FOREIGN_FROM <= point < FOREIGN_TO else SEPARATOR
        at = following
        if letter == SEPARATOR:
            if length:
                if is_long:
                    code = mixed(hashed) | np.uint64(LONG)
                codes[n], marks[n], after[n] = code, seen, 0
                n += 1
                code, hashed, seen, length = np.uint64(0), np.uint64(0), np.uint16(0), 0
                is_long = False
            if n > first and at <= end:
                sign = between(point)
                if sign and after[n - 1] & 63:
                    sign |= SEVERAL
                after[n - 1] |= sign
            continue
        if known:
            seen |= MARKS[point]
        if letter == SKIPPED:
            continue
        length += 1
        is_long |= letter == FOREIGN or length > LONGEST_PACKED
        code = code << np.uint64(BITS) | np.uint64(letter)
        hashed = (hashed ^ np.uint64(point if letter == FOREIGN else letter)) * np.uint64(
            0x100000001B3
        ) + np.uint64(0x9E3779B97F4A7C15)
    return n
