"""Entries from files, without a register around them: what a row says, and what came of all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from sys import intern
from typing import NamedTuple

from sangkien.core.duplicates import Text
from sangkien.core.reading.authors import names_in
from sangkien.core.sheets.columns import Column, SheetKind
from sangkien.core.text import fold, tidy

SCANNED = SheetKind(
    "entries to scan",
    (
        Column("id", ("Mã", "id", "ID sáng kiến", "Mã sáng kiến", "Mã phiếu", "Số biên nhận"),
               required=True),
        Column("title", ("Tên sáng kiến", "title", "Tên SK", "Tên đề tài", "Tên giải pháp",
                         "Sáng kiến"), required=True),
        Column("description", ("Nội dung giải pháp", "description", "Mô tả", "Nội dung",
                               "Nội dung chính")),
        Column("author", ("Họ và tên tác giả", "author", "authors", "Tác giả", "Họ tên",
                          "Họ và tên")),
        Column("unit", ("Đơn vị", "unit", "Nơi làm việc", "Đơn vị công tác", "Tên đơn vị")),
        Column("applied_on", ("Ngày áp dụng", "applied_on", "Ngày áp dụng lần đầu", "Ngày nộp",
                              "Thời gian áp dụng")),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scanned:
    """One row: what is compared of it, and what names it."""

    id: str
    title: str
    description: str = ""
    author: str = ""
    unit: str = ""
    applied_on: date | None = None

    @property
    def text(self) -> Text:
        """What the engine reads. Of the unit is known what is written, no place in a tree."""
        return Text(
            title=tidy(self.title),
            description=self.description,
            authors=names_in(self.author),
            workplace=self.unit,
            unit=fold(self.unit),
            own_names=(self.unit,),
        )


LONGEST_ID = 200  # signs; what is longer is no id: the entry is named by file and row
_LONGEST_UNIT = 200  # signs by which units are told apart where they are counted


class Line(NamedTuple):
    """What is remembered of a row while all are compared: little, however long the row is."""

    id: str
    unit: str
    applied_on: date | None


def line_of(row: Scanned) -> Line:
    """Return what is remembered of a row; the same unit is the same piece of memory.

    >>> line_of(Scanned("7", "Rèn chữ đẹp " * 9_000, unit="TH Nậm Mít"))
    Line(id='7', unit='TH Nậm Mít', applied_on=None)
    """
    return Line(row.id, intern(row.unit[:_LONGEST_UNIT]), row.applied_on)


def told_apart(lines: Sequence[Line], files: Sequence[tuple[str, int]]) -> list[Line]:
    """Return the lines with the file before the id where the id stands more than once.

    `files` are their names and how many lines each has, in the order of the lines. Of one file
    nothing is changed, and ids that stand twice in a file stay alike.

    >>> two = [Line("7", "", None), Line("8", "", None), Line("7", "", None)]
    >>> [line.id for line in told_apart(two, [("2022.xlsx", 2), ("2023.xlsx", 1)])]
    ['2022.xlsx:7', '8', '2023.xlsx:7']
    """
    counts = Counter(line.id for line in lines)
    if len(files) == 1 or len(counts) == len(lines):
        return list(lines)
    names = chain.from_iterable(repeat(name, count) for name, count in files)
    return [
        line._replace(id=f"{name}:{line.id}") if counts[line.id] > 1 else line
        for line, name in zip(lines, names, strict=True)
    ]


def first_filers(lines: Sequence[Line], clusters: Iterable[Iterable[int]]) -> dict[int, int]:
    """Return the first filer of each member of a cluster, by places.

    The earliest day of application is first, then the place in the files; no day comes last.

    >>> day = date(2022, 3, 1)
    >>> first_filers([Line("a", "", None), Line("b", "", day)], [[0, 1]])
    {0: 1, 1: 1}
    """
    found: dict[int, int] = {}
    for members in map(list, clusters):
        first = min(members, key=lambda place: (lines[place].applied_on or date.max, place))
        found |= dict.fromkeys(members, first)
    return found


def counts_by_unit(lines: Sequence[Line], first_of: dict[int, int]) -> dict[str, dict[str, int]]:
    """Return of each unit how many entries it has, and how many are not the first of their work."""
    entries = Counter(line.unit for line in lines)
    copies = Counter(lines[place].unit for place, first in first_of.items() if first != place)
    return {
        unit: {"entries": entries[unit], "duplicates": copies[unit]} for unit in sorted(entries)
    }
