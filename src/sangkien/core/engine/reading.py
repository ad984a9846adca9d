"""Entries cut into tokens, and tokens said as words: the part of reading that all fields share."""

from typing import NamedTuple

import numpy as np

from sangkien.core.engine import entries as columns
from sangkien.core.engine.arrays import I32, I64, U8, U16, U64, Offsets, Texts
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.titles import Spoken
from sangkien.core.engine.tokens import DASH, DOT, LINE_END, SLASH, cut
from sangkien.core.engine.vocabulary import Words
from sangkien.core.engine.words import Part
from sangkien.core.vietnamese.slips import LIKELY_KEYED, SURE_KEYED

# fields, as they are cut: bounds[entry, field] to bounds[entry, field + 1]
TITLE_FIELD, DESCRIPTION_FIELD, PLACE_FIELD, OWN_NAMES_FIELD, AUTHORS_FIELD, FIELDS = range(6)
_LONGEST = (2_000, 12_000, 400, 2_000, 4_000)  # bytes read of each; the rest says nothing new
# by field; the effect is read behind the description
_COLUMNS = (
    columns.TITLE, columns.DESCRIPTION, columns.WORKPLACE, columns.OWN_NAMES, columns.AUTHORS
)  # fmt: skip
_READ = (*_COLUMNS, columns.EFFECT)
_VNI_KEYED, _INNER_DIGIT = int(Part.VNI_KEYED), int(Part.INNER_DIGIT)
_JOINED = (DOT, SLASH, DASH)


class Tokens(NamedTuple):
    """All tokens of some entries, field by field."""

    codes: U64
    marks: U16
    after: U8
    places: I32  # of the token in the vocabulary
    bounds: I64  # (entries, fields + 1)


@compiled
def room_for(offsets: Offsets, first: int, last: int) -> int:
    """Return for how many tokens of these entries there must be room, however long they are."""
    size = 16
    for entry in range(first, last):
        size += _room_of(offsets, entry)
    return size


@compiled
def _room_of(offsets: Offsets, entry: int) -> int:
    size = 0
    for field, column in enumerate(_READ):
        longest = _LONGEST[field if field < FIELDS else DESCRIPTION_FIELD]
        size += min(offsets[column][entry + 1] - offsets[column][entry], longest) // 2 + 2
    return size


@compiled
def pieces(offsets: Offsets, most_entries: int, most_room: int) -> I64:
    """Return where pieces of the entries begin, and where the last one ends.

    A piece has `most_entries` at the most and, unless it is one entry, room for `most_room` tokens.
    """
    count = offsets[columns.TITLE].size - 1
    bounds = np.zeros(count + 1, np.int64)
    many, room = 0, 0
    for entry in range(count):
        more, held = _room_of(offsets, entry), entry - bounds[many]
        if held == most_entries or (held and room + more > most_room):
            many += 1
            bounds[many], room = entry, 0
        room += more
    if count:
        many += 1
    bounds[many] = count
    return bounds[: many + 1].copy()


@compiled
def cut_all(texts: Texts, offsets: Offsets, first: int, tokens: Tokens) -> int:
    count = 0
    for n in range(tokens.bounds.shape[0]):
        entry = first + n
        for field, column in enumerate(_COLUMNS):
            tokens.bounds[n, field] = count
            begin, end = offsets[column][entry], offsets[column][entry + 1]
            count = _cut_field(
                texts[column], begin, min(end, begin + _LONGEST[field]), tokens, count
            )
            if field == DESCRIPTION_FIELD:
                begin, end = offsets[columns.EFFECT][entry], offsets[columns.EFFECT][entry + 1]
                end = min(end, begin + _LONGEST[field])
                count = _cut_field(texts[columns.EFFECT], begin, end, tokens, count)
        tokens.bounds[n, FIELDS] = count
    return count


@compiled
def _cut_field(text: U8, begin: int, end: int, tokens: Tokens, count: int) -> int:
    # not through the middle of a sign
    while begin < end < text.size and text[end] & 0xC0 == 0x80:
        end -= 1
    return cut(text, begin, end, tokens.codes, tokens.marks, tokens.after, count, end - begin + 1)


@compiled
def new_room(size: int) -> Spoken:
    return Spoken(
        np.zeros(size, np.uint64),
        np.zeros(size, np.float32),
        np.zeros(size, np.uint32),
        np.zeros(size, np.int32),
        np.zeros(size, np.uint8),
    )


@compiled
def say(tokens: Tokens, begin: int, end: int, words: Words, of: Spoken) -> int:
    """Write the words of tokens[begin:end]; return how many: slips mended, written out."""
    keyed, inner = 0, False
    for at in range(begin, end):
        parts = words.token_parts[tokens.places[at]]
        keyed += parts & _VNI_KEYED != 0
        inner |= parts & _INNER_DIGIT != 0
    typed_vni = keyed >= SURE_KEYED or (keyed >= LIKELY_KEYED and inner)
    way = 1 if typed_vni else 0
    count = 0
    for at in range(begin, end):
        token = tokens.places[at]
        many = words.counts[token, way]
        if count + many > of.codes.size:
            break
        start = words.starts[token, way]
        for n in range(start, start + many):
            word = words.spelling[n]
            of.codes[count], of.weights[count] = words.word_codes[word], words.weights[word]
            of.parts[count], of.values[count] = words.parts[word], words.values[word]
            of.joined[count] = 0
            count += 1
        if count and tokens.after[at] in _JOINED:
            of.joined[count - 1] = 1
    return count


@compiled
def say_own_names(
    tokens: Tokens, begin: int, end: int, words: Words, of: Spoken, names: U64, bounds: I32
) -> int:
    """Write the own names of two words and more; return how many."""
    many, size, start = 0, 0, begin
    bounds[0] = 0
    for at in range(begin, end):
        if (at + 1 == end or tokens.after[at] & LINE_END) and many < bounds.size - 1:
            count = say(tokens, start, at + 1, words, of)
            start = at + 1
            if 1 < count <= names.size - size:
                for n in range(count):
                    names[size + n] = of.codes[n]
                size += count
                many += 1
                bounds[many] = size
    return many
