"""By which words an entry is found: as bare syllables, short and long forms, codes run together.

What was typed with or without diacritics, in an old font, or with slips of the keyboard is found
under the same word; "GV" under "giáo viên" and the other way round; "S7-1200" under "s7", "1200"
and "s71200". Places and campaign are words too, so that a search looks in one part of the tree
without reading the rest.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from sangkien.core.text import fold
from sangkien.core.vietnamese.abbreviations import SECTORS
from sangkien.core.vietnamese.legacy import decode
from sangkien.core.vietnamese.slips import repair
from sangkien.core.vietnamese.syllables import with_i

VERSION = 1  # raise it when entries would be found by other words: `search rebuild` then follows
LONGEST_WORD = 40  # letters; what is longer is cut, in the index and in a search alike

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[^\W_]+(?:[-./][^\W_]+)+")
_DIGIT = re.compile(r"\d")

Syllables = tuple[str, ...]


def _long_forms() -> Mapping[str, frozenset[Syllables]]:
    """Every reading of each short form, whatever the sector."""
    found: dict[str, set[Syllables]] = {}
    for table in SECTORS.values():
        for short, full in table.items():
            if full:
                found.setdefault(short, set()).add(full)
    return {short: frozenset(readings) for short, readings in found.items()}


LONG_FORMS = _long_forms()
SHORT_FORMS: Mapping[Syllables, tuple[str, ...]] = {
    full: tuple(sorted(short for short, readings in LONG_FORMS.items() if full in readings))
    for full in {full for readings in LONG_FORMS.values() for full in readings}
}
_LENGTHS = sorted({len(full) for full in SHORT_FORMS})


def plain(text: str) -> str:
    """Return `text` as a search compares it: read from its font, folded."""
    return fold(decode(text))


def tokens_in(folded: str) -> list[str]:
    return [token[:LONGEST_WORD] for token in _WORD.findall(folded)]


def codes_in(folded: str) -> list[str]:
    """Return the model codes and other numbers with signs between, run together.

    >>> codes_in("plc s7-1200, r2-d2 va hoc-sinh")
    ['s71200', 'r2d2']
    """
    return [
        "".join(_WORD.findall(code))[:LONGEST_WORD]
        for code in _CODE.findall(folded)
        if _DIGIT.search(code)
    ]


def words_in(text: str) -> set[str]:
    """Return the words under which `text` is found.

    >>> sorted(words_in("Kỹ năng cho GV"))
    ['cho', 'giao', 'gv', 'ki', 'nang', 'vien']
    >>> sorted(words_in("Giáo viên"))
    ['giao', 'gv', 'vien']
    """
    folded = plain(text)
    tokens = tokens_in(folded)
    read = [with_i(token)[:LONGEST_WORD] for token in repair(tokens)]
    found = {with_i(token) for token in tokens} | set(read) | set(codes_in(folded))
    for token in read:
        for full in LONG_FORMS.get(token, ()):
            found.update(full)
    found.update(_short_forms_in(read))
    return found


def place_word(unit_id: int) -> str:
    """Return the word of every entry that counts at or below the unit; nobody can type it."""
    return f"_u{unit_id}"


def campaign_word(campaign_id: int) -> str:
    return f"_c{campaign_id}"


def entry_words(texts: Iterable[str], *, campaign_id: int, unit_path: str) -> str:
    """Return all words of an entry in one line, in order and each once.

    >>> entry_words(["Lọc nước", "Lò Văn An"], campaign_id=3, unit_path="1.4.")
    '_c3 _u1 _u4 an lo loc nuoc van'
    """
    found = {campaign_word(campaign_id)}
    found.update(place_word(int(step)) for step in unit_path.rstrip(".").split("."))
    for text in texts:
        found |= words_in(text)
    return " ".join(sorted(found))


def _short_forms_in(read: Sequence[str]) -> Iterable[str]:
    for length in _LENGTHS:
        for start in range(len(read) - length + 1):
            yield from SHORT_FORMS.get(tuple(read[start : start + length]), ())
