"""Rows of a sheet read cell by cell; what cannot be read is remembered, never guessed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sheets import (
    Cell,
    Layout,
    SheetKind,
    SheetProblem,
    SheetRow,
    find_layout,
    text_of,
)
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.text import tidy

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cells:
    """The known cells of one row; reading them adds to `problems` what is wrong."""

    row: int
    layout: Layout
    by_field: dict[str, Cell]
    problems: list[SheetProblem]
    today: date

    def text(self, name: str, *, longest: int = 300, required: bool = False) -> str:
        """Return the cell as tidy text, "" where it is empty or does not fit."""
        text = tidy(text_of(self.by_field.get(name, "")))
        if required and not text:
            self.refuse(name, "cell-empty")
        if len(text) > longest:
            self.refuse(
                name, "text-too-long", typed=f"{text[:60]}…", length=len(text), longest=longest
            )
            return ""
        return text

    def day(self, name: str) -> date | None:
        """Return the cell as a single day, None where it is empty or no such day."""
        return self.read(name, lambda cell: read_day(cell, today=self.today))

    def read(self, name: str, reader: Callable[[Cell], T]) -> T | None:
        """Return what `reader` makes of the cell; None for an empty or unreadable one."""
        cell = self.by_field.get(name, "")
        if isinstance(cell, str) and not cell.strip():
            return None
        try:
            return reader(cell)
        except Unreadable as why:
            self.problems.append(
                SheetProblem.of(why, row=self.row, column=self.layout.label_of(name))
            )
            return None

    def refuse(self, name: str, code: str, **details: str | int) -> None:
        self.problems.append(SheetProblem(self.row, self.layout.label_of(name), code, details))


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of one kind: its layout, its list, and the problems met so far."""

    layout: Layout
    rows: Sequence[SheetRow]
    today: date
    problems: list[SheetProblem] = field(default_factory=list)

    def __iter__(self) -> Iterator[Cells]:
        for number, cells in self.rows:
            self.problems.extend(self.layout.faults(number, cells))
            by_field = self.layout.pick(cells)
            yield Cells(number, self.layout, by_field, self.problems, self.today)

    def refuse_if_bad(self) -> None:
        """Raise BadRows with everything that was found wrong, if anything was."""
        if self.problems:
            raise BadRows(self.problems)


def listed(rows: Sequence[SheetRow], kind: SheetKind, *, today: date) -> Listed:
    """Return the list of a sheet of this kind; raise BadRows where its headings do not do."""
    layout = find_layout(rows, kind)
    if layout.problems:
        raise BadRows(layout.problems)
    return Listed(layout, [row for row in rows if row[0] >= layout.first_row], today)
