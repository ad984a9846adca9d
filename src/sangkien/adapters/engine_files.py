"""Files of entries to scan: CSV, XLSX, XLS and Parquet, a few thousand rows at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.adapters.spreadsheet_in import Sheet, open_sheet
from sangkien.core.engine.scanning import LONGEST_ID, SCANNED, Scanned, fields_of
from sangkien.core.reading.dates import read_date
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sheets import SheetProblem, find_layout, is_total, text_of
from sangkien.core.sheets.cell import fault_of
from sangkien.core.sheets.columns import SheetKind
from sangkien.core.sheets.headings import column_of, plain_heading
from sangkien.core.sheets.layout import Layout

AT_A_TIME = 4_096
LONGEST = 4_000_000  # characters together, with one row more
_OF_PARQUET = 16  # rows unpacked at once: a small file may hold very long ones
LEFT_OUT_NAMED = 20  # rows of a file; more are only counted
_TITLES_ONLY = SheetKind(
    SCANNED.name, tuple(column for column in SCANNED.columns if column.required)
)


class NotEntries(Exception):  # noqa: N818 - it is an answer about the input, not a failure
    """Raised where a needed column is headed nowhere; `problems` say which, in `filename`."""

    def __init__(self, filename: str, problems: Iterable[SheetProblem]) -> None:
        self.filename = filename
        self.problems = tuple(problems)
        super().__init__(f"{filename}: {len(self.problems)} problems")


class EntryFile:
    """One file; it may be read more than once, and gives the same rows each time.

    A row without an id is named by file and row: “list.xlsx:7”; so is one whose id is longer than
    any id is.
    `columns` tells of each heading the field that is read from it, "" for none. `left_out` counts
    rows without a title, `left_out_rows` names the first; `unread_days` counts days that say
    nothing; of a workbook the first sheet is read, and `unread_sheets` names the others. All of
    the last reading.
    Reading raises NotASheet and NotEntries.
    """

    def __init__(self, path: Path, *, today: date) -> None:
        self.path = path
        self._today = today
        self.left_out = self.unread_days = 0
        self.left_out_rows: list[int] = []
        self.unread_sheets: tuple[str, ...] = ()
        self.columns: dict[str, str] = {}

    def chunks(self) -> Iterator[list[Scanned]]:
        """Yield the rows, AT_A_TIME together, fewer where they are long."""
        self.left_out, self.left_out_rows, self.unread_days = 0, [], 0
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
            if not words.get("title", "").strip():
                self._leave_out(number)
                continue
            if not 0 < len(words.setdefault("id", "").strip()) <= LONGEST_ID:
                words["id"] = self._named(number)
            yield Scanned(**words, applied_on=self._day(cells.get("applied_on")))

    def _leave_out(self, row: int) -> None:
        self.left_out += 1
        if len(self.left_out_rows) < LEFT_OUT_NAMED:
            self.left_out_rows.append(row)

    def _named(self, row: int) -> str:
        return f"{self.path.name}:{row}"

    def _day(self, cell: Any) -> date | None:
        if cell in (None, ""):
            return None
        if isinstance(cell, date) and not isinstance(cell, datetime):
            return cell
        try:
            return read_date(cell, today=self._today).day  # of a month or year the first
        except Unreadable:
            self.unread_days += 1
            return None

    def _of_sheet(self) -> Iterator[tuple[int, dict[str, Any]]]:
        sheet = self._sheet()
        self.unread_sheets = sheet.sheet_names[1:]
        layout = find_layout(sheet.rows(), SCANNED)
        if any(problem.code == "no-header" for problem in layout.problems):
            alone = find_layout(sheet.rows(), _TITLES_ONLY)
            layout = alone if alone.headings else layout
        # of two columns for one field the better known is read: no reason to refuse
        problems = [
            problem
            for problem in layout.problems
            if problem.code != "column-twice" or _is_typed_twice(problem.column, layout)
        ]
        if problems:
            raise NotEntries(self.path.name, problems)
        fields = fields_of([heading.label for heading in layout.headings])
        self._tell([heading.label for heading in layout.headings], fields)
        places = {
            field: heading.index
            for heading, field in zip(layout.headings, fields, strict=True)
            if field
        }
        for number, cells in sheet.rows():
            if number >= layout.first_row:
                read = {} if is_total(cells) else places
                at = {field: place for field, place in read.items() if place < len(cells)}
                yield number, {field: cells[place] for field, place in at.items()}

    def _sheet(self) -> Sheet:
        try:
            return open_sheet(self.path, filename=self.path.name)
        except NotASheet as why:
            if why.code != "extension":
                raise
            raise NotASheet(
                "extension-to-scan", filename=self.path.name
            ) from why  # .parquet is one more

    def _tell(self, headings: list[str], fields: list[str]) -> None:
        self.columns = dict.fromkeys(headings, "")
        self.columns |= {
            heading: field for heading, field in zip(headings, fields, strict=True) if field
        }

    def _of_parquet(self) -> Iterator[tuple[int, dict[str, Any]]]:
        with _reading(self.path.name), pq.ParquetFile(self.path) as file:
            names = list(file.schema_arrow.names)
            fields = fields_of(names)
            self._tell(names, fields)
            wanted = {name: field for name, field in self.columns.items() if field}
            if "title" not in fields:
                label = column_of("title", SCANNED).label
                missing = SheetProblem(None, None, "column-missing", {"label": label})
                raise NotEntries(self.path.name, [missing])
            batches = file.iter_batches(_OF_PARQUET, columns=list(wanted))
            listed = chain.from_iterable(batch.to_pylist() for batch in batches)
            for number, row in enumerate(listed, 1):
                yield number, {wanted[name]: _cell(value) for name, value in row.items()}


def _is_typed_twice(label: str | None, layout: Layout) -> bool:
    plain = [plain_heading(heading.label) for heading in layout.headings]
    return plain.count(plain_heading(label or "")) > 1


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
