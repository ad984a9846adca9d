"""A title as the engine compares it: bare words without opening, dates and own names, and slots.

The steps are those of `core.normal` and `core.vietnamese.slots`, on numbers instead of strings.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.hashing import mixed
from sangkien.core.engine.letters import packed
from sangkien.core.engine.words import NUMBER_WEIGHT, Part
from sangkien.core.vietnamese import slots, stock

MOST_TITLE_WORDS = 256  # read of a title
PLACE_SHARE = 0.25  # of its weight is left to a word that only says where
_LONGEST_PLACE, _SHORTEST_ABOUT = 9, 3  # words


class Spoken(NamedTuple):
    """Words in their order, in arrays that are longer than they are full."""

    codes: NDArray[np.uint64]
    weights: NDArray[np.float32]
    parts: NDArray[np.uint32]
    values: NDArray[np.int32]
    joined: NDArray[np.uint8]  # a single / . - stands between the token and the next


def _phrases(phrases: object) -> NDArray[np.uint64]:
    found = [[packed(word) for word in phrase] for phrase in phrases]  # type: ignore[attr-defined]
    longest = max(map(len, found))
    return np.array([phrase + [0] * (longest - len(phrase)) for phrase in found], np.uint64)


def _numbered_subjects() -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    names = sorted(slots.SUBJECTS_AFTER_MON, key=len, reverse=True)
    same = {name: slots.SAME_SUBJECT.get(" ".join(name), " ".join(name)) for name in names}
    numbers = {name: place for place, name in enumerate(sorted(set(same.values())))}
    # a bit a subject, and one more: said without "môn" before it
    alone = [name in slots.SUBJECTS for name in names]
    marks = [numbers[same[name]] * 2 + said for name, said in zip(names, alone, strict=True)]
    return _phrases(names), np.array(marks, np.int64)


_OPENINGS = _phrases(stock.OPENINGS)
_SUBJECTS, _SUBJECT_MARKS = _numbered_subjects()
_DIGITS = np.array([packed(str(value)) for value in range(20)], np.uint64)

_GENERIC, _BEFORE_NAME = int(Part.GENERIC), int(Part.BEFORE_NAME)
_PLACE_PREPOSITION, _PLACE_NOUN = int(Part.PLACE_PREPOSITION), int(Part.PLACE_NOUN)
_PLACE_END, _LINK, _NUMBER, _DIGITS_ONLY = (
    int(Part.PLACE_END), int(Part.LINK), int(Part.NUMBER), int(Part.DIGITS)
)  # fmt: skip
_YEAR, _NAM, _HOC, _TUOI = int(Part.YEAR), int(Part.NAM), int(Part.HOC), int(Part.TUOI)
_NGAY, _THANG, _MON = int(Part.NGAY), int(Part.THANG), int(Part.MON)
_GRADE_NOUN, _NUMBERED_NOUN = int(Part.GRADE_NOUN), int(Part.NUMBERED_NOUN)
_AGE_UNIT, _GRADE_WORD, _ROMAN = int(Part.AGE_UNIT), int(Part.GRADE_WORD), int(Part.ROMAN)
_SUBJECT_FIRST, _TELLING = int(Part.SUBJECT_FIRST), int(Part.TELLING)
_NUMBER_PARTS = int(Part.NUMBER | Part.DIGITS | Part.TELLING)
_LAST_MONTH, _LAST_DAY, _MOST_OF_A_DATE = 12, 31, 99


@compiled
def _keep(of: Spoken, at: int, to: int) -> None:
    of.codes[to], of.weights[to], of.parts[to] = of.codes[at], of.weights[at], of.parts[at]
    of.values[to], of.joined[to] = of.values[at], of.joined[at]


@compiled
def _cut_out(of: Spoken, count: int, begin: int, end: int) -> int:
    for at in range(end, count):
        _keep(of, at, begin + at - end)
    return count - (end - begin)


@compiled
def years_only(of: Spoken, count: int) -> int:
    """Leave of 15/3/2022 and 3/2022 the year: a day is no number of the work."""
    to, at = 0, 0
    while at < count:
        days = 0
        while (
            days < 2
            and at + days < count
            and of.parts[at + days] & _DIGITS_ONLY
            and of.values[at + days] <= _MOST_OF_A_DATE
            and of.joined[at + days]
        ):
            days += 1
        # the shorter date too: of 1-3/2022 the 3 may belong to the year and the 1 not
        if days and at + days < count and of.parts[at + days] & _YEAR:
            at += days
        _keep(of, at, to)
        at, to = at + 1, to + 1
    return to


@compiled
def without_names(
    of: Spoken, count: int, names: NDArray[np.uint64], bounds: NDArray[np.int32], many: int
) -> int:
    """Strike the first `many` own names, names[bounds[i]:bounds[i + 1]], the longest first."""
    done = np.zeros(many, np.bool_)
    left = count
    for _ in range(many):
        longest, which = 1, -1
        for n in range(many):
            length = bounds[n + 1] - bounds[n]
            if not done[n] and length > longest:
                longest, which = length, n
        if which < 0:
            break
        done[which] = True
        left = _strike(of, left, names[bounds[which] : bounds[which + 1]])
    return left


@compiled
def _strike(of: Spoken, count: int, name: NDArray[np.uint64]) -> int:
    start = count - name.size
    while start >= 0:
        equal = start + name.size <= count
        at = 0
        while equal and at < name.size:
            equal = of.codes[start + at] == name[at]
            at += 1
        if equal:
            begin = start
            while begin and of.parts[begin - 1] & _GENERIC:
                begin -= 1
            if begin and of.parts[begin - 1] & _BEFORE_NAME:
                begin -= 1
            count = _cut_out(of, count, begin, start + name.size)
        start -= 1
    return count


@compiled
def without_dates(of: Spoken, count: int) -> int:
    """Leave out years, school years, and named days and months."""
    to = 0
    for at in range(count):
        if of.parts[at] & _YEAR:
            if to > 1 and of.parts[to - 1] & _HOC and of.parts[to - 2] & _NAM:
                to -= 1
            if to and of.parts[to - 1] & _NAM:
                to -= 1
        elif at and _is_day_or_month(of, at, count, of.parts[to - 1] if to else np.uint32(0)):
            to -= 1
        else:
            _keep(of, at, to)
            to += 1
    return to


@compiled
def _is_day_or_month(of: Spoken, at: int, count: int, before: np.uint32) -> bool:
    if not of.parts[at] & _DIGITS_ONLY:
        return False
    for after in range(at + 1, min(at + 3, count)):
        if of.parts[after] & _TUOI:
            return False
    if before & _THANG:
        return of.values[at] <= _LAST_MONTH
    return before & _NGAY != 0 and of.values[at] <= _LAST_DAY


@compiled
def without_opening(of: Spoken, count: int) -> int:
    """Leave out the stock phrases a title opens with, unless nothing would be left."""
    start = 0
    found = True
    while found and start < count:
        found = False
        for phrase in range(_OPENINGS.shape[0]):
            length = _match(of, count, start, _OPENINGS[phrase])
            if length:
                start += length
                found = True
                break
    return count if start == count else _cut_out(of, count, 0, start)


@compiled
def _match(of: Spoken, count: int, start: int, phrase: NDArray[np.uint64]) -> int:
    """Return how many words of `phrase` stand at `start`: all of them, or 0."""
    length = 0
    while length < phrase.size and phrase[length]:
        if start + length >= count or of.codes[start + length] != phrase[length]:
            return 0
        length += 1
    return length


@compiled
def with_digits(of: Spoken, count: int) -> None:
    """Write the numbers of grades and parts in digits."""
    before = np.uint32(0)
    for at in range(count):
        part = of.parts[at]
        value = -1
        if before & _NUMBERED_NOUN and not part & _NUMBER:
            of_school_year = part & _NAM and at + 1 < count and of.parts[at + 1] & _HOC
            if part & _ROMAN or (
                before & _GRADE_NOUN and part & _GRADE_WORD and not of_school_year
            ):
                value = of.values[at]
        if value >= 0:
            of.codes[at], of.weights[at] = _DIGITS[value], NUMBER_WEIGHT
            of.parts[at] = _NUMBER_PARTS
        before = part


@compiled
def write_slots(of: Spoken, count: int, numbers: NDArray[np.uint64]) -> tuple[int, int, int, int]:
    """Return grades, ages and subjects, a bit each, and how many `numbers` were written."""
    grades, ages, subjects, many = 0, 0, 0, 0
    for at in range(count):
        part = of.parts[at]
        if part & _NUMBER:
            if _noun_before(of, at) & _GRADE_NOUN:
                grades |= 1 << min(of.values[at], 15)
                if not part & _DIGITS_ONLY:
                    many = _add(numbers, many, of.codes[at])
            elif _unit_after(of, at, count) & _AGE_UNIT:
                ages |= 1 << (of.values[at] & 63)
            else:
                many = _add(numbers, many, of.codes[at])
        if part & _MON:
            subjects |= _subject_at(of, count, at + 1, after_mon=True)
        elif part & _SUBJECT_FIRST:
            subjects |= _subject_at(of, count, at, after_mon=False)
    return grades, ages, subjects, many


@compiled
def _add(numbers: NDArray[np.uint64], many: int, code: np.uint64) -> int:
    """Add a number of 16 bits where it belongs in rising order, once."""
    value = mixed(code) >> np.uint64(48) | np.uint64(1)
    at = 0
    while at < many and numbers[at] < value:
        at += 1
    if (at < many and numbers[at] == value) or many == numbers.size:
        return many
    for place in range(many, at, -1):
        numbers[place] = numbers[place - 1]
    numbers[at] = value
    return many + 1


@compiled
def _noun_before(of: Spoken, at: int) -> int:
    at -= 1
    while at >= 0 and of.parts[at] & (_LINK | _NUMBER):
        at -= 1
    return of.parts[at] if at >= 0 else 0


@compiled
def _unit_after(of: Spoken, at: int, count: int) -> int:
    at += 1
    while at < count and of.parts[at] & (_LINK | _NUMBER):
        at += 1
    return of.parts[at] if at < count else 0


@compiled
def _subject_at(of: Spoken, count: int, start: int, after_mon: bool) -> int:
    for name in range(_SUBJECTS.shape[0]):
        may_be = after_mon or _SUBJECT_MARKS[name] & 1
        if may_be and _match(of, count, start, _SUBJECTS[name]):
            return 1 << (_SUBJECT_MARKS[name] >> 1)
    return 0


@compiled
def weigh_places(of: Spoken, count: int) -> None:
    """Take most of their weight from words that only say where: "tại trường …"."""
    where = np.zeros(count, np.bool_)
    left, about = 0, 0
    for at in range(count):
        following = of.parts[at + 1] if at + 1 < count else np.uint32(0)
        if of.parts[at] & _PLACE_PREPOSITION and following & _PLACE_NOUN:
            left = _LONGEST_PLACE
        elif of.parts[at] & _PLACE_END:
            left = 0
        where[at] = left > 0
        about += left == 0
        left = max(0, left - 1)
    if about < _SHORTEST_ABOUT:
        return
    for at in range(count):
        if where[at]:
            of.weights[at] *= PLACE_SHARE
