"""Entries as columns of UTF-8, the one shape that machine code, Arrow and Spark have in common."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.duplicates.text import Text
from sangkien.core.engine.arrays import Offsets, Texts
from sangkien.core.engine.compiled import compiled
from sangkien.core.vietnamese.legacy import decode

TITLE, DESCRIPTION, EFFECT, AUTHORS, REFS, WORKPLACE, UNIT, OWN_NAMES = range(8)  # the columns
SEVERAL = "\n"  # parts the authors, member numbers and own names of one entry
_LINE_END = ord(SEVERAL)
_TYPED = (TITLE, DESCRIPTION, EFFECT, AUTHORS, WORKPLACE, OWN_NAMES)  # in some font
_BY_LINE = (AUTHORS, OWN_NAMES)  # each line in a font of its own


class Column(NamedTuple):
    """Texts one behind the other: `text[offsets[n]:offsets[n + 1]]` is the n-th, in UTF-8."""

    text: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    def at(self, place: int) -> str:
        """Return one text."""
        found = self.text[self.offsets[place] : self.offsets[place + 1]]
        return found.tobytes().decode("utf-8", "surrogatepass")


class Entries(NamedTuple):
    """The eight columns of as many entries; see the constants of this module."""

    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return int(self.columns[TITLE].offsets.size - 1)

    @property
    def texts(self) -> tuple[NDArray[np.uint8], ...]:
        """The bytes of each column, read-only: machine code wants them all of one type."""
        return tuple(_read_only(column.text) for column in self.columns)

    @property
    def offsets(self) -> tuple[NDArray[np.int64], ...]:
        """The offsets of each column."""
        return tuple(_read_only(column.offsets) for column in self.columns)


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    if not array.flags.writeable:
        return array
    seen = array.view()
    seen.flags.writeable = False
    return seen


def column(texts: Iterable[str]) -> Column:
    """Return the texts as one column."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.array([0, *accumulate(map(len, encoded))], np.int64)
    return Column(np.frombuffer(b"".join(encoded), np.uint8), offsets)


def entries_of(texts: Sequence[Text]) -> Entries:
    """Return the columns of `texts`, in their order."""
    return in_unicode(
        Entries(
            (
                column(text.title for text in texts),
                column(text.description for text in texts),
                column(text.effect for text in texts),
                column(SEVERAL.join(text.authors) for text in texts),
                column(SEVERAL.join(sorted(filter(None, text.member_refs))) for text in texts),
                column(text.workplace for text in texts),
                column(text.unit for text in texts),
                column(SEVERAL.join(text.own_names) for text in texts),
            )
        )
    )


def entries_of_names(authors: Sequence[tuple[str, ...]]) -> Entries:
    """Return the columns of entries of which nothing but the authors' names is known."""
    nothing = Column(np.zeros(0, np.uint8), np.zeros(len(authors) + 1, np.int64))
    columns = [nothing] * (OWN_NAMES + 1)
    columns[AUTHORS] = column(SEVERAL.join(names) for names in authors)
    return in_unicode(Entries(tuple(columns)))


def in_unicode(entries: Entries) -> Entries:
    """Return `entries` with what was typed for TCVN3 and VNI fonts read back into Unicode."""
    if not _is_any_doubtful(entries.texts, entries.offsets):
        return entries
    return Entries(
        tuple(
            _decoded(found, by_line=place in _BY_LINE) if place in _TYPED else found
            for place, found in enumerate(entries.columns)
        )
    )


def _decoded(found: Column, *, by_line: bool) -> Column:
    doubtful = _doubtful(_read_only(found.text), _read_only(found.offsets), by_line)
    read_back = _decode_lines if by_line else decode
    changed = {
        place: read
        for place in map(int, np.flatnonzero(doubtful))
        if (read := read_back(typed := found.at(place))) != typed
    }
    if not changed:
        return found
    parts, lengths, start = [], np.diff(found.offsets), found.offsets[0]
    for place, read in changed.items():
        encoded = np.frombuffer(read.encode("utf-8", "surrogatepass"), np.uint8)
        parts += [found.text[start : found.offsets[place]], encoded]
        start, lengths[place] = found.offsets[place + 1], encoded.size
    parts.append(found.text[start : found.offsets[-1]])
    offsets = np.zeros_like(found.offsets)
    np.cumsum(lengths, out=offsets[1:])
    return Column(np.concatenate(parts), offsets)


def _decode_lines(typed: str) -> str:
    r"""Read each line for itself: a workplace as somebody typed it stands beside our own name.

    And a co-author pasted from an old document beside the one who types.

    >>> _decode_lines("Tr\u00adêng Kim §ång\nHuyện Than Uyên")
    'Trường Kim Đồng\nHuyện Than Uyên'
    """
    return SEVERAL.join(map(decode, typed.split(SEVERAL)))


@compiled
def _is_any_doubtful(texts: Texts, offsets: Offsets) -> bool:
    for place in _TYPED:
        if _doubtful(texts[place], offsets[place], place in _BY_LINE).any():
            return True
    return False


@compiled
def _doubtful(
    text: NDArray[np.uint8], offsets: NDArray[np.int64], by_line: bool
) -> NDArray[np.bool_]:
    """Return which texts have signs of old fonts and none that only Unicode Vietnamese has.

    `by_line`: of which texts some line is like that.
    """
    found = np.zeros(offsets.size - 1, np.bool_)
    for place in range(offsets.size - 1):
        old, certain = False, False
        at, end = offsets[place], offsets[place + 1]
        while at < end and (by_line or not certain):
            first = text[at]
            if by_line and first == _LINE_END:
                found[place] |= old and not certain
                old, certain = False, False
            # U+0080 to U+00FF; then ă đ ĩ ũ ơ ư and the rest of Latin, the marks, U+1E00 on
            old |= 0xC2 <= first <= 0xC3
            certain |= 0xC4 <= first <= 0xCD or (first == 0xE1 and text[at + 1] >= 0xB8)
            at += 1
        found[place] |= old and not certain
    return found
