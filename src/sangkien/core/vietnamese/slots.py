"""The places of a title where another value means another work: grade, age, subject, number."""

from collections.abc import Sequence
from dataclasses import dataclass

VERSION = 1

GRADE_NOUNS = frozenset({"lop", "khoi"})
GRADE_WORDS = {
    "mot": "1", "hai": "2", "ba": "3", "bon": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8",
    "chin": "9", "muoi": "10",
}  # fmt: skip
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_NUMBERED = "ki hang cap tap quyen qui doan giai loai muc chuong lop khoi"
NUMBERED_NOUNS = frozenset(_NUMBERED.split())
AGE_UNITS = frozenset({"tuoi", "thang"})
LINKS = frozenset({"va", "den", "toi"})

_NAMED_SUBJECTS = """tieng viet|tieng anh|tieng phap|ngu van|lich su|dia li|vat li|tin hoc|am nhac|
mi thuat|dao duc|tap doc|tap viet|tap lam van|luyen tu|chinh ta|the duc|giao duc the chat|
giao duc cong dan|tu nhien xa hoi|lam quen van hoc|lam quen chu cai|lam quen toan"""
_AFTER_MON = "toan|van|li|hoa|hoa hoc|sinh|sinh hoc|su|dia|cong nghe|khoa hoc|tin|anh|gdcd"
SUBJECTS = frozenset(
    tuple(name.split()) for name in _NAMED_SUBJECTS.replace("\n", "").split("|") if name
)
SUBJECTS_AFTER_MON = SUBJECTS | {tuple(name.split()) for name in _AFTER_MON.split("|")}
SAME_SUBJECT = {
    "van": "ngu van", "li": "vat li", "su": "lich su", "dia": "dia li", "tin": "tin hoc",
    "anh": "tieng anh", "hoa": "hoa hoc", "sinh": "sinh hoc", "gdcd": "giao duc cong dan",
    "giao duc the chat": "the duc",
}  # fmt: skip
_LONGEST = max(map(len, SUBJECTS))
_FIRST_WORDS = frozenset(name[0] for name in SUBJECTS)


@dataclass(frozen=True, slots=True)
class Slots:
    """The values a title names; each set may be empty."""

    grades: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


def slots_of(found: Sequence[str]) -> Slots:
    """Return the slots of a title given as bare syllables, dates and own names already out.

    >>> slots_of("day mon toan cho hoc sinh lop 4".split())
    Slots(grades=frozenset({'4'}), ages=frozenset(), subjects=frozenset({'toan'}), \
numbers=frozenset())
    """
    grades: set[str] = set()
    ages: set[str] = set()
    numbers: set[str] = set()
    for at, word in enumerate(found):
        value = _number_at(found, at)
        if not value:
            continue
        if _noun_before(found, at) in GRADE_NOUNS:
            grade = value.rstrip("abcdefghijklmnopqrstuvwxyz")
            leading = "".join(sign if sign.isdecimal() else " " for sign in grade).split()
            grades.update(leading[:1])
            if not word.isdecimal() and not word.isalpha():
                numbers.add(word)
        elif _unit_after(found, at) in AGE_UNITS:
            ages.add(value)
        else:
            numbers.add(value)
    return Slots(
        frozenset(grades), frozenset(ages), frozenset(_subjects_in(found)), frozenset(numbers)
    )


def with_digits(found: Sequence[str]) -> tuple[str, ...]:
    """Return `found` with the numbers of grades and parts in digits.

    >>> with_digits("lop bon hoc ki ii".split())
    ('lop', '4', 'hoc', 'ki', '2')
    """
    return tuple(_number_at(found, at) or word for at, word in enumerate(found))


def _number_at(found: Sequence[str], at: int) -> str:
    """Return the number or code that stands at `at`, without leading zeros, or ""."""
    word = found[at]
    if not word.isalpha():
        return word.lstrip("0") or "0"
    if at == 0 or found[at - 1] not in NUMBERED_NOUNS:
        return ""
    if found[at - 1] in GRADE_NOUNS and (
        word != "nam" or tuple(found[at + 1 : at + 2]) != ("hoc",)
    ):
        return GRADE_WORDS.get(word, "") or ROMAN.get(word, "")
    return ROMAN.get(word, "")


def _noun_before(found: Sequence[str], at: int) -> str:
    at -= 1
    while at >= 0 and (found[at] in LINKS or not found[at].isalpha()):
        at -= 1
    return found[at] if at >= 0 else ""


def _unit_after(found: Sequence[str], at: int) -> str:
    at += 1
    while at < len(found) and (found[at] in LINKS or not found[at].isalpha()):
        at += 1
    return found[at] if at < len(found) else ""


def _subjects_in(found: Sequence[str]) -> set[str]:
    subjects: set[str] = set()
    for at, word in enumerate(found):
        if word == "mon":
            subjects |= _subject_at(found, at + 1, SUBJECTS_AFTER_MON)
        elif word in _FIRST_WORDS:
            subjects |= _subject_at(found, at, SUBJECTS)
    return subjects


def _subject_at(found: Sequence[str], at: int, known: frozenset[tuple[str, ...]]) -> set[str]:
    for length in range(_LONGEST, 0, -1):
        name = tuple(found[at : at + length])
        if name in known:
            subject = " ".join(name)
            return {SAME_SUBJECT.get(subject, subject)}
    return set()
