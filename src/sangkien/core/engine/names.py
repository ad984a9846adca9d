"""Authors' names: three numbers a name, enough to see one person behind two spellings.

First number: the first word (six letters of five bits), how many words, and a bit a word for
"shortened" and "a syllable", and the marks of all; second and third: two words each. A longer
name is its first four words and its last.
"""

import numpy as np

from sangkien.core.engine.arrays import F32, I32, U8, U16, U64
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.hashing import mixed, together
from sangkien.core.engine.letters import FIRST_DIGIT, LONG, MARKS, packed
from sangkien.core.engine.slips import is_slip
from sangkien.core.engine.tokens import ASIDE, DASH, DOT, LINE_END
from sangkien.core.engine.vocabulary import Words
from sangkien.core.engine.words import Part

OTHER, LIKE, INITIALS, SAME = 0, 1, 2, 3  # how far two names agree

MOST_NAME_WORDS = 5
LETTER = 5  # bits
_LETTERS = 6
_WORD = (1 << LETTER * _LETTERS) - 1
_COUNT, _SHORT, _LEGAL, _MARKED = 30, 33, 38, 43  # where these stand in the first number
_MOST_MARKS = 1 << 16
_SHORTEST_LIKE = 8  # letters of a whole name in which one slip may hide
_LONGEST_INITIAL = 2  # letters: "Ng.", "Th."

_SYLLABLE = int(Part.SYLLABLE)
_GRAVE, _ACUTE, _CIRCUMFLEX, _DOT_BELOW = (int(MARKS[ord(sign)]) for sign in "èéêẹ")
_STROKE = int(MARKS[ord("đ")])
_TITLES = np.array(
    [
        (packed(bare), marks)
        for bare, marks in (
            ("ong", _CIRCUMFLEX), ("ba", _GRAVE), ("anh", 0), ("chi", _DOT_BELOW),
            ("thay", _CIRCUMFLEX | _GRAVE), ("co", _CIRCUMFLEX), ("ths", 0), ("ts", 0), ("bs", 0),
            ("ks", 0), ("cn", 0), ("ds", 0), ("pgs", 0), ("gs", 0), ("bsck", 0),
        )
    ],
    np.uint64,
)  # fmt: skip
_DIGRAPHS = np.array([packed(sign) for sign in ("ng", "th", "tr", "ph", "kh", "ch")], np.uint64)
_VOWELS = np.uint64(sum(1 << packed(sign) for sign in "aeiouy"))
_COMRADE = np.array(
    [
        [packed("d"), _STROKE, packed("c"), 0],
        [packed("dong"), _STROKE | _CIRCUMFLEX | _GRAVE, packed("chi"), _ACUTE],
    ],
    np.uint64,
)


@compiled
def _titles_before(codes: U64, marks: U16, begin: int, end: int) -> int:
    """Return where the name starts behind "Ông", "ThS." and their like."""
    at = begin
    found = True
    while found and at + 1 < end:
        found = False
        for title in range(_TITLES.shape[0]):
            if codes[at] == _TITLES[title, 0] and marks[at] == _TITLES[title, 1]:
                at += 1
                found = True
                break
        for pair in range(_COMRADE.shape[0]):
            if (
                at + 2 < end
                and codes[at] == _COMRADE[pair, 0]
                and marks[at] == _COMRADE[pair, 1]
                and codes[at + 1] == _COMRADE[pair, 2]
                and marks[at + 1] == _COMRADE[pair, 3]
            ):
                at += 2
                found = True
    return at


@compiled
def word_in_name(code: np.uint64, token: int, words: Words) -> tuple[np.uint64, bool]:
    """Return the code of a token in a name, and whether it is a syllable.

    Slips are mended as in titles; short forms are not written out: "Th." is no "tiểu học" here.
    """
    if words.counts[token, 0] == 1:
        word = words.spelling[words.starts[token, 0]]
        if words.parts[word] & _SYLLABLE:
            return words.word_codes[word], True
    return code, False


@compiled
def _narrowed(code: np.uint64) -> np.uint64:
    """Return the first six letters of a packed word in five bits each; digits are all one."""
    if code >= np.uint64(LONG):
        return code & np.uint64(_WORD)
    found, place = np.uint64(0), 0
    shift = 54
    while shift >= 0 and place < _LETTERS:
        letter = code >> np.uint64(shift) & np.uint64(63)
        if letter:
            narrow = min(letter, np.uint64(FIRST_DIGIT))
            found = found << np.uint64(LETTER) | narrow
            place += 1
        shift -= 6
    return found


@compiled
def _length(word: np.uint64) -> int:
    length = 0
    while word:
        word >>= np.uint64(LETTER)
        length += 1
    return length


@compiled
def _initials_in(code: np.uint64, is_legal: bool, after: int) -> int:
    """Return how many initials a token runs together: 3 in "NTL Phương", 1 in "Ng. Phương"."""
    if is_legal or code >= np.uint64(LONG) or after & DOT:
        return 1
    for digraph in _DIGRAPHS:
        if code == digraph:
            return 1
    letters = 0
    while code:
        sign = code & np.uint64(63)
        if sign >= np.uint64(FIRST_DIGIT) or _VOWELS >> sign & np.uint64(1):
            return 1
        letters += 1
        code >>= np.uint64(6)
    return letters if letters < MOST_NAME_WORDS else 1


