"""The tokens met so far, each with the words it stands for; found by machine code in a table.

A token is read by Python once and never again; what it means depends on nothing but the token
and the artefact, so every process that reads it comes to the same.
"""

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.hashing import mixed
from sangkien.core.engine.letters import spelled
from sangkien.core.engine.words import Part, Word, reading_of, word_of
from sangkien.core.vietnamese.stock import UNKNOWN_WEIGHT

UNKNOWN = -1
_FIRST_SIZE = 1 << 15
_MOST_TOKENS = 200_000  # then it starts anew: with those of one piece more, 200 MB at the most


class Words(NamedTuple):
    """The table, with room to grow: two arrays to search in, then those of words and tokens."""

    codes: NDArray[np.uint64]  # the token; 0 is free
    places: NDArray[np.int32]  # its place among the tokens
    word_codes: NDArray[np.uint64]
    weights: NDArray[np.float32]  # 0..1
    parts: NDArray[np.uint32]  # words.Part
    values: NDArray[np.int32]
    starts: NDArray[np.int32]  # (tokens, 2) where its words start in `spelling`: plain, VNI
    counts: NDArray[np.int32]  # (tokens, 2) how many words
    token_parts: NDArray[np.uint32]
    spelling: NDArray[np.int32]  # places of words
    size: int  # tokens; those that others added since stand in the search only


class _Growing:
    """An array that grows at its end. Readers keep what they have: nothing moves under them."""

    def __init__(self, dtype: Any, width: int = 0) -> None:
        self.whole: NDArray[Any] = np.zeros((_FIRST_SIZE, width) if width else _FIRST_SIZE, dtype)
        self.count = 0

    def append(self, value: Any) -> int:
        """Return the place that `value` got."""
        if self.count == len(self.whole):
            self.whole = np.concatenate([self.whole, np.zeros_like(self.whole)])
        self.whole[self.count] = value
        self.count += 1
        return self.count - 1


class Vocabulary:
    """Grows with each token that is met for the first time."""

    def __init__(self, learned: Mapping[str, float]) -> None:
        self._learned = learned
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self._word_places: dict[str, int] = {}
        self._known: dict[int, int] = {}
        self._word_codes, self._weights = _Growing(np.uint64), _Growing(np.float32)
        self._parts, self._values = _Growing(np.uint32), _Growing(np.int32)
        self._starts, self._counts = _Growing(np.int32, 2), _Growing(np.int32, 2)
        self._token_parts, self._spelling = _Growing(np.uint32), _Growing(np.int32)
        self._codes = np.zeros(4 * _FIRST_SIZE, np.uint64)
        self._places = np.zeros(4 * _FIRST_SIZE, np.int32)
        self.words = self._table()

    def add(self, codes: Iterable[int]) -> Words:
        """Return the table after these tokens were learned."""
        with self._lock:
            if len(self._known) > _MOST_TOKENS:
                self._clear()
            new = [code for code in dict.fromkeys(codes) if code not in self._known]
            first = len(self._known)
            for code in new:
                self._learn(code)
            self._make_room()
            _fill(self._codes, self._places, np.array(new, np.uint64), first)
            self.words = self._table()
            return self.words

    def _make_room(self) -> None:
        size = self._codes.size
        if 2 * len(self._known) < size:
            return
        while size <= 2 * len(self._known):  # many may come at once; in a full one none is found
            size *= 4
        self._codes, self._places = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        _fill(self._codes, self._places, np.array(list(self._known), np.uint64), 0)

    def _learn(self, code: int) -> None:
        self._known[code] = len(self._known)
        token = spelled(code)
        if token:
            reading = reading_of(token)
            parts = reading.parts
            readings = [[self._word(each) for each in some] for some in reading[:2]]
        else:
            parts, readings = 0, [[self._foreign(code)]] * 2
        starts = []
        for places in readings:
            starts.append(self._spelling.count)
            for place in places:
                self._spelling.append(place)
        self._starts.append(starts)
        self._counts.append([len(places) for places in readings])
        self._token_parts.append(parts)

    def _word(self, token: str) -> int:
        place = self._word_places.get(token)
        if place is None:
            word = word_of(token, self._learned)
            place = self._word_places[token] = self._append(word)
        return place

    def _foreign(self, code: int) -> int:
        return self._append(Word(code, UNKNOWN_WEIGHT, int(Part.TELLING), 0))

    def _append(self, word: Word) -> int:
        self._weights.append(word.weight)
        self._parts.append(word.parts)
        self._values.append(word.value)
        return self._word_codes.append(word.code)

    def _table(self) -> Words:
        return Words(
            self._codes,
            self._places,
            self._word_codes.whole,
            self._weights.whole,
            self._parts.whole,
            self._values.whole,
            self._starts.whole,
            self._counts.whole,
            self._token_parts.whole,
            self._spelling.whole,
            len(self._known),
        )


@compiled
def _fill(
    codes: NDArray[np.uint64], places: NDArray[np.int32], new: NDArray[np.uint64], first: int
) -> None:
    for n in range(new.size):
        at = _home(new[n], codes.size)
        while codes[at] and codes[at] != new[n]:
            at = (at + 1) % codes.size
        # the place first: a reader that sees the code must find the place
        places[at] = first + n
        codes[at] = new[n]


@compiled
def _home(code: np.uint64, size: int) -> int:
    return whole(mixed(code) & np.uint64(size - 1))


@compiled
def find_all(codes: NDArray[np.uint64], count: int, words: Words, found: NDArray[np.int32]) -> int:
    """Write the places of the first `count` tokens; return how many are `UNKNOWN`."""
    missing = 0
    for n in range(count):
        at = _home(codes[n], words.codes.size)
        while words.codes[at] and words.codes[at] != codes[n]:
            at = (at + 1) % words.codes.size
        is_known = words.codes[at] != 0 and words.places[at] < words.size
        found[n] = words.places[at] if is_known else UNKNOWN
        missing += found[n] == UNKNOWN
    return missing
