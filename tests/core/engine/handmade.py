"""Pieces that the machine code passes around, made by hand from words and texts."""

from functools import cache

import numpy as np

from sangkien.core.engine.letters import spelled
from sangkien.core.engine.titles import Spoken
from sangkien.core.engine.tokens import cut
from sangkien.core.engine.words import word_of

ROOM = 64  # words of a Spoken


def read_only(text):
    """The UTF-8 of `text`, as machine code gets it."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def cut_up(text, *, most=1_000, first=0, begin=0, end=None):
    """The codes, marks and separators of the tokens of `text`, in arrays as long as there are."""
    found = read_only(text)
    end = found.size if end is None else end
    codes = np.zeros(first + most + 1, np.uint64)
    marks, after = np.zeros(codes.size, np.uint16), np.zeros(codes.size, np.uint8)
    count = cut(found, begin, end, codes, marks, after, first, most)
    return codes[first:count], marks[first:count], after[first:count]


def tokens_in(text, **limits):
    """The tokens of `text`, spelled; "" for a long or foreign one."""
    return [spelled(int(code)) for code in cut_up(text, **limits)[0]]


@cache
def _word(token):
    return word_of(token, {})


def spoken(words, joined=()):
    """Bare words as a text that was read; a single / . or - stands behind those at `joined`."""
    found = Spoken(
        np.zeros(ROOM, np.uint64), np.zeros(ROOM, np.float32), np.zeros(ROOM, np.uint32),
        np.zeros(ROOM, np.int32), np.zeros(ROOM, np.uint8),
    )  # fmt: skip
    for at, token in enumerate(words):
        word = _word(token)
        found.codes[at], found.weights[at] = word.code, word.weight
        found.parts[at], found.values[at] = word.parts, word.value
    found.joined[list(joined)] = 1
    return found


def words_in(of, count):
    """The first `count` words of a Spoken, spelled."""
    return [spelled(int(code)) for code in of.codes[:count]]
