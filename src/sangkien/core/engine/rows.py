"""What of an entry goes into its row, but names and description; see `layout`."""

import numpy as np

from sangkien.core.engine import entries as columns
from sangkien.core.engine.arrays import F64, I32, I64, U64, Marks, Offsets, Texts
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.hashing import mixed, of_bytes, together
from sangkien.core.engine.layout import (
    AGES,
    COUNTS,
    MOST_WORDS,
    NUMBERS,
    PLACE,
    REFS,
    SLOTS,
    TITLE,
    UNIT,
    WEIGHT_STEPS,
    WEIGHTS,
    WORDS,
)
from sangkien.core.engine.reading import PLACE_FIELD, TITLE_FIELD, Tokens, say
from sangkien.core.engine.titles import (
    Spoken,
    weigh_places,
    with_digits,
    without_dates,
    without_names,
    without_opening,
    write_slots,
    years_only,
)
from sangkien.core.engine.vocabulary import Words
from sangkien.core.engine.words import Part

_SYLLABLE, _NUMBER = int(Part.SYLLABLE), int(Part.NUMBER)
_PLAIN_IN_A_PLACE = int(Part.GENERIC | Part.BEFORE_NAME | Part.LINK)
_PLACE_WORDS = 8
_NUMBER_BIT, _STRANGE_BIT = 1 << 15, 1 << 14
_LINE_END = 10
# all but the authors, who must stay erasable, and what only says how the others are read
_OF_DIGEST = (
    columns.TITLE, columns.DESCRIPTION, columns.EFFECT, columns.REFS, columns.WORKPLACE,
    columns.UNIT,
)  # fmt: skip


@compiled
def digest_of(texts: Texts, offsets: Offsets, entry: int) -> np.uint64:
    found = np.uint64(0)
    for column in _OF_DIGEST:
        text = of_bytes(texts[column], offsets[column][entry], offsets[column][entry + 1])
        found ^= together(text, np.uint64(column + 1))
    return found


@compiled
def write_title(
    tokens: Tokens,
    begins: I64,
    words: Words,
    of: Spoken,
    names: U64,
    bounds: I32,
    many: int,
    row: U64,
) -> int:
    """Bring the title to its core, write number and slots; return how many words are left."""
    count = say(tokens, begins[TITLE_FIELD], begins[TITLE_FIELD + 1], words, of)
    count = years_only(of, count)
    left = without_names(of, count, names, bounds, many)
    if left == 0:
        left = years_only(of, say(tokens, begins[TITLE_FIELD], begins[TITLE_FIELD + 1], words, of))
    count = without_opening(of, without_dates(of, left))
    with_digits(of, count)
    whole = np.uint64(0)
    for at in range(count):
        whole = together(whole, of.codes[at])
    row[TITLE] = whole
    numbers = np.zeros(4, np.uint64)
    grades, ages, subjects, found = write_slots(of, count, numbers)
    row[SLOTS] = np.uint64(grades) | np.uint64(subjects) << np.uint64(16)
    row[AGES] = np.uint64(ages)
    for n in range(found):
        row[NUMBERS] |= numbers[n] << np.uint64(16 * n)
    weigh_places(of, count)
    return count


@compiled
def write_words(of: Spoken, count: int, row: U64, weights: F64, legal: Marks) -> None:
    """Write the most telling distinct words, in the order of their codes, and their weights."""
    distinct = 0
    for at in range(count):
        again = False
        for n in range(distinct):
            if of.codes[n] == of.codes[at]:
                of.weights[n] = max(of.weights[n], of.weights[at])
                again = True
        if not again:
            of.codes[distinct], of.weights[distinct] = of.codes[at], of.weights[at]
            of.parts[distinct] = of.parts[at]
            distinct += 1
    while distinct > MOST_WORDS:
        least = 0
        for n in range(1, distinct):
            lighter = of.weights[n] < of.weights[least]
            if lighter or (of.weights[n] == of.weights[least] and of.codes[n] > of.codes[least]):
                least = n
        distinct -= 1
        of.codes[least], of.weights[least] = of.codes[distinct], of.weights[distinct]
        of.parts[least] = of.parts[distinct]
    order = np.argsort(of.codes[:distinct])
    for n in range(distinct):
        at = order[n]
        step = whole(np.rint(of.weights[at] * WEIGHT_STEPS))
        row[WORDS + n] = of.codes[at]
        row[WEIGHTS + n // 8] |= np.uint64(step) << np.uint64(8 * (n % 8))
        weights[n] = step / WEIGHT_STEPS
        legal[n] = of.parts[at] & (_SYLLABLE | _NUMBER) != 0
    row[COUNTS] = np.uint64(distinct)


@compiled
def write_place(tokens: Tokens, begins: I64, words: Words, of: Spoken, row: U64) -> None:
    """Write the words of the workplace that tell it from others, rising."""
    count = say(tokens, begins[PLACE_FIELD], begins[PLACE_FIELD + 1], words, of)
    found = np.zeros(_PLACE_WORDS, np.uint64)
    many = 0
    for at in range(count):
        if of.parts[at] & _PLAIN_IN_A_PLACE or many == _PLACE_WORDS:
            continue
        word = mixed(of.codes[at]) >> np.uint64(50) | np.uint64(1)
        if of.parts[at] & _NUMBER:
            word |= np.uint64(_NUMBER_BIT)
        elif not of.parts[at] & _SYLLABLE:
            word |= np.uint64(_STRANGE_BIT)
        again = False
        for n in range(many):
            again |= found[n] == word
        if not again:
            found[many] = word
            many += 1
    found[:many].sort()
    for n in range(many):
        row[PLACE + n // 4] |= found[n] << np.uint64(16 * (n % 4))


@compiled
def write_unit(texts: Texts, offsets: Offsets, entry: int, row: U64) -> None:
    """Write the unit and the two smallest of the member numbers, whatever their order."""
    row[UNIT] = of_bytes(
        texts[columns.UNIT], offsets[columns.UNIT][entry], offsets[columns.UNIT][entry + 1]
    )
    text, at, end = (
        texts[columns.REFS],
        offsets[columns.REFS][entry],
        offsets[columns.REFS][entry + 1],
    )
    start, first, second = at, np.uint64(0), np.uint64(0)
    while at <= end:
        if at == end or text[at] == _LINE_END:
            if at > start:
                ref = of_bytes(text, start, at) >> np.uint64(32) | np.uint64(1)
                if first == 0 or ref < first:
                    first, second = ref, first
                elif ref != first and (second == 0 or ref < second):
                    second = ref
            start = at + 1
        at += 1
    row[REFS] = first | second << np.uint64(32)
