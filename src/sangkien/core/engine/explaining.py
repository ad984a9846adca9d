"""Why two entries look like one, or do not, in facts an officer can check.

No name stands in the details: they are stored, and names must stay erasable.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.duplicates import Evidence, Text
from sangkien.core.engine.fields import Field, Named, Place
from sangkien.core.normal import syllables, without_dates, without_names
from sangkien.core.vietnamese.legacy import decode
from sangkien.core.vietnamese.slots import Slots, slots_of, with_digits
from sangkien.core.vietnamese.stock import without_opening

_LIKE_FROM = 0.3  # description: above it the agreement speaks for a copy
_TITLE_LIKE_FROM = 0.2
_EQUAL_FROM = 0.995
_MOST_WORDS = 8
_LONGEST_TITLE, _LONGEST_NAME = 2_000, 200  # characters
_MOST_OWN_NAMES, _SHORTEST_OWN_NAME = 20, 2
_AROUND = " .,;:!?()[]\"'“”‘’"
_SLOTS = ("grades", "ages", "subjects", "numbers")
_AUTHOR_CODES = {
    Named.OTHER: "other-author",
    Named.LIKE: "author-like",
    Named.INITIALS: "author-initials",
    Named.SAME: "same-author",
}


class Title(NamedTuple):
    """A title in words: what the machine code reads, for people."""

    core: tuple[str, ...]  # bare syllables without opening, dates and own names
    slots: Slots


def shown(text: Text) -> Text:
    """Return no more of a text than its evidence depends on, so that many can be kept.

    >>> shown(Text("Rèn chữ " * 9_000, "Chia nhóm.")) == Text(("Rèn chữ " * 9_000)[:2_000])
    True
    """
    names = tuple(name[:_LONGEST_NAME] for name in text.own_names[:_MOST_OWN_NAMES])
    return Text(text.title[:_LONGEST_TITLE], own_names=names)


def title_of(text: Text) -> Title:
    """Return the core of a title and its slots.

    >>> title_of(Text("Một số biện pháp dạy môn Toán lớp bốn năm học 2021-2022")).core
    ('day', 'mon', 'toan', 'lop', '4')
    """
    short = shown(text)
    return _title_of(short.title, short.own_names)


@lru_cache(maxsize=1024)  # one entry is explained beside several others
def _title_of(title: str, own_names: tuple[str, ...]) -> Title:
    names = [_name(name) for name in own_names]
    own = [name for name in names if len(name) >= _SHORTEST_OWN_NAME]
    bare = without_dates(without_names(syllables(title), own))
    core = with_digits(without_opening(bare))
    return Title(core, slots_of(core))


@lru_cache(maxsize=4096)  # workplaces and units come again and again
def _name(name: str) -> tuple[str, ...]:
    return syllables(name)


def evidence_of(pair: NDArray[np.float64], left: Text, right: Text) -> tuple[Evidence, ...]:
    """Return the facts of an agreement: who, where, title, slots, description, in this order."""
    return (*_who(pair), *_where(pair), *_titles(pair, left, right), *_description(pair))


def _who(pair: NDArray[np.float64]) -> list[Evidence]:
    found = []
    if pair[Field.REF] != 1:
        found.append(_fact("author", "same-member" if pair[Field.REF] else "other-member"))
    if code := _AUTHOR_CODES.get(Named(int(pair[Field.NAMED]))):
        found.append(_fact("author", code))
    return found


def _where(pair: NDArray[np.float64]) -> list[Evidence]:
    place = Place(int(pair[Field.PLACE]))
    if place is Place.ELSEWHERE:
        return []
    return [_fact("unit", "same-workplace" if place is Place.WORKPLACE else "same-unit")]


def _titles(pair: NDArray[np.float64], left: Text, right: Text) -> list[Evidence]:
    like = float(pair[Field.LIKE])
    if like >= _EQUAL_FROM and pair[Field.SLOTS] == 0:
        return [_fact("title", "title-equal")]
    one, other = title_of(left), title_of(right)
    return [
        *_title(like, (left.title, one), (right.title, other)),
        *_slots(one.slots, other.slots),
    ]


def _title(like: float, left: tuple[str, Title], right: tuple[str, Title]) -> list[Evidence]:
    if like >= _EQUAL_FROM:
        return [_fact("title", "title-equal")]
    if like < _TITLE_LIKE_FROM:
        cores = left[1].core, right[1].core
        # of a title that is nothing but an opening there is nothing to compare
        return [_fact("title", "title-other")] if all(cores) and cores[0] != cores[1] else []
    found = [_fact("title", "title-like", percent=_percent(like))]
    # one school is its own name in one title and another word in the other: what stands in both
    # differs in neither
    only_left, only_right = (
        set(one[1].core) - set(_name(other[0][:_LONGEST_TITLE]))
        for one, other in ((left, right), (right, left))
    )
    typed = {"left": _as_typed(only_left, left[0]), "right": _as_typed(only_right, right[0])}
    if any(typed.values()):
        found.append(_fact("title", "title-differs", **typed))
    return found


def _as_typed(words: set[str], title: str) -> str:
    """Return the tokens of `title` that hold one of the bare `words`, in their order.

    What was typed for an old font is shown as it reads.
    """
    tokens = decode(title[:_LONGEST_TITLE]).split()
    found = [token for token in tokens if words.intersection(_bare(token[:_LONGEST_NAME]))]
    return " ".join(token.strip(_AROUND)[:_LONGEST_NAME] for token in found[:_MOST_WORDS])


@lru_cache(maxsize=16384)
def _bare(token: str) -> tuple[str, ...]:
    return syllables(token)


def _slots(left: Slots, right: Slots) -> list[Evidence]:
    found = []
    for slot in _SLOTS:
        one: frozenset[str] = getattr(left, slot)
        other: frozenset[str] = getattr(right, slot)
        if one - other and other - one:
            values = {"left": _listed(one - other), "right": _listed(other - one)}
            found.append(_fact("title", slot.removesuffix("s") + "-differs", **values))
    return found


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values, key=lambda value: (len(value), value)))


def _description(pair: NDArray[np.float64]) -> list[Evidence]:
    if not pair[Field.TOLD]:
        return []
    share = float(pair[Field.ALIKE])
    if share >= _EQUAL_FROM:
        return [_fact("description", "description-equal")]
    code = "description-like" if share >= _LIKE_FROM else "description-unlike"
    return [_fact("description", code, percent=_percent(share))]


def _percent(share: float) -> int:
    # down, so that 100 is said only of equal texts
    return int(share * 100)


def _fact(field: str, code: str, **details: str | float) -> Evidence:
    return Evidence(field, code, dict(details))
