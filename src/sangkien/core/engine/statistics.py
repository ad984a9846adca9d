"""What is counted on a register before anything is learned: words, names, runs of stock."""

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import I32, I64, U64
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.descriptions import STOCK_BITS, run_of
from sangkien.core.engine.entries import Entries
from sangkien.core.engine.extracting import ROOM, Extractor, Statistics, in_pieces
from sangkien.core.engine.hashing import mixed
from sangkien.core.engine.layout import AUTHORS, MOST_AUTHORS, ROW, WORDS
from sangkien.core.engine.letters import spelled
from sangkien.core.engine.names import word_at, words_in
from sangkien.core.engine.reading import DESCRIPTION_FIELD, Tokens, new_room, say
from sangkien.core.engine.vocabulary import Vocabulary, Words

NAME_BUCKETS = 4_096
_COMMON_FROM = 1 / 1_000  # of the titles: a rarer word tells all it can
_LEAST_WEIGHT = 0.05
_STOCK_FROM = 1 / 2_500  # of the descriptions
_COUNTERS = 1 << STOCK_BITS


def nothing_counted(version: int) -> Statistics:
    """Return statistics of no register, to count the first one with."""
    return Statistics(
        stock_runs=np.zeros(_COUNTERS // 8, np.uint8),
        name_shares=np.full(NAME_BUCKETS, 1 / NAME_BUCKETS, np.float32),
        version=np.uint64(version),
    )


def counted(entries: Entries, version: int) -> tuple[dict[str, float], Statistics]:
    """Return the weight, 0..1, of the common words of titles, and the statistics of `entries`."""
    extractor = Extractor(nothing_counted(version), Vocabulary({}))
    rows = extractor.extract(entries).rows
    counts = np.zeros(_COUNTERS, np.int32)
    for first, last in in_pieces(entries):
        tokens, words = extractor.tokens_of(entries, first, last)
        _count_runs(tokens, words, counts)
    stock = counts > max(8, _STOCK_FROM * len(entries))
    return _weights(rows), Statistics(
        stock_runs=np.packbits(stock, bitorder="little"),
        name_shares=_name_shares(rows),
        version=np.uint64(version),
    )


def _weights(rows: NDArray[np.uint64]) -> dict[str, float]:
    codes = rows[:, WORDS:ROW]
    found, counts = np.unique(codes[codes > 0], return_counts=True)
    shares = counts / len(rows)
    common = shares >= _COMMON_FROM
    weights = np.log(shares[common]) / np.log(_COMMON_FROM)
    return {
        word: round(max(_LEAST_WEIGHT, float(weight)), 3)
        for code, weight in zip(found[common], weights, strict=True)
        if (word := spelled(int(code))).isalpha()
    }


def _name_shares(rows: NDArray[np.uint64]) -> NDArray[np.float32]:
    counts = np.zeros(NAME_BUCKETS, np.int64)
    names = _count_names(rows, counts)
    return ((counts + 1) / (names + NAME_BUCKETS)).astype(np.float32)


@compiled
def _count_names(rows: U64, counts: I64) -> int:
    names = 0
    for row in rows:
        for author in range(MOST_AUTHORS):
            name = row[AUTHORS + 3 * author : AUTHORS + 3 * author + 3]
            names += int(words_in(name) > 0)
            for place in range(words_in(name)):
                counts[mixed(word_at(name, place)) & np.uint64(counts.size - 1)] += 1
    return names


@compiled
def _count_runs(tokens: Tokens, words: Words, counts: I32) -> None:
    speech = new_room(ROOM)
    for n in range(tokens.bounds.shape[0]):
        begin, end = tokens.bounds[n, DESCRIPTION_FIELD], tokens.bounds[n, DESCRIPTION_FIELD + 1]
        said = say(tokens, begin, end, words, speech)
        for at in range(2, said):
            run = run_of(speech.codes[at - 2], speech.codes[at - 1], speech.codes[at])
            counts[run & np.uint64(counts.size - 1)] += 1
