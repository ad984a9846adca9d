"""Files of entries to scan: CSV, XLSX, XLS and Parquet, a few thousand rows at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.engine.scanning import LONGEST_ID, SCANNED, Scanned
from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sheets import SheetProblem, find_layout, text_of
from sangkien.core.sheets.cell import fault_of
from sangkien.core.sheets.columns import SheetKind
from sangkien.core.sheets.headings import field_of

AT_A_TIME = 4_096
LONGEST = 4_000_000  # characters together, with one row more
_OF_PARQUET = 16  # rows unpacked at once: a small file may hold very long ones
# a list that people keep by hand has no ids; its file and row name an entry
LISTED = SheetKind(
    SCANNED.name,
    tuple(
        replace(column, required=False) if column.field == "id" else column
        for column in SCANNED.columns
    ),
)


class NotEntries(Exception):  # noqa: N818 - it is an answer about the input, not a failure
    """Raised where a needed column is headed nowhere; `problems` say which, in `filename`."""

    def __init__(self, filename: str, problems: Iterable[SheetProblem]) -> None:
        self.filename = filename
        self.problems = tuple(problems)
        super().__init__(f"{filename}: {len(self.problems)} problems")


class EntryFile:
    """One file; it may be read more than once, and gives the same rows each time.

    The rows of a spreadsheet without a column of ids are named by file and row: “list.xlsx:7”; so
    is one whose id is longer than any id is.
    `left_out` counts rows without id or title, `unread_days` days that say nothing; of a workbook
    the first sheet is read, and `unread_sheets` names the others. All three of the last reading.
    Reading raises NotASheet and NotEntries.
    """

    def __init__(self, path: Path, *, today: date) -> None:
        self.path = path
        self._today = today
        self.left_out = self.unread_days = 0
        self.unread_sheets: tuple[str, ...] = ()

    def chunks(self) -> Iterator[list[Scanned]]:
        """Yield the rows, AT_A_TIME together, fewer where they are long."""
        self.left_out = self.unread_days = 0
        chunk, length = [], 0
        for row in self._rows():
            chunk.append(row)
            length += len(row.title) + len(row.description) + len(row.author) + len(row.unit)
            if len(chunk) == AT_A_TIME or length >= LONGEST:
                yield chunk
                chunk, length = [], 0
        if chunk:
            yield chunk

    def _rows(self) -> Iterator[Scanned]:
        is_parquet = self.path.suffix.lower() == ".parquet"
        for number, cells in self._of_parquet() if is_parquet else self._of_sheet():
            words = {field: _words(cell) for field, cell in cells.items() if field != "applied_on"}
            if len(words.setdefault("id", self._named(number))) > LONGEST_ID:
                words["id"] = self._named(number)
            if not words["id"].strip() or not words["title"].strip():
                self.left_out += 1
                continue
            yield Scanned(**words, applied_on=self._day(cells.get("applied_on")))

    def _named(self, row: int) -> str:
        return f"{self.path.name}:{row}"

    def _day(self, cell: Any) -> date | None:
        if cell in (None, ""):
            return None
        if isinstance(cell, date) and not isinstance(cell, datetime):
            return cell
        try:
            return read_day(cell, today=self._today)
        except Unreadable:
            self.unread_days += 1
            return None

    def _of_sheet(self) -> Iterator[tuple[int, dict[str, Any]]]:
        sheet = open_sheet(self.path, filename=self.path.name)
        self.unread_sheets = sheet.sheet_names[1:]
        layout = find_layout(sheet.rows(), LISTED)
        if layout.problems:
            raise NotEntries(self.path.name, layout.problems)
        for number, cells in sheet.rows():
            if number >= layout.first_row:
                yield number, layout.pick(cells)

    def _of_parquet(self) -> Iterator[tuple[int, dict[str, Any]]]:
        with _reading(self.path.name), pq.ParquetFile(self.path) as file:
            fields = {name: field_of(name, SCANNED) for name in file.schema_arrow.names}
            wanted = {name: field for name, field in fields.items() if field}
            missing = [
                column.label
                for column in SCANNED.columns
                if column.required and column.field not in wanted.values()
            ]
            if missing:
                raise NotEntries(
                    self.path.name,
                    (
                        SheetProblem(None, None, "column-missing", {"label": label})
                        for label in missing
                    ),
                )
            batches = file.iter_batches(_OF_PARQUET, columns=list(wanted))
            listed = chain.from_iterable(batch.to_pylist() for batch in batches)
            for number, row in enumerate(listed, 1):
                yield number, {wanted[name]: _cell(value) for name, value in row.items()}


@contextmanager
def _reading(filename: str) -> Iterator[None]:
    """Turn what the reader of Parquet throws at a broken file into NotASheet."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as why:
        raise NotASheet("not-parquet", filename=filename) from why


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(_cell(each)) for each in value if each)
    if isinstance(value, bytes):  # texts of programs that do not say that they are texts
        return value.decode("utf-8", "replace")
    return "" if value is None else value


def _words(cell: Any) -> str:
    """Return what a cell says: a formula or an error in its place says nothing."""
    return "" if fault_of(cell) else text_of(cell)
