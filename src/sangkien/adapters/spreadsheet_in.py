"""Spreadsheets in: XLSX, XLS and CSV as rows of raw cells, opened only when they are safe.

Merged cells: a value merged downwards stands in every row of its range; one merged to the
right stands in the first column only. XLS carries no sign of an uncalculated formula that the
reader shows; programs that write XLS always store values, so only XLSX is looked through.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.adapters.spreadsheet_csv import csv_rows, encoding_of
from sangkien.adapters.spreadsheet_guard import (
    SheetFormat,
    check_zip,
    format_of,
)
from sangkien.adapters.spreadsheet_ole import check_ole
from sangkien.adapters.spreadsheet_scan import Faults, scan_sheet
from sangkien.core.sheets.cell import Cell, SheetRow, is_blank

__all__ = ["NotASheet", "Sheet", "open_sheet"]


class Sheet(Protocol):
    """An opened spreadsheet file; it may be read any number of times."""

    filename: str
    format: SheetFormat
    sheet_names: tuple[str, ...]  # those a person sees, in their order; ("",) for CSV

    def rows(self, sheet_name: str | None = None) -> Iterator[SheetRow]:
        """Yield row number (from 1, as the program shows it) and raw cells; blank rows not.

        An empty cell is "", a formula without a value or with an error is a Fault. The first
        sheet is read unless another is named. Raises NotASheet.
        """

    def last_row(self, sheet_name: str | None = None) -> int:
        """Return the number of the last row with anything in it, for a progress bar."""


def open_sheet(source: Path | str | bytes, *, filename: str) -> Sheet:
    """Return the file at a path, or given as bytes, as a Sheet; raise NotASheet.

    `filename` is the name under which the officer knows the file.
    """
    with _opened(source) as file:
        sheet_format = format_of(file, filename=filename)
        if sheet_format == "csv":
            encoding = encoding_of(file, filename=filename)
            return _CsvSheet(source, filename=filename, encoding=encoding)
        check = check_zip if sheet_format == "xlsx" else check_ole
        check(file, filename=filename)
        with _reading(filename):
            workbook = CalamineWorkbook.from_filelike(_rewound(file))
    return _WorkbookSheet(source, workbook, filename=filename, sheet_format=sheet_format)


@contextmanager
def _opened(source: Path | str | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    with Path(source).open("rb") as file:
        yield file


def _rewound(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


@contextmanager
def _reading(filename: str) -> Iterator[None]:
    """Turn what the reader of workbooks throws at a broken file into NotASheet."""
    try:
        yield
    except PasswordError as why:
        raise NotASheet("encrypted", filename=filename) from why
    except CalamineError as why:
        raise NotASheet("damaged", filename=filename) from why
    except BaseException as why:
        # a panic of the Rust reader is no Exception and cannot be imported by name
        if type(why).__name__ == "PanicException":
            raise NotASheet("damaged", filename=filename) from why
        raise


class _CsvSheet:
    format: SheetFormat = "csv"
    sheet_names: tuple[str, ...] = ("",)

    def __init__(self, source: Path | str | bytes, *, filename: str, encoding: str) -> None:
        self.filename = filename
        self._source = source
        self._encoding = encoding

    def rows(self, sheet_name: str | None = None) -> Iterator[SheetRow]:
        _require_sheet(self, sheet_name)
        with _opened(self._source) as file:
            yield from csv_rows(file, encoding=self._encoding, filename=self.filename)

    def last_row(self, sheet_name: str | None = None) -> int:
        return max((number for number, _ in self.rows(sheet_name)), default=0)


class _WorkbookSheet:
    def __init__(
        self,
        source: Path | str | bytes,
        workbook: CalamineWorkbook,
        *,
        filename: str,
        sheet_format: SheetFormat,
    ) -> None:
        self.filename = filename
        self.format: SheetFormat = sheet_format
        self.sheet_names = _visible_sheets(workbook)
        self._source = source
        self._workbook = workbook
        self._loaded: dict[str, tuple[CalamineSheet, Faults]] = {}  # the sheet read last

    def rows(self, sheet_name: str | None = None) -> Iterator[SheetRow]:
        sheet, faults = self._load(_require_sheet(self, sheet_name))
        merged = _Merged(sheet)
        for index, cells in enumerate(_grid(sheet, rows=max(faults, default=-1) + 1)):
            for column, fault in faults.get(index, {}).items():
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = fault
            blank = is_blank(cells)
            merged.fill(index, cells)
            if not blank:
                yield index + 1, tuple(cells)

    def last_row(self, sheet_name: str | None = None) -> int:
        sheet, faults = self._load(_require_sheet(self, sheet_name))
        filled = sheet.end[0] if sheet.end else -1
        return max(filled, *faults, -1) + 1

    def _load(self, name: str) -> tuple[CalamineSheet, Faults]:
        if name not in self._loaded:
            self._loaded.clear()
            faults: Faults = {}
            if self.format == "xlsx":
                with _opened(self._source) as file:
                    faults = scan_sheet(file, name, filename=self.filename)
            with _reading(self.filename):
                self._loaded[name] = (self._workbook.get_sheet_by_name(name), faults)
        return self._loaded[name]


def _require_sheet(sheet: Sheet, name: str | None) -> str:
    if not sheet.sheet_names:
        raise NotASheet("damaged", filename=sheet.filename)
    if name is None:
        return sheet.sheet_names[0]
    if name not in sheet.sheet_names:
        known = ", ".join(sheet.sheet_names)
        raise NotASheet("no-such-sheet", filename=sheet.filename, sheet=name, sheets=known)
    return name


def _visible_sheets(workbook: CalamineWorkbook) -> tuple[str, ...]:
    sheets = [s for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    seen = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    return tuple(seen or [s.name for s in sheets])


def _grid(sheet: CalamineSheet, *, rows: int) -> Iterator[list[Cell]]:
    """Yield every row from the first, at least `rows` of them, each from column A on."""
    given = 0
    if sheet.start is not None:
        margin: list[Cell] = [""] * sheet.start[1]
        for row in sheet.iter_rows():
            given += 1
            yield [*margin, *row]
    for _ in range(given, rows):
        yield []


class _Merged:
    """Carries values merged downwards through the rows of their range."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._begins: dict[int, list[tuple[int, int]]] = {}
        self._carried: dict[int, tuple[int, Cell]] = {}  # column: last row, value
        for (top, column), (bottom, _) in sheet.merged_cell_ranges or []:
            if bottom > top:
                self._begins.setdefault(top, []).append((column, bottom))

    def fill(self, index: int, cells: list[Cell]) -> None:
        """Fill the row at `index`, from 0; rows must come in order."""
        for column, (bottom, value) in list(self._carried.items()):
            if index > bottom:
                del self._carried[column]
            elif column < len(cells) and cells[column] == "":
                cells[column] = value
        for column, bottom in self._begins.get(index, ()):
            if column < len(cells):
                self._carried[column] = (bottom, cells[column])
