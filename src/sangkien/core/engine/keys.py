"""Keys: two entries that share none are never compared.

Four families: the bag of all telling words; pairs of the five most telling; author with word or
unit, member number, rare name; the smallest runs of the description. All hang on the artefact's
version. The first `LONE_KEYS` are enough alone; of the others two must be shared: copies share
many, and four of five strangers who meet do so on a single pair of words.
"""

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import F32, F64, U64, Marks
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.descriptions import BANDS
from sangkien.core.engine.hashing import mixed, together
from sangkien.core.engine.layout import (
    AUTHORS,
    COUNTS,
    KEY_BITS,
    LONE_KEYS,
    REFS,
    UNIT,
    WORDS,
)
from sangkien.core.engine.names import initials_of, rarity, whole_name, words_in
from sangkien.core.vietnamese.stock import COMMON_WEIGHT

NO_KEY = 0
BAG, REF, AUTHOR_AT_UNIT, RARE_NAME, PAIRS = 0, 1, 2, 4, 5  # places among the keys
_RAREST = 5
AUTHOR_WORDS = PAIRS + 10
BAND_KEYS = AUTHOR_WORDS + 4
_RARE_FROM = 0.75  # of a name: one person in a million
_SLIP_SHARE = 0.6  # a token that is no syllable is likelier a slip than a rare word
_LARGEST = np.uint64((1 << 64) - 1)


@compiled
def _key(family: int, number: np.uint64, version: np.uint64) -> np.uint64:
    found = together(together(version, np.uint64(family)), number) >> np.uint64(64 - KEY_BITS)
    found = found & ~np.uint64(1) | np.uint64(family < LONE_KEYS)
    return found if found != NO_KEY else np.uint64(2)


@compiled
def _rarest(row: U64, weights: F64, legal: Marks, found: U64) -> int:
    """Write the numbers of the most telling words; return how many. Ties fall to the smaller."""
    count = whole(row[COUNTS] & np.uint64(0xFFFF))
    taken = np.zeros(count, np.bool_)
    many = min(count, _RAREST)
    for n in range(many):
        best, best_at, best_code = -1.0, -1, _LARGEST
        for at in range(count):
            if taken[at]:
                continue
            weight = weights[at] if legal[at] else weights[at] * _SLIP_SHARE
            code = mixed(row[WORDS + at])
            if weight > best or (weight == best and code < best_code):
                best, best_at, best_code = weight, at, code
        taken[best_at] = True
        found[n] = best_code
    return many


@compiled
def write_title_keys(
    row: U64, weights: F64, legal: Marks, keys: U64, rarest: U64, version: np.uint64
) -> int:
    """Write the keys that need the title only; return how many words `rarest` got.

    `weights` and `legal` belong to the words of the row.
    """
    keys[:] = NO_KEY
    count = whole(row[COUNTS] & np.uint64(0xFFFF))
    total, telling = np.uint64(0), 0
    for at in range(count):
        if weights[at] >= COMMON_WEIGHT:
            total += mixed(row[WORDS + at])
            telling += 1
    if telling < 2:
        total = np.uint64(0)
        for at in range(count):
            total += mixed(row[WORDS + at])
    keys[BAG] = _key(BAG, total, version)
    many = _rarest(row, weights, legal, rarest)
    place = PAIRS
    for one in range(many):
        for other in range(one + 1, many):
            # a sum: the order of the two does not matter
            keys[place] = _key(PAIRS, rarest[one] + rarest[other], version)
            place += 1
    return many


@compiled
def write_band_keys(
    bands: NDArray[np.uint64], keys: NDArray[np.uint64], version: np.uint64
) -> None:
    """Write the keys of the description."""
    for band in range(BANDS):
        if bands[band] != _LARGEST:
            keys[BAND_KEYS + band] = _key(BAND_KEYS + band, bands[band], version)


@compiled
def write_author_keys(
    row: U64, keys: U64, rarest: U64, many: int, frequencies: F32, version: np.uint64
) -> None:
    """Write the keys of the authors, of the row's place and of its member number."""
    if row[REFS]:
        keys[REF] = _key(REF, row[REFS] & np.uint64(0xFFFFFFFF), version)
    first, second = row[AUTHORS : AUTHORS + 3], row[AUTHORS + 3 : AUTHORS + 6]
    authors = 0
    for name in (first, second):
        if words_in(name) > 0:
            authors += 1
    place = AUTHOR_WORDS
    for author in range(authors):
        name = second if author else first
        person = initials_of(name)
        keys[AUTHOR_AT_UNIT + author] = _key(AUTHOR_AT_UNIT, together(person, row[UNIT]), version)
        if author == 0 and rarity(name, frequencies) >= _RARE_FROM:
            keys[RARE_NAME] = _key(RARE_NAME, whole_name(name), version)
        for word in range(min(many, 4 // authors)):
            keys[place] = _key(AUTHOR_WORDS, together(person, rarest[word]), version)
            place += 1