@compiled
def write_name(
    codes: U64, marks: U16, after: U8, tokens: I32, begin: int, end: int, words: Words, name: U64
) -> bool:
    """Write the three numbers of the name in tokens[begin:end]; return whether there is one."""
    name[:] = 0
    begin = _titles_before(codes, marks, begin, end)
    for at in range(begin, end - 1):
        if after[at] & (ASIDE | DASH):
            end = at + 1
            break
    if end <= begin:
        return False
    code, is_legal = word_in_name(codes[begin], tokens[begin], words)
    initials = _initials_in(code, is_legal, after[begin]) if end - begin > 1 else 1
    place, marked = 0, np.uint64(0)
    if initials > 1:
        while place < initials:
            letter = code >> np.uint64(6 * (initials - 1 - place)) & np.uint64(63)
            _put(name, place, letter, is_short=True, is_legal=False)
            place += 1
        begin += 1
    at = begin
    while at < end:
        if place + 1 == MOST_NAME_WORDS:
            at = end - 1
        code, is_legal = word_in_name(codes[at], tokens[at], words)
        word = _narrowed(code)
        length = _length(word)
        is_initial = length == 1 or (length <= _LONGEST_INITIAL and not is_legal)
        _put(name, place, word, is_initial or (after[at] & DOT != 0 and at + 1 < end), is_legal)
        if marks[at]:
            marked = together(marked ^ np.uint64(place), np.uint64(marks[at]))
        place, at = place + 1, at + 1
    name[0] |= np.uint64(place) << np.uint64(_COUNT)
    if marked:
        name[0] |= (marked % np.uint64(_MOST_MARKS - 1) + np.uint64(1)) << np.uint64(_MARKED)
    return True


@compiled
def _put(name: U64, place: int, word: np.uint64, is_short: bool, is_legal: bool) -> None:
    name[0] |= np.uint64(is_short) << np.uint64(_SHORT + place)
    name[0] |= np.uint64(is_legal) << np.uint64(_LEGAL + place)
    if place:
        name[1 + (place - 1) // 2] |= word << np.uint64(30 * ((place - 1) % 2))
    else:
        name[0] |= word


@compiled
def write_names(
    codes: U64, marks: U16, after: U8, tokens: I32, begin: int, end: int, words: Words, names: U64
) -> int:
    """Write the first names of tokens[begin:end], one a line; return how many."""
    many, start = 0, begin
    for at in range(begin, end):
        if many < names.size // 3 and (at + 1 == end or after[at] & LINE_END):
            if write_name(
                codes, marks, after, tokens, start, at + 1, words, names[3 * many : 3 * many + 3]
            ):
                many += 1
            start = at + 1
    return many


@compiled
def word_at(name: U64, place: int) -> np.uint64:
    """Return the word at `place` of a name, six letters of five bits."""
    if place == 0:
        return name[0] & np.uint64(_WORD)
    return name[1 + (place - 1) // 2] >> np.uint64(30 * ((place - 1) % 2)) & np.uint64(_WORD)


@compiled
def words_in(name: U64) -> int:
    """Return how many words a name has; 0: there is none."""
    return whole(name[0] >> np.uint64(_COUNT) & np.uint64(7))


@compiled
def _bit(name: U64, first: int, place: int) -> bool:
    return name[0] >> np.uint64(first + place) & np.uint64(1) != 0


@compiled
def _first_letter(word: np.uint64) -> np.uint64:
    while word >> np.uint64(LETTER):
        word >>= np.uint64(LETTER)
    return word


@compiled
def initials_of(name: U64) -> np.uint64:
    """Return a number for the first letters and the given name: "nt huong"."""
    count = words_in(name)
    found = np.uint64(count)
    for place in range(count - 1):
        found = together(found, _first_letter(word_at(name, place)))
    return together(found, word_at(name, count - 1))


@compiled
def whole_name(name: U64) -> np.uint64:
    """Return a number for the bare words of a name."""
    return together(together(name[0] & np.uint64(_WORD), name[1]), name[2])


@compiled
def named(left: U64, right: U64) -> int:
    """Return how far two names agree. Initials count only where one side is shortened."""
    count = words_in(left)
    if count != words_in(right):
        return OTHER
    changed, sound, letters = 0, 0, 0
    slips, initials = True, True
    for place in range(count):
        one, other = word_at(left, place), word_at(right, place)
        letters += max(_length(one), _length(other))
        if one == other:
            continue
        changed += 1
        if slips:
            slips = is_slip(one, other, LETTER)
        sound += _bit(left, _LEGAL, place) and _bit(right, _LEGAL, place)
        is_short = _bit(left, _SHORT, place) or _bit(right, _SHORT, place)
        if not is_short or place + 1 == count or _first_letter(one) != _first_letter(other):
            initials = False
    if not changed:
        one_marks, other_marks = left[0] >> np.uint64(_MARKED), right[0] >> np.uint64(_MARKED)
        return LIKE if one_marks and other_marks and one_marks != other_marks else SAME
    if initials:
        return INITIALS
    if not slips or changed == count or letters < _SHORTEST_LIKE:
        return OTHER
    if sound == 0:
        return INITIALS
    return LIKE if changed == 1 else OTHER


@compiled
def rarity(name: U64, frequencies: F32) -> float:
    """Return how rare the words of a name are together, 0..1: one person in ten to the power 8 r.

    `frequencies` are the shares of names with a word, as counted, by 12 bits of its number.
    """
    found = 0.0
    for place in range(words_in(name)):
        bucket = mixed(word_at(name, place)) & np.uint64(frequencies.size - 1)
        found -= np.log10(frequencies[bucket])
    return min(found / 8, 1.0)
