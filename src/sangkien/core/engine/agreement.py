"""Where two entries agree and differ, as the numbers the score reads."""

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import F32, F64, U64
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.descriptions import bins_that_agree, share_of
from sangkien.core.engine.fields import (
    AGREEMENTS,
    AT_ALIKE,
    AT_COVERED,
    AT_DESCRIPTION,
    AT_LENGTH,
    AT_LIKE,
    AT_MATCHED,
    AT_NAMED,
    AT_PLACE,
    AT_RARITY,
    AT_REF,
    AT_REPLACED,
    AT_SAID,
    AT_SHARED,
    AT_SLOTS,
    AT_TOLD,
    AT_TOPIC,
    Named,
)
from sangkien.core.engine.layout import (
    AGES,
    AUTHORS,
    COUNTS,
    MOST_AUTHORS,
    MOST_WORDS,
    NUMBERS,
    PLACE,
    REFS,
    SKETCH,
    SKETCH_WORDS,
    SLOTS,
    UNIT,
)
from sangkien.core.engine.names import INITIALS, LIKE, named, rarity, words_in
from sangkien.core.engine.title_agreement import titles_agree

NOT_TOLD = 0.15  # a description nobody gave says as much as one that agrees so far
_CONTAINED_SHARE = 0.85  # what being wholly contained is worth beside being equal
_LUCKY_BINS = 6
_ENOUGH_SHARED = 40.0  # runs: below it a like description proves less
_SAME_PATTERN = 0.3  # likeness of titles from which another number means another work
_UNKNOWN = int(Named.UNKNOWN)
_SHORTEST_PLACE = 3  # words: a kind and a name, not a kind alone
_WORDS_OF_A_PLACE = 8


@compiled
def agree(
    left: U64, right: U64, frequencies: F32, found: F64, left_shared: F64, right_shared: F64
) -> None:
    """Write the agreement of two rows into `found`; the same for both orders.

    `frequencies` as for `names.rarity`; the last two are room for `titles_agree`.
    """
    agree_but_titles(left, right, frequencies, found)
    agree_in_titles(left, right, found, left_shared, right_shared)


@compiled
def agree_but_titles(left: U64, right: U64, frequencies: F32, found: F64) -> None:
    """Write all but what the titles say."""
    found[AT_REF] = _refs(left[REFS], right[REFS])
    _authors(left, right, frequencies, found)
    _descriptions(left, right, found)


@compiled
def agree_in_titles(left: U64, right: U64, found: F64, left_shared: F64, right_shared: F64) -> None:
    """Write what the titles say, and the place."""
    like, covered, matched, replaced, topic = titles_agree(left, right, left_shared, right_shared)
    found[AT_LIKE], found[AT_COVERED], found[AT_MATCHED] = like, covered, matched
    found[AT_REPLACED], found[AT_TOPIC] = -replaced, topic
    found[AT_PLACE] = _place(left, right)
    found[AT_SLOTS] = -_slots(left, right) if like >= _SAME_PATTERN else 0.0
    found[AT_SAID] = -_unsaid(left, right) if like >= _SAME_PATTERN else 0.0


@compiled
def _runs(row: U64) -> float:
    return np.float64(row[COUNTS] >> np.uint64(16) & np.uint64(0xFFFF))


@compiled
def _descriptions(left: U64, right: U64, found: F64) -> None:
    one, other = _runs(left), _runs(right)
    shorter = min(one, other)
    found[AT_TOLD] = 1.0 if shorter > 0 else 0.0
    found[AT_LENGTH] = np.log1p(shorter)
    if shorter == 0:
        found[AT_DESCRIPTION], found[AT_SHARED], found[AT_ALIKE] = NOT_TOLD, 0.0, 0.0
        return
    equal, filled = bins_that_agree(
        left[SKETCH : SKETCH + SKETCH_WORDS], right[SKETCH : SKETCH + SKETCH_WORDS]
    )
    alike = share_of(equal, filled)
    shared = min(alike * (one + other) / (1 + alike), shorter)
    # of a short text in a long one a bin or two are luck, and would be worth half the text
    sure = share_of(equal - _LUCKY_BINS, filled)
    contained = min(sure * (one + other) / (1 + sure), shorter) / shorter
    share = max(alike, _CONTAINED_SHARE * contained)
    found[AT_ALIKE] = share
    found[AT_DESCRIPTION] = share * min(1.0, shared / _ENOUGH_SHARED)
    found[AT_SHARED] = np.log1p(shared)


