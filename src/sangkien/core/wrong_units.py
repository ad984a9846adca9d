"""What a group of wrongly ticked entries has in common: how many schools of which kinds."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sangkien.core.text import fold


class School(StrEnum):
    """Kinds of schools, in the order in which they are told, as rule tables write them."""

    KINDERGARTEN = "MN"
    PRIMARY = "TH"
    LOWER_SECONDARY = "THCS"
    UPPER_SECONDARY = "THPT"
    CONTINUING = "GDTX"
    OTHER = "trường"  # a school that does not say of what kind


# asked from the top: "Trường TH&THCS" is one school and leads to the higher of its levels
_MARKS = (
    (School.CONTINUING, r"gdtx|gdnn|giao duc thuong xuyen"),
    (School.UPPER_SECONDARY, r"thpt|trung hoc pho thong|ptdtnt|dtnt|dan toc noi tru"),
    (School.LOWER_SECONDARY, r"thcs|trung hoc co so"),
    (School.PRIMARY, r"th|tieu hoc"),
    (School.KINDERGARTEN, r"mn|mam non|mau giao|nha tre"),
    (School.OTHER, r"truong|ptdtbt|dan toc ban tru"),
)
_KINDS = tuple((kind, re.compile(rf"\b(?:{marks})\b")) for kind, marks in _MARKS)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """One entry of a group: where its author works, and the school level that a rule knew."""

    workplace: str
    school_level: str = ""


@dataclass(frozen=True, slots=True)
class InCommon:
    """How many schools of which kind, in the order of School, and how many other workplaces."""

    schools: tuple[tuple[School, int], ...]
    others: int

    @property
    def all_schools(self) -> int:
        return sum(number for _, number in self.schools)


def in_common(entries: Iterable[Misplaced]) -> InCommon:
    """Count the workplaces of a group, each once, however often and with which place it is written.

    >>> in_common([Misplaced("Trường MN Mường Kim"), Misplaced("Trạm Y tế xã")])
    InCommon(schools=((<School.KINDERGARTEN: 'MN'>, 1),), others=1)
    """
    kinds = {_name(entry.workplace): kind_of(entry) for entry in entries}
    counts = Counter(kinds.values())
    schools = tuple((kind, counts[kind]) for kind in School if counts[kind])
    return InCommon(schools, counts[None])


def kind_of(entry: Misplaced) -> School | None:
    """Return the kind of school the entry comes from, None for a workplace that is no school."""
    if entry.school_level in set(School):
        return School(entry.school_level)
    name = fold(entry.workplace)
    return next((kind for kind, marks in _KINDS if marks.search(name)), None)


def _name(workplace: str) -> str:
    """The workplace without the place behind its comma: "Trường MN số 1, huyện Than Uyên"."""
    return fold(workplace.split(",", maxsplit=1)[0])
