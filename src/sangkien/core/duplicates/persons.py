"""Whether two written names can be one person's, and two workplaces one place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from sangkien.core.normal import syllables
from sangkien.core.vietnamese.legacy import decode
from sangkien.core.vietnamese.syllables import is_syllable

_TITLES = re.compile(
    r"^\s*(?:(?:ông|bà|anh|chị|thầy|cô|đ/c|đồng chí|ths|ts|bs|ks|cn|ds|pgs|gs)[.:\s]+)+",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[(\[,;–-].*$", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_INITIAL = 2  # letters: "Ng.", "Th."
_SHORTEST_LIKE = 8  # letters of a whole name in which one slip may hide
_PLAIN_PLACE_WORDS = frozenset({"truong", "cong", "ti", "tai", "o", "cua", "va"})
_LONGEST_NAME = 200


class Named(IntEnum):
    """How far two names agree; more is nearer."""

    OTHER = 0
    LIKE = 1  # one letter or the tones differ
    INITIALS = 2  # the same where one is shortened, or one slip that is no syllable
    SAME = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as bare syllables, with its tone and letter marks where it has any."""

    words: tuple[str, ...]
    marks: tuple[str, ...]  # per word; empty when the name was typed without diacritics

    @property
    def initials(self) -> str:
        """The first letters and the given name: "nt huong"."""
        return "".join(word[0] for word in self.words[:-1]) + " " + self.words[-1]


def name_of(typed: str) -> Name:
    """Return the name in `typed`, without titles of address; no words when there is none.

    >>> name_of("Cô Nguyễn Thị Hương").initials
    'nt huong'
    """
    decoded = decode(unicodedata.normalize("NFC", typed[:_LONGEST_NAME]))
    plain = _ASIDE.sub("", _TITLES.sub("", decoded)) or decoded
    written = _WORD.findall(unicodedata.normalize("NFC", plain))
    words = syllables(" ".join(written), expansions={})
    marks = tuple(map(_marks_of, written))
    has_marks = any(marks) and len(marks) == len(words)
    return Name(words, marks if has_marks else ())


def _marks_of(word: str) -> str:
    """Return the marks of a word in an order that does not tell hoà from hòa."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sorted(sign for sign in parts if sign == "đ" or unicodedata.combining(sign)))


def named(left: Name, right: Name) -> Named:
    """Return how far two names agree. Initials count only where one side is shortened.

    >>> named(name_of("Ng. T. Hương"), name_of("Nguyễn Thị Hương"))
    <Named.INITIALS: 2>
    """
    if left.words == right.words:
        return Named.LIKE if _other_marks(left.marks, right.marks) else Named.SAME
    if len(left.words) == len(right.words) and _shortened(left.words, right.words):
        return Named.INITIALS
    return _slipped(left.words, right.words)


def _other_marks(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left) and bool(right) and left != right


def _shortened(left: Sequence[str], right: Sequence[str]) -> bool:
    if left[-1:] != right[-1:]:
        return False
    return all(
        one == other or _stands_for(one, other) or _stands_for(other, one)
        for one, other in zip(left, right, strict=True)
    )


def _stands_for(short: str, word: str) -> bool:
    initial = len(short) == 1 or (len(short) <= _LONGEST_INITIAL and not is_syllable(short))
    return initial and word.startswith(short)


def _slipped(left: Sequence[str], right: Sequence[str]) -> Named:
    one, other = " ".join(left), " ".join(right)
    if min(len(one), len(other)) < _SHORTEST_LIKE or OSA.distance(one, other, score_cutoff=1) > 1:
        return Named.OTHER
    changed = set(left) ^ set(right)
    return Named.LIKE if all(map(is_syllable, changed)) else Named.INITIALS


def same_place(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether two workplaces, as sets of bare syllables, can be one."""
    if not left or not right:
        return False
    if left == right:
        return True
    if _numbers(left) != _numbers(right):
        return False
    only_left, only_right = left - right, right - left
    if not only_left or not only_right:
        return len(left & right) > 2  # noqa: PLR2004 - a kind and a name, not a kind alone
    return len(only_left) == len(only_right) == 1 and _one_slip(only_left, only_right)


def _numbers(words: frozenset[str]) -> set[str]:
    return {word for word in words if not word.isalpha()}


def _one_slip(left: frozenset[str], right: frozenset[str]) -> bool:
    (one,), (other,) = left, right
    legal = is_syllable(one) and is_syllable(other)
    return not legal and OSA.distance(one, other, score_cutoff=1) == 1


def place_of(workplace: str) -> frozenset[str]:
    """Return the bare syllables of a workplace that tell it from others."""
    return frozenset(syllables(workplace[:_LONGEST_NAME])) - _PLAIN_PLACE_WORDS
