"""What the reader of XLSX does not tell: formulas never calculated, errors, far-away cells.

python-calamine gives an empty cell for a formula without a cached value and for #REF!, and
keeps a dense grid up to the farthest cell. So the sheet's XML is looked through once before.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from posixpath import join, normpath
from typing import BinaryIO

from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.adapters.spreadsheet_guard import unpacked
from sangkien.core.sheets.cell import Fault
from sangkien.core.sheets.problem import column_letters

MOST_CELLS = 6_000_000  # the grid of calamine takes 32 bytes a cell: 190 MB

_P = rb"(?:\w+:)?"  # some programs prefix every tag: <x:c r="A1">
_R = rb"\br\s*=\s*[\"']"  # the attribute that places a row or a cell
# up to column Z and row 199,999 a sheet is never too wide
_FAR = re.compile(_R + rb"(?:[A-Za-z]{2,3}[0-9]|[A-Za-z]?(?:[2-9][0-9]{5}|[0-9]{7}))")
_FILLED = re.compile(
    rb"<" + _P + rb"c\s[^>]*?" + _R + rb"([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*(?<!/)>\s*"
    rb"<" + _P + rb"(?:v|is|f)\b"
)
_UNPLACED = re.compile(rb"<" + _P + rb"c(?:>|\s(?![^>]*\br\s*=))")
_ROW = re.compile(rb"<" + _P + rb"row\s[^>]*?" + _R + rb"([0-9]{1,7})")
_UNCALCULATED = re.compile(
    rb"<" + _P + rb"c\s([^>]*)>\s*<" + _P + rb"f\b(?:[^>]*/>|[^>]*>([^<]*)</" + _P + rb"f>)\s*"
    rb"(<" + _P + rb"v\s*/>|<" + _P + rb"v>\s*</" + _P + rb"v>|</" + _P + rb"c>)"
)
_ERROR = re.compile(
    rb"<" + _P + rb"c\s([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>"
    rb"(?:\s*<" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f>))?"
    rb"(?:\s*<" + _P + rb"v>([^<]*)</)?"
)
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_PLACE = re.compile(_R + rb"([A-Za-z]{1,3})([0-9]{1,7})")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


# row and column, from 0, to what stands there in place of a value
Faults = dict[int, dict[int, Fault]]


def scan_sheet(file: BinaryIO, sheet: str, *, filename: str) -> Faults:
    """Return the faults of the sheet; raise NotASheet where it is too wide to be read."""
    with zipfile.ZipFile(file) as archive:
        part = _part_of(archive, sheet)
    faults: Faults = {}
    if part is None:
        return faults
    is_far = False
    for rows in _whole_rows(unpacked(file, part, filename=filename)):
        is_far = is_far or _FAR.search(rows) is not None
        _note_faults(faults, rows)
    if is_far:
        # a format alone may stand far away and does no harm: look closely
        last_row, last_column = _extent(_whole_rows(unpacked(file, part, filename=filename)))
        if (last_row + 1) * (last_column + 1) > MOST_CELLS:
            raise NotASheet(
                "too-wide",
                filename=filename,
                sheet=sheet,
                row=last_row + 1,
                column=column_letters(last_column),
            )
    return faults


def _part_of(archive: zipfile.ZipFile, sheet: str) -> zipfile.ZipInfo | None:
    """Return the part that holds the sheet, found through the workbook's relations."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    wanted = next(
        (
            _attribute(tag, r"\w+:id")
            for tag in _SHEET.findall(book)
            if _attribute(tag, "name") == sheet
        ),
        None,
    )
    for tag in _RELATION.findall(relations):
        if wanted is not None and _attribute(tag, "Id") == wanted:
            target = _attribute(tag, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            return next((p for p in archive.infolist() if p.filename == path), None)
    return None


def _attribute(tag: str, name: str) -> str | None:
    match = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape(match[1] or match[2] or "") if match else None


def _whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML cut behind the end of a row, so that no cell is torn in two."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        cut = waiting.rfind(b"row>")
        if cut >= 0:
            yield bytes(waiting[: cut + 4])
            del waiting[: cut + 4]
    yield bytes(waiting)


def _extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """Return the last row and the last column, from 0, that hold a value."""
    last_row = last_column = 0
    for rows in pieces:
        places = _FILLED.findall(rows)
        filled = [int(row) - 1 for _, row in places]
        if _UNPLACED.search(rows):  # cells without an address stand where their row says
            filled += [int(row) - 1 for row in _ROW.findall(rows)]
        last_row = max(last_row, *filled, 0)
        columns = [_index(letters) for letters in {letters for letters, _ in places}]
        last_column = max(last_column, *columns, 0)
    return last_row, last_column


def _note_faults(faults: Faults, rows: bytes) -> None:
    if b"<f" in rows or b":f" in rows:
        for attributes, formula, value in _UNCALCULATED.findall(rows):
            # t="str" with an empty value is a formula that was calculated to an empty text
            if not _TEXT_RESULT.search(attributes) or not value.endswith((b"v>", b"/>")):
                typed = f"={_text(formula)}" if formula else ""  # "": the same as a cell above
                _note(faults, attributes, Fault("formula-not-calculated", typed))
    if b'"e"' in rows or b"'e'" in rows:
        for attributes, error in _ERROR.findall(rows):
            _note(faults, attributes, Fault("cell-error", _text(error)))


def _text(written: bytes) -> str:
    return unescape(written.decode("utf-8", "replace")).strip()


def _note(faults: Faults, attributes: bytes, fault: Fault) -> None:
    if place := _PLACE.search(attributes):
        faults.setdefault(int(place[2]) - 1, {})[_index(place[1])] = fault


def _index(letters: bytes) -> int:
    """Return the index from 0 of the column under these letters."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - ord("A") + 1
    return index - 1
