"""What the engine knows of a word: how it is spelled, how much it tells, what part it can play."""

from collections.abc import Iterable, Mapping
from enum import IntFlag, auto
from functools import lru_cache
from typing import NamedTuple

from sangkien.core.engine.letters import LONGEST_PACKED, packed
from sangkien.core.vietnamese import slots, stock
from sangkien.core.vietnamese.abbreviations import EXPANSIONS
from sangkien.core.vietnamese.slips import has_inner_digit, mend, reads_as_vni
from sangkien.core.vietnamese.syllables import is_syllable

NUMBER_WEIGHT = 1.0


class Part(IntFlag):
    """The parts a word can play in a title."""

    TELLING = auto()  # more than common words do
    SYLLABLE = auto()
    NUMBER = auto()  # holds a digit
    DIGITS = auto()  # holds nothing else
    YEAR = auto()
    GENERIC = auto()  # "trường", "công ty" before a name
    BEFORE_NAME = auto()
    PLACE_PREPOSITION = auto()
    PLACE_NOUN = auto()
    PLACE_END = auto()
    GRADE_NOUN = auto()
    NUMBERED_NOUN = auto()
    AGE_UNIT = auto()
    LINK = auto()
    GRADE_WORD = auto()  # "bốn"
    ROMAN = auto()
    NAM = auto()
    HOC = auto()
    TUOI = auto()
    NGAY = auto()
    THANG = auto()
    MON = auto()
    SUBJECT_FIRST = auto()
    VNI_KEYED = auto()  # as typed, it reads as keys of VNI
    INNER_DIGIT = auto()


class Word(NamedTuple):
    """A word in its one spelling."""

    code: int
    weight: float  # 0..1
    parts: int
    value: int  # of a number, a grade word, a Roman numeral; else 0


class Reading(NamedTuple):
    """What a token stands for: words, other ones where the text was typed with VNI keys."""

    plain: tuple[str, ...]
    keyed: tuple[str, ...]
    parts: int


_SINGLE = {
    "nam": Part.NAM,
    "hoc": Part.HOC,
    "tuoi": Part.TUOI,
    "ngay": Part.NGAY,
    "thang": Part.THANG,
    "mon": Part.MON,
}
_SETS: tuple[tuple[Iterable[str], Part], ...] = (
    (("truong", "cong", "ti"), Part.GENERIC),
    (stock.PLACE_PREPOSITIONS | {"cua"}, Part.BEFORE_NAME),
    (stock.PLACE_PREPOSITIONS, Part.PLACE_PREPOSITION),
    (stock.PLACE_NOUNS, Part.PLACE_NOUN),
    (stock.PLACE_ENDS, Part.PLACE_END),
    (slots.GRADE_NOUNS, Part.GRADE_NOUN),
    (slots.NUMBERED_NOUNS, Part.NUMBERED_NOUN),
    (slots.AGE_UNITS, Part.AGE_UNIT),
    (slots.LINKS, Part.LINK),
    (slots.GRADE_WORDS, Part.GRADE_WORD),
    (slots.ROMAN, Part.ROMAN),
    ({name[0] for name in slots.SUBJECTS}, Part.SUBJECT_FIRST),
)
_MOST_DIGITS = 6  # of a number whose value is read


def word_of(token: str, learned: Mapping[str, float]) -> Word:
    """Return what is known of a bare token of at most ten signs.

    `learned` gives weights, 0..1, that were counted on a register.
    """
    if not token.isalpha():
        return _number(token)
    legal = is_syllable(token)
    weight = stock.weight_of(token, legal=legal)
    parts = _SINGLE.get(token, Part(0))
    for words, part in _SETS:
        if token in words:
            parts |= part
    if legal:
        parts |= Part.SYLLABLE
    if weight > stock.COMMON_WEIGHT:
        parts |= Part.TELLING
    value = int(slots.GRADE_WORDS.get(token, "") or slots.ROMAN.get(token, "") or 0)
    weight = (weight + learned.get(token, weight)) / 2
    return Word(packed(token), weight, int(parts), value)


def _number(token: str) -> Word:
    token = token.lstrip("0") or "0"
    parts = Part.NUMBER | Part.TELLING
    if token.isdecimal():
        parts |= Part.DIGITS
        if len(token) == 4 and token[:2] in {"19", "20"}:
            parts |= Part.YEAR
    runs = "".join(sign if sign.isdecimal() else " " for sign in token).split() or ["0"]
    return Word(packed(token), NUMBER_WEIGHT, int(parts), int(runs[0][:_MOST_DIGITS]))


@lru_cache(maxsize=4096)
def reading_of(token: str) -> Reading:
    """Return the words `token` stands for: slips mended, short forms written out.

    >>> reading_of("hsg").plain, reading_of("gia3i").plain, reading_of("skkn").plain
    (('hoc', 'sinh', 'gioi'), ('giai',), ())
    """
    parts = Part(0)
    if reads_as_vni(token):
        parts |= Part.VNI_KEYED
        if has_inner_digit(token):
            parts |= Part.INNER_DIGIT
    plain = _written_out(mend(token, keyed=False))
    keyed = _written_out(mend(token, keyed=True)) if parts else plain
    return Reading(plain, keyed, int(parts))


def _written_out(tokens: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens:
        found += EXPANSIONS.get(token, (token,))
    return tuple(token[:LONGEST_PACKED] for token in found)
