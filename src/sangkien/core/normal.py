"""Texts made equal for comparison: one form for every way the same words can be typed.

Case, composed and decomposed letters, missing diacritics, hoà/hòa, kỹ/kĩ, TCVN3 and VNI fonts,
Telex and VNI keystrokes, reading slips, quotes, dashes and short forms all end in one tuple of
bare syllables. What was typed is kept elsewhere; this form is never shown.
"""

import re
from collections.abc import Iterable, Mapping

from sangkien.core.text import fold
from sangkien.core.vietnamese import abbreviations, stock
from sangkien.core.vietnamese.legacy import decode
from sangkien.core.vietnamese.slips import repair

VERSION = f"1.{abbreviations.VERSION}.{stock.VERSION}"

# signs such as ❶ part words, as in engine.letters
_TOKEN = re.compile("[^\\W_\u2200-\u2bff]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST = {"thang": 12, "ngay": 31}
_WRITTEN_DATE = re.compile(r"\b\d{1,2}\s?[/.-]\s?(?:\d{1,2}\s?[/.-]\s?)?((?:19|20)\d\d)\b")
_BEFORE_NAMES = stock.PLACE_PREPOSITIONS | {"cua"}
_LONGEST_PLACE, _SHORTEST_ABOUT = 9, 3  # words
_GENERIC = frozenset({"truong", "cong", "ti"})


def syllables(
    text: str, *, expansions: Mapping[str, tuple[str, ...]] = abbreviations.EXPANSIONS
) -> tuple[str, ...]:
    """Return the bare syllables and numbers of `text`, short forms written out.

    >>> syllables("Ứng dụng CNTT – môn Vật lý, lớp 10A4")
    ('ung', 'dung', 'cong', 'nghe', 'thong', 'tin', 'mon', 'vat', 'li', 'lop', '10a4')
    """
    found: list[str] = []
    for token in repair(_TOKEN.findall(_years_only(fold(decode(text))))):
        found.extend(expansions.get(token, (token,)))
    return tuple(found)


def _years_only(text: str) -> str:
    """Return `text` with 15/3/2022 and 3/2022 written 2022: a day is no number of the work."""
    return _WRITTEN_DATE.sub(r"\1", text) if "20" in text or "19" in text else text


def without_names(found: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return `found` without the units' own `names`, the longest first.

    A title that is nothing but the name is left as it is.

    >>> without_names(("day", "toan", "tai", "truong", "kim", "dong"), [("kim", "dong")])
    ('day', 'toan')
    """
    rest = list(found)
    for name in sorted(set(names), key=len, reverse=True):
        _strike(rest, list(name))
    return tuple(rest) or found


def _strike(rest: list[str], name: list[str]) -> None:
    if not name:
        return
    for start in range(len(rest) - len(name), -1, -1):
        if rest[start : start + len(name)] == name:
            begin = start
            while begin and rest[begin - 1] in _GENERIC:
                begin -= 1
            if begin and rest[begin - 1] in _BEFORE_NAMES:
                begin -= 1
            del rest[begin : start + len(name)]


def without_dates(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return `found` without years, school years, and named days and months.

    >>> without_dates(tuple("lop 4 nam hoc 2021 2022".split()))
    ('lop', '4')
    """
    if not any(map(str.isdecimal, found)):
        return found
    rest: list[str] = []
    for at, token in enumerate(found):
        if _YEAR.fullmatch(token):
            _drop_last(rest, "hoc", after="nam")
            _drop_last(rest, "nam")
        elif rest and _is_day_or_month(rest[-1], found[at:]):
            rest.pop()
        else:
            rest.append(token)
    return tuple(rest)


def _drop_last(rest: list[str], word: str, *, after: str = "") -> None:
    if rest[-1:] == [word] and (not after or rest[-2:-1] == [after]):
        rest.pop()


def _is_day_or_month(before: str, found: tuple[str, ...]) -> bool:
    """Return whether `found` starts with the number of the day or month that `before` names."""
    if not found[0].isdecimal() or "tuoi" in found[1:3]:
        return False
    return int(found[0][:9]) <= _LAST.get(before, -1)


def split_place(found: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a title is about, and its phrases "tại trường …", which only say where.

    >>> split_place(tuple("ren doc tai truong muong kim cho hoc sinh".split()))
    (('ren', 'doc', 'cho', 'hoc', 'sinh'), ('tai', 'truong', 'muong', 'kim'))
    """
    about: list[str] = []
    where: list[str] = []
    left = 0  # words that still belong to the phrase
    for word, following in zip(found, (*found[1:], ""), strict=False):
        if word in stock.PLACE_PREPOSITIONS and following in stock.PLACE_NOUNS:
            left = _LONGEST_PLACE
        elif word in stock.PLACE_ENDS:
            left = 0
        (where if left else about).append(word)
        left = max(0, left - 1)
    if len(about) < _SHORTEST_ABOUT:
        return found, ()
    return tuple(about), tuple(where)
