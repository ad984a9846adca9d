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
from sangkien.core.sheets.headings import plain_heading
from sangkien.core.text import fold, tidy
from sangkien.core.vietnamese.legacy import decode

# a row is named by file and row where there is no id; what stands first in a line is read first
SCANNED = SheetKind(
    "entries to scan",
    (
        Column("id", ("Mã", "id", "ID sáng kiến", "Mã sáng kiến", "Mã phiếu", "Mã gửi",
                      "Số biên nhận", "Mã số")),
        Column("title", ("Tên sáng kiến", "title", "Tên SK", "Tên đề tài", "Tên giải pháp",
                         "Sáng kiến", "Tên sáng kiến, giải pháp", "Tên sáng kiến kinh nghiệm",
                         "Tên SKKN"), required=True),
        Column("description", ("Nội dung giải pháp", "description", "Mô tả", "Nội dung",
                               "Nội dung chính", "Mô tả sáng kiến", "Mô tả giải pháp",
                               "Tóm tắt nội dung", "Nội dung sáng kiến")),
        Column("author", ("Họ và tên tác giả", "author", "authors", "Tác giả", "Họ tên",
                          "Họ và tên", "Tác giả sáng kiến", "Người đề xuất")),
        Column("unit", ("Đơn vị", "unit", "Nơi làm việc", "Đơn vị công tác", "Tên đơn vị",
                        "Đơn vị thành viên")),
        Column("applied_on", ("Ngày áp dụng", "applied_on", "Ngày áp dụng lần đầu", "Ngày nộp",
                              "Thời gian áp dụng")),
    ),
)  # fmt: skip


def fields_of(headings: Sequence[str]) -> list[str]:
    """Return of each heading the field that is read from it, "" where nothing is.

    Of several for one field the one is read that stands first in SCANNED.

    >>> fields_of(["Mã số", "Tên SK", "Mã phiếu", "Lĩnh vực"])
    ['', 'title', 'id', '']
    """
    plain, found = [plain_heading(heading) for heading in headings], [""] * len(headings)
    for column in SCANNED.columns:
        known = (plain_heading(heading) for heading in column.headings)
        if met := next((heading for heading in known if heading in plain), None):
            found[plain.index(met)] = column.field
    return found


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

    A unit typed for an old font is the one that it reads as, and spaces make no other.

    >>> line_of(Scanned("7", "Rèn chữ đẹp " * 9_000, unit="TH Nậm Mít"))
    Line(id='7', unit='TH Nậm Mít', applied_on=None)
    """
    return Line(row.id, intern(tidy(decode(row.unit[:_LONGEST_UNIT]))), row.applied_on)


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
