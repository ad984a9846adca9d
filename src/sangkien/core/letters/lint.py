"""Where a letter deviates from Decree 30/2020, from good spelling, or tells too much.

The codes are the deviations seen in a real reminder letter; an organisation that deviates
knowingly names the code among the `variants` of its layout profile.
Source: Decree 30/2020/NĐ-CP, annex I, part I, II and III; annex II (capitals).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile

from sangkien.core.letters.layout import LIMITS, LayoutProfile
from sangkien.core.letters.model import Annex, LetterText
from sangkien.core.sentences import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """One deviation: a key of SENTENCES, the part of the letter, the words that deviate."""

    code: str
    part: str
    words: str

    @property
    def sentence(self) -> str:
        """The English source sentence with {part} and {words}; translate, then fill."""
        return SENTENCES[self.code]


SENTENCES: dict[str, str] = {
    "symbol-short": N_(
        "{part}: “{words}” lacks the drafting unit. Add its abbreviation after a hyphen."
    ),
    "spelling": N_("{part}: “{words}” is a misspelling. Write it correctly."),
    "addressee-end": N_(
        "{part}: “{words}” ends wrongly. End each addressee with “;” and the last with “.”."
    ),
    "recipients-first": N_("{part}: the first line is “{words}”. Write “Như trên;”."),
    "recipients-end": N_("{part}: “{words}” ends wrongly. End the line with “;”."),
    "archive-line": N_("{part}: “{words}” is not an archive line. Write “Lưu: VT, …” and a “.”."),
    "end-mark": N_("{part}: the text ends without “./.”. Put the mark after the last word."),
    "annex-heading": N_(
        "{part}: the annex lacks “{words}”. Name it and say which letter it belongs to."
    ),
    "annex-unmentioned": N_("{part}: the text does not point to “{words}”. Mention the annex."),
    "capital": N_("{part}: “{words}” is a common noun here. Write it in small letters."),
    "abbreviation": N_("{part}: {words} are written for the same thing. Keep one of them."),
    "personal": N_("{part}: “{words}” tells a person's name or number. Give the board's instead."),
    "layout-limit": N_("{part}: {words} is outside what the Decree allows. Change the profile."),
}

_MISSPELT = {"đơn đốc": "đôn đốc", "đơn thành viên": "đơn vị thành viên"}
_ABBREVIATION = re.compile(r"\b[A-ZĐ]{3,}\b")
# A number of ten digits that starts as Vietnamese telephone numbers do, however it is grouped.
_TELEPHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){9}(?!\d)")
_NAME = r"[^\W\d_]\w+"
# “Bà Rịa” is a place
_NAMED = re.compile(
    rf"(?:[Đđ]/c|[Đđ]ồng chí|\b[Ôô]ng|\b[Bb]à(?! Rịa)) ({_NAME}(?: [^\W\d_]\w*){{1,3}})"
)
# what an office is called begins with one of these, a family name with none
_OFFICES = frozenset(
    {"bí", "chánh", "chủ", "giám", "hiệu", "phó", "thường", "tổng", "trưởng", "ủy", "uỷ", "viện"}
)
# a word in capitals that can be spoken: ÂN, not LĐLĐ
_SPOKEN = re.compile(r"(?:[^\W\d_AEIOUYĂÂÊÔƠƯ]{0,3})[AEIOUYĂÂÊÔƠƯ]{1,3}[CHGMNPT]{0,2}")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_COMMON_NOUN = re.compile(
    r"(?:các|huyện,|tỉnh,|xã,) (?:[\w, ]*, )?(Thành phố|Huyện|Tỉnh|Xã)\b(?! [A-ZĐ])"
)


def lint(letter: LetterText, profile: LayoutProfile) -> tuple[Problem, ...]:
    """Return every deviation that the profile does not allow, in the order of the letter."""
    found = (problem for check in _CHECKS for problem in check(letter))
    limits = _outside_limits(profile)
    return tuple(p for p in (*found, *limits) if p.code not in profile.variants)


def _symbol(letter: LetterText) -> Iterable[Problem]:
    if "-" not in letter.symbol:
        yield Problem("symbol-short", "Ký hiệu", letter.symbol)


def _spelling(letter: LetterText) -> Iterable[Problem]:
    for part, text in _texts(letter):
        for wrong in _MISSPELT:
            if wrong in text.lower():
                yield Problem("spelling", part, wrong)


def _addressees(letter: LetterText) -> Iterable[Problem]:
    lines = letter.addressees
    for position, line in enumerate(lines, start=1):
        wanted = "." if position == len(lines) else ";"
        if len(lines) > 1 and not line.endswith(wanted):
            yield Problem("addressee-end", "Kính gửi", line)


def _recipients(letter: LetterText) -> Iterable[Problem]:
    part = "Nơi nhận"
    first = letter.recipients[0] if letter.recipients else ""
    if first.rstrip(";") != "Như trên":
        yield Problem("recipients-first", part, first)
    for line in letter.recipients:
        if not line.endswith(";"):
            yield Problem("recipients-end", part, line)
    if not re.fullmatch(r"Lưu: VT, .+\.", letter.archive):
        yield Problem("archive-line", part, letter.archive)


def _end_mark(letter: LetterText) -> Iterable[Problem]:
    if letter.end_mark != "./.":
        yield Problem("end-mark", "Nội dung", letter.end_mark)


def _annexes(letter: LetterText) -> Iterable[Problem]:
    for annex in letter.annexes:
        yield from _annex(annex, is_alone=len(letter.annexes) == 1)
    text = " ".join(paragraph.text for paragraph in letter.paragraphs).lower()
    if letter.annexes and "phụ lục" not in text:
        yield Problem("annex-unmentioned", "Nội dung", "phụ lục")


def _annex(annex: Annex, *, is_alone: bool) -> Iterable[Problem]:
    label = r"Phụ lục" if is_alone else r"Phụ lục [IVX]+"
    if not re.fullmatch(label, annex.label):
        yield Problem("annex-heading", "Phụ lục", "Phụ lục" if is_alone else "Phụ lục I, II…")
    if not annex.reference.startswith("(Kèm theo "):
        yield Problem("annex-heading", "Phụ lục", "(Kèm theo …)")


def _capitals(letter: LetterText) -> Iterable[Problem]:
    for part, text in _texts(letter):
        yield from (Problem("capital", part, found[1]) for found in _COMMON_NOUN.finditer(text))


def _abbreviations(letter: LetterText) -> Iterable[Problem]:
    """The same letters with and without the stroke of Đ, as QHLD beside QHLĐ."""
    spellings: dict[str, set[str]] = {}
    for _, text in _texts(letter):
        for word in _ABBREVIATION.findall(text):
            spellings.setdefault(word.replace("Đ", "D"), set()).add(word)
    for words in spellings.values():
        if len(words) > 1:
            yield Problem("abbreviation", "Toàn văn", ", ".join(sorted(words)))


def _persons(letter: LetterText) -> Iterable[Problem]:
    for paragraph in letter.paragraphs:
        for found in _TELEPHONE.finditer(paragraph.text):
            yield Problem("personal", "Nội dung", found[0])
        for found in _NAMED.finditer(paragraph.text):
            words = list(takewhile(_may_be_name, found[1].split()))
            # one word with a capital may be a pronoun's or a rank's
            if len(words) > 1 and words[0].lower() not in _OFFICES:
                yield Problem("personal", "Nội dung", " ".join(words))


def _may_be_name(word: str) -> bool:
    """Return whether the word is written as names are: Khiêm, or KHIÊM where all is in capitals."""
    return word.istitle() or _SPOKEN.fullmatch(_toneless(word)) is not None


def _toneless(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES))


def _texts(letter: LetterText) -> Iterable[tuple[str, str]]:
    yield ("Ký hiệu", letter.symbol)
    yield ("Trích yếu", letter.abstract)
    yield from (("Kính gửi", line) for line in letter.addressees)
    yield from (("Nội dung", paragraph.text) for paragraph in letter.paragraphs)
    yield from (("Nơi nhận", line) for line in (*letter.recipients, letter.archive))
    for annex in letter.annexes:
        yield from (("Phụ lục", text) for text in (*annex.title_lines, *annex.notes))


def _outside_limits(profile: LayoutProfile) -> Iterable[Problem]:
    for name, (lowest, highest) in LIMITS.items():
        value = getattr(profile, name)
        if not lowest <= value <= highest:
            yield Problem("layout-limit", profile.code, f"{name} = {value:g}")


_CHECKS: tuple[Callable[[LetterText], Iterable[Problem]], ...] = (
    _symbol,
    _spelling,
    _addressees,
    _recipients,
    _end_mark,
    _annexes,
    _capitals,
    _abbreviations,
    _persons,
)