@compiled
def _authors(left: U64, right: U64, frequencies: F32, found: F64) -> None:
    best, rarest = -1, 0.0
    for one in range(MOST_AUTHORS):
        name = left[AUTHORS + 3 * one : AUTHORS + 3 * one + 3]
        if words_in(name) == 0:
            break
        for other in range(MOST_AUTHORS):
            near = right[AUTHORS + 3 * other : AUTHORS + 3 * other + 3]
            if words_in(near) == 0:
                break
            far = named(name, near)
            rare = min(rarity(name, frequencies), rarity(near, frequencies)) if far >= LIKE else 0.0
            if far > best or (far == best and rare > rarest):
                best, rarest = far, rare
    # core.engine.names counts without UNKNOWN
    found[AT_NAMED] = _UNKNOWN if best < 0 else best + (best >= LIKE)
    found[AT_RARITY] = rarest if best >= INITIALS else 0.0


@compiled
def _refs(left: np.uint64, right: np.uint64) -> float:
    if not left or not right:
        return 1.0
    half, low = np.uint64(32), np.uint64(0xFFFFFFFF)
    for one in (left & low, left >> half):
        if one and (one in (right & low, right >> half)):
            return 2.0
    return 0.0


@compiled
def _place(left: U64, right: U64) -> float:
    if _same_workplace(left, right):
        return 3.0
    if not left[UNIT] or left[UNIT] != right[UNIT]:
        return 0.0
    return 1.0 if left[PLACE] and right[PLACE] else 2.0


@compiled
def _same_workplace(left: U64, right: U64) -> bool:
    """Return whether two workplaces can be one: equal, one within the other, or one slip apart."""
    if not left[PLACE] or not right[PLACE]:
        return False
    shared, only_left, only_right, numbers, strange = 0, 0, 0, 0, 0
    one, other = 0, 0
    while True:
        a = _place_word(left, one)
        b = _place_word(right, other)
        if a == 0 and b == 0:
            break
        if a == b:
            shared, one, other = shared + 1, one + 1, other + 1
        elif b == 0 or (a != 0 and a < b):
            only_left, one = only_left + 1, one + 1
            numbers, strange = numbers + (a >> 15), strange + (a >> 14 & 1)
        else:
            only_right, other = only_right + 1, other + 1
            numbers, strange = numbers + (b >> 15), strange + (b >> 14 & 1)
    if only_left + only_right == 0:
        return True
    if numbers:
        return False
    if only_left == 0 or only_right == 0:
        return shared >= _SHORTEST_PLACE
    return only_left == 1 and only_right == 1 and strange > 0 and shared >= _SHORTEST_PLACE


@compiled
def _place_word(row: U64, place: int) -> int:
    if place == _WORDS_OF_A_PLACE:
        return 0
    return whole(row[PLACE + place // 4] >> np.uint64(16 * (place % 4)) & np.uint64(0xFFFF))


@compiled
def slots_that_differ(left: U64, right: U64) -> tuple[bool, bool, bool, bool]:
    """Return whether grade, age, subject and number differ where both titles name one."""
    one, other = left[SLOTS], right[SLOTS]
    low, high = np.uint64(0xFFFF), np.uint64(16)
    return (
        _differ(one & low, other & low),
        _differ(left[AGES], right[AGES]),
        _differ(one >> high, other >> high),
        _numbers_differ(left[NUMBERS], right[NUMBERS]),
    )


@compiled
def _differ(one: np.uint64, other: np.uint64) -> bool:
    """Each holds a value that the other has not."""
    return one & ~other != 0 and other & ~one != 0


@compiled
def _numbers_differ(one: np.uint64, other: np.uint64) -> bool:
    return _has_other_number(one, other) and _has_other_number(other, one)


@compiled
def _has_other_number(one: np.uint64, other: np.uint64) -> bool:
    while one:
        value, rest = one & np.uint64(0xFFFF), other
        while rest and rest & np.uint64(0xFFFF) != value:
            rest >>= np.uint64(16)
        if not rest:
            return True
        one >>= np.uint64(16)
    return False


@compiled
def _slots(left: U64, right: U64) -> float:
    grade, age, subject, number = slots_that_differ(left, right)
    return 1.0 * grade + age + subject + number


@compiled
def _unsaid(left: U64, right: U64) -> float:
    low = np.uint64(0xFFFF)
    grade = (left[SLOTS] & low == 0) != (right[SLOTS] & low == 0)
    age = (left[AGES] == 0) != (right[AGES] == 0)
    return 1.0 * grade + age + ((left[NUMBERS] == 0) != (right[NUMBERS] == 0))


def room_for_agreement() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return room for one agreement and for the marks of `titles_agree`."""
    return np.zeros(AGREEMENTS), np.zeros(MOST_WORDS), np.zeros(MOST_WORDS)
