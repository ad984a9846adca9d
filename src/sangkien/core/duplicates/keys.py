"""Keys: two entries that share none are never compared.

Four families: the bag of all telling syllables; pairs of the five most telling; author with
syllable or unit; the smallest shingle numbers of the description. All carry the engine's version.
"""

from heapq import nsmallest
from itertools import combinations

from sangkien.core.duplicates.features import Features
from sangkien.core.duplicates.hashing import mixed, signed, token_number
from sangkien.core.duplicates.persons import Name
from sangkien.core.vietnamese.stock import COMMON_WEIGHT

ENGINE_VERSION = "1"
MOST_KEYS = 24

_SEED = token_number("engine " + ENGINE_VERSION)
_BAG, _PAIR, _AUTHOR, _UNIT, _REF, _BAND, _PERSON = range(1, 8)
_RAREST = 5
_RAREST_PER_AUTHOR = {1: 4, 2: 2}
_BANDS = 6
_SLIP_SHARE = 0.6  # a token that is no syllable is likelier a slip than a rare word


def keys(features: Features) -> tuple[int, ...]:
    """Return at most `MOST_KEYS` distinct signed 64-bit keys, the same in every process."""
    rarest = _rarest(features)
    found = [_bag(features), *_pairs(rarest), *_by_author(features, rarest)]
    found += [_key(_REF, token_number(ref)) for ref in sorted(features.refs)[:1]]
    found += [_key(_BAND, band) for band in nsmallest(_BANDS, features.shingles)]
    return tuple(dict.fromkeys(found))


def strongest_keys(features: Features) -> tuple[int, ...]:
    """Return one to three keys that two copies surely share, for locks: title, author, text."""
    found = [_bag(features)]
    if features.names:
        found.append(_key(_PERSON, token_number(features.names[0].initials)))
    if features.shingles:
        found.append(_key(_BAND, min(features.shingles)))
    return tuple(dict.fromkeys(found))


def lone_keys(features: Features) -> frozenset[int]:
    """Return the keys of which one shared is enough to compare two entries.

    The bag of the title, the member number, the author in their unit. Of all others two must be
    shared: copies share many, and four of five strangers who meet do so on a single pair of words.
    """
    found = {_bag(features)}
    found.update(_key(_REF, token_number(ref)) for ref in sorted(features.refs)[:1])
    found.update(_author_key(_UNIT, author, features.unit_path) for author in features.names[:2])
    return frozenset(found)


def _rarest(features: Features) -> list[str]:
    ranked = sorted(
        features.words.items(),
        key=lambda item: (-_rarity(*item), token_number(item[0])),
    )
    return [word for word, _ in ranked[:_RAREST]]


def _rarity(word: str, weight: float) -> float:
    unsure = COMMON_WEIGHT < weight < 1 and word.isalpha()
    return weight * _SLIP_SHARE if unsure else weight


def _bag(features: Features) -> int:
    telling = [word for word, weight in features.words.items() if weight >= COMMON_WEIGHT]
    bag = telling if len(telling) > 1 else features.words
    return _key(_BAG, sum(map(token_number, bag)))


def _pairs(rarest: list[str]) -> list[int]:
    numbers = [token_number(word) for word in rarest]
    # a sum of mixed numbers: the order of the two does not matter
    return [_key(_PAIR, one + other) for one, other in combinations(numbers, 2)]


def _by_author(features: Features, rarest: list[str]) -> list[int]:
    authors = features.names[:2]
    found: list[int] = []
    for author in authors:
        found.append(_author_key(_UNIT, author, features.unit_path))
        words = rarest[: _RAREST_PER_AUTHOR[len(authors)]]
        found += [_author_key(_AUTHOR, author, word) for word in words]
    return found


def _author_key(family: int, author: Name, word: str) -> int:
    return _key(family, mixed(token_number(author.initials)) + 3 * token_number(word))


def _key(family: int, number: int) -> int:
    return signed(mixed((number + family * _SEED) & ((1 << 64) - 1)))
