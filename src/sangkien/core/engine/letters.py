"""Letters as small numbers: what case, tone, diacritic and composition make of a sign is one.

A token of up to ten letters and digits is packed into 60 bits, six a sign; a longer or a foreign
one is a hash with the top bit set. So tokens compare as integers and most can be spelled again.
"""

import unicodedata

import numpy as np

from sangkien.core.text import fold

SEPARATOR, FIRST_DIGIT, SKIPPED, FOREIGN = 0, 27, 37, 38  # 1..26 are a..z, 27..36 are 0..9
LONGEST_PACKED = 10
BITS = 6
LONG = 1 << 63

_SIGNS = "\0abcdefghijklmnopqrstuvwxyz0123456789"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS) if value}
_KNOWN = 0x2200  # code points with an entry in the tables
FOREIGN_FROM, FOREIGN_TO = 0x2C00, 0xD800  # scripts of letters beyond them

_MARKS = {
    "\u0306": 1, "\u0302": 2, "\u031b": 4, "\u0300": 16, "\u0301": 32, "\u0309": 64, "\u0303": 128,
    "\u0323": 256,
}  # fmt: skip
_STROKE = 8  # of đ


def _letter(sign: str) -> int:
    bare = fold(sign)
    if bare in _VALUES:
        return _VALUES[bare]
    if not bare and unicodedata.category(sign) in {"Mn", "Cf"}:
        return SKIPPED
    return FOREIGN if sign.isalnum() else SEPARATOR


def _marks(sign: str) -> int:
    parts = unicodedata.normalize("NFD", sign.lower())
    return sum({_STROKE if part == "đ" else _MARKS.get(part, 0) for part in parts})


LETTERS = np.array([_letter(chr(point)) for point in range(_KNOWN)], np.uint8)
MARKS = np.array([_marks(chr(point)) for point in range(_KNOWN)], np.uint16)  # one bit a mark


def packed(token: str) -> int:
    """Return the number of a bare token of at most `LONGEST_PACKED` letters and digits.

    >>> spelled(packed("nghiem")), packed("a"), packed("")
    ('nghiem', 1, 0)
    """
    number = 0
    for sign in token[:LONGEST_PACKED]:
        number = number << BITS | _VALUES[sign]
    return number


def spelled(code: int) -> str:
    """Return the token of `code`, or "" for a long or foreign one."""
    signs = ""
    while 0 < code < LONG:
        signs = _SIGNS[code & 63] + signs
        code >>= BITS
    return signs
