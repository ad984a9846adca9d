"""From columns of text to rows and keys: each entry is read once, by machine code."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import I64, U64, Offsets, Texts
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.descriptions import (
    BANDS,
    ROOM_FOR_RUNS,
    note_runs,
    sketch,
    write_sketch,
)
from sangkien.core.engine.entries import Entries
from sangkien.core.engine.keys import write_author_keys, write_band_keys, write_title_keys
from sangkien.core.engine.layout import (
    AUTHORS,
    BINS,
    COUNTS,
    DIGEST,
    KEYS,
    MOST_AUTHORS,
    MOST_WORDS,
    ROW,
    SKETCH,
    SKETCH_WORDS,
)
from sangkien.core.engine.names import write_names
from sangkien.core.engine.reading import (
    AUTHORS_FIELD,
    DESCRIPTION_FIELD,
    FIELDS,
    OWN_NAMES_FIELD,
    TITLE_FIELD,
    Tokens,
    cut_all,
    new_room,
    pieces,
    room_for,
    say,
    say_own_names,
)
from sangkien.core.engine.rows import digest_of, write_place, write_title, write_unit, write_words
from sangkien.core.engine.titles import MOST_TITLE_WORDS
from sangkien.core.engine.vocabulary import UNKNOWN, Vocabulary, Words, find_all

_MOST_OWN_NAMES = 20
ROOM = 8_192  # words of a text
_ENTRIES_AT_A_TIME = 4_096
_ROOM_AT_A_TIME = 1 << 19  # tokens: the words of a megabyte, however many of them are new


class Statistics(NamedTuple):
    """What was counted on a register and is part of the artefact."""

    stock_runs: NDArray[np.uint8]  # (2**STOCK_BITS / 8,) see descriptions.is_stock
    name_shares: NDArray[np.float32]  # (4096,) see names.rarity
    version: np.uint64


class Extracted(NamedTuple):
    """Rows as `layout` draws them, and their keys; 0 where an entry has no key of a kind."""

    rows: NDArray[np.uint64]  # (entries, ROW)
    keys: NDArray[np.uint64]  # (entries, KEYS)


class Extractor:
    """Reads entries by one artefact. Safe to use from several threads."""

    def __init__(self, statistics: Statistics, vocabulary: Vocabulary) -> None:
        self.statistics = statistics
        self.vocabulary = vocabulary

    def extract(self, entries: Entries, *, threads: int = 1) -> Extracted:
        """Return the rows and keys of `entries`, which are in Unicode, in their order."""
        found = Extracted(
            np.zeros((len(entries), ROW), np.uint64), np.zeros((len(entries), KEYS), np.uint64)
        )
        some = list(in_pieces(entries))
        if threads == 1 or len(some) == 1:
            for piece in some:
                self._extract(entries, piece, found)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(lambda piece: self._extract(entries, piece, found), some))
        return found

    def write_names(self, entries: Entries, rows: U64) -> None:
        """Write the authors of `entries` into their rows, which have none."""
        for first, last in in_pieces(entries):
            tokens, words = self.tokens_of(entries, first, last)
            _write_names_of_all(tokens, words, rows[first:last])

    def _extract(self, entries: Entries, piece: tuple[int, int], found: Extracted) -> None:
        first, last = piece
        tokens, words = self.tokens_of(entries, first, last)
        _write_all(
            entries.texts,
            entries.offsets,
            first,
            tokens,
            words,
            self.statistics,
            found.rows[first:last],
            found.keys[first:last],
        )

    def tokens_of(self, entries: Entries, first: int, last: int) -> tuple[Tokens, Words]:
        """Return the tokens of entries first .. last - 1, and the table that knows them all."""
        texts, offsets = entries.texts, entries.offsets
        size = room_for(offsets, first, last)
        tokens = Tokens(
            np.empty(size, np.uint64),
            np.empty(size, np.uint16),
            np.empty(size, np.uint8),
            np.empty(size, np.int32),
            np.zeros((last - first, FIELDS + 1), np.int64),
        )
        count = cut_all(texts, offsets, first, tokens)
        words = self.vocabulary.words
        codes = tokens.codes[:count]
        if find_all(tokens.codes, count, words, tokens.places):
            new = np.unique(codes[tokens.places[:count] == UNKNOWN])
            words = self.vocabulary.add(new.tolist())
            if find_all(tokens.codes, count, words, tokens.places):  # it was full and began anew
                words = self.vocabulary.add(np.unique(codes).tolist())
                find_all(tokens.codes, count, words, tokens.places)
        return tokens, words


def in_pieces(entries: Entries) -> Iterator[tuple[int, int]]:
    """Yield the first of each piece, and the first behind it: little to hold, whatever was sent."""
    bounds = pieces(entries.offsets, _ENTRIES_AT_A_TIME, _ROOM_AT_A_TIME).tolist()
    return pairwise(bounds)


@compiled
def _write_all(
    texts: Texts,
    offsets: Offsets,
    first: int,
    tokens: Tokens,
    words: Words,
    statistics: Statistics,
    rows: U64,
    keys: U64,
) -> None:
    title, speech = new_room(MOST_TITLE_WORDS), new_room(ROOM)
    names, bounds = np.zeros(512, np.uint64), np.zeros(_MOST_OWN_NAMES + 1, np.int32)
    of_title = np.zeros(ROOM_FOR_RUNS, np.uint64)
    bins, bands = np.zeros(BINS, np.uint64), np.zeros(BANDS, np.uint64)
    weights, legal = np.zeros(MOST_WORDS, np.float64), np.zeros(MOST_WORDS, np.bool_)
    rarest = np.zeros(8, np.uint64)
    for n in range(rows.shape[0]):
        row, entry, begins = rows[n], first + n, tokens.bounds[n]
        row[DIGEST] = digest_of(texts, offsets, entry)
        count = say(tokens, begins[TITLE_FIELD], begins[TITLE_FIELD + 1], words, title)
        note_runs(title, count, of_title)
        many = say_own_names(
            tokens,
            begins[OWN_NAMES_FIELD],
            begins[OWN_NAMES_FIELD + 1],
            words,
            speech,
            names,
            bounds,
        )
        count = write_title(tokens, begins, words, title, names, bounds, many, row)
        write_words(title, count, row, weights, legal)
        write_place(tokens, begins, words, speech, row)
        write_unit(texts, offsets, entry, row)
        said = say(tokens, begins[DESCRIPTION_FIELD], begins[DESCRIPTION_FIELD + 1], words, speech)
        runs = sketch(speech, said, of_title, statistics.stock_runs, bins, bands)
        write_sketch(bins, row[SKETCH : SKETCH + SKETCH_WORDS])
        _write_names_of(tokens, begins, words, row)
        row[COUNTS] |= np.uint64(min(runs, 0xFFFF)) << np.uint64(16)
        telling = write_title_keys(row, weights, legal, keys[n], rarest, statistics.version)
        write_band_keys(bands, keys[n], statistics.version)
        write_author_keys(row, keys[n], rarest, telling, statistics.name_shares, statistics.version)


@compiled
def _write_names_of_all(tokens: Tokens, words: Words, rows: U64) -> None:
    for n in range(rows.shape[0]):
        _write_names_of(tokens, tokens.bounds[n], words, rows[n])


@compiled
def _write_names_of(tokens: Tokens, begins: I64, words: Words, row: U64) -> None:
    write_names(
        tokens.codes,
        tokens.marks,
        tokens.after,
        tokens.places,
        begins[AUTHORS_FIELD],
        begins[AUTHORS_FIELD + 1],
        words,
        row[AUTHORS : AUTHORS + 3 * MOST_AUTHORS],
    )
