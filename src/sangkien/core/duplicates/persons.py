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
_WORD = re.compile(r"([^\W\d_]+)(\.?)")
_LONGEST_INITIAL = 2  # letters: "Ng.", "Th."
_SHORTEST_LIKE = 8  # letters of a whole name in which one slip may hide
_PLAIN_PLACE_WORDS = frozenset({"truong", "cong", "ti", "tai", "o", "cua", "va"})
_LONGEST_NAME = 200


class Named(IntEnum):
    """How far two names agree; more is nearer."""

    OTHER = 0
    LIKE = 1  # one letter or the tones differ
    INITIALS = 2  # the same where one is shortened, or with slips that are no syllables
    SAME = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as bare syllables, with its tone and letter marks where it has any."""

    words: tuple[str, ...]
    marks: tuple[str, ...]  # per word; empty when the name was typed without diacritics
    short: tuple[bool, ...]  # per word: shortened, "Ng." or "T"

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
    words = syllables(" ".join(word for word, _ in written), expansions={})
    marks = tuple(_marks_of(word) for word, _ in written)
    in_step = len(written) == len(words)
    return Name(
        words,
        marks=marks if in_step and any(marks) else (),
        short=tuple(
            _is_short(word, dotted=in_step and bool(written[at][1]))
            for at, word in enumerate(words)
        ),
    )


def _is_short(word: str, *, dotted: bool) -> bool:
    initial = len(word) == 1 or (len(word) <= _LONGEST_INITIAL and not is_syllable(word))
    return initial or dotted


def _marks_of(word: str) -> str:
    """Return the marks of a word in an order that does not tell hoà from hòa."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sorted({sign for sign in parts if sign == "đ" or unicodedata.combining(sign)}))


def named(left: Name, right: Name) -> Named:
    """Return how far two names agree. Initials count only where one side is shortened.

    >>> named(name_of("Ng. T. Hương"), name_of("Nguyễn Thị Hương"))
    <Named.INITIALS: 2>
    """
    if left.words == right.words:
        return Named.LIKE if _other_marks(left.marks, right.marks) else Named.SAME
    if len(left.words) != len(right.words):
        return _run_together(left.words, right.words)
    if left.words[-1] == right.words[-1] and _shortened(left, right):
        return Named.INITIALS
    return _slipped(left.words, right.words)


def _other_marks(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left) and bool(right) and left != right


def _shortened(left: Name, right: Name) -> bool:
    words = zip(left.words, right.words, left.short, right.short, strict=True)
    return all(
        one == other
        or (one_short and other.startswith(one))
        or (other_short and one.startswith(other))
        for one, other, one_short, other_short in words
    )


def _slipped(left: Sequence[str], right: Sequence[str]) -> Named:
    """Return LIKE for one other letter, INITIALS where each changed word is no syllable."""
    changed = [(one, other) for one, other in zip(left, right, strict=True) if one != other]
    if len(changed) == len(left) or sum(map(len, left)) < _SHORTEST_LIKE:
        return Named.OTHER
    if any(OSA.distance(one, other, score_cutoff=1) > 1 for one, other in changed):
        return Named.OTHER
    sound = sum(is_syllable(one) and is_syllable(other) for one, other in changed)
    return Named.INITIALS if not sound else Named.LIKE if len(changed) == 1 else Named.OTHER


def _run_together(left: Sequence[str], right: Sequence[str]) -> Named:
    return Named.INITIALS if "".join(left) == "".join(right) else Named.OTHER


def same_place(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether two workplaces, as sets of bare syllables, can be one."""
    if not left or not right:
        return False
    if left == right:
        return True
    only_left, only_right = left - right, right - left
    if _numbers(only_left) or _numbers(only_right):
        return False
    if not only_left or not only_right:
        return len(left & right) > 2  # noqa: PLR2004 - a kind and a name, not a kind alone
    return len(only_left) == len(only_right) == 1 and _one_slip(only_left, only_right)


def _numbers(words: frozenset[str]) -> list[str]:
    return [word for word in words if not word.isalpha()]


def _one_slip(left: frozenset[str], right: frozenset[str]) -> bool:
    (one,), (other,) = left, right
    legal = is_syllable(one) and is_syllable(other)
    return not legal and OSA.distance(one, other, score_cutoff=1) == 1


def place_of(workplace: str) -> frozenset[str]:
    """Return the bare syllables of a workplace that tell it from others."""
    return frozenset(syllables(workplace[:_LONGEST_NAME])) - _PLAIN_PLACE_WORDS
