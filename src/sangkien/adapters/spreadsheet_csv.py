"""Lists as text: which letters, which separator, which rows."""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.adapters.spreadsheet_guard import CHUNK, SAMPLE, zero_halves
from sangkien.core.sheets.cell import Cell, Fault, SheetRow

SEPARATORS = (";", "\t", ",")  # titles hold commas, so the comma is believed last
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what a formula that failed leaves behind when a list is saved as text
_ERRORS = frozenset({"#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A"})
_SAMPLE = 64 * 1024  # characters
# the longest cell, beyond which a quote was left open and swallows the rest of the list: as much as
# a paper pasted into one cell has; Python's own limit is for the whole process, too
csv.field_size_limit(250_000)  # characters


def encoding_of(file: BinaryIO, *, filename: str) -> str:
    """Return the encoding in which the whole file can be read; raise NotASheet if none is.

    Windows-1258 is tried last, because it gives a letter to almost every byte.
    """
    file.seek(0)
    head = file.read(SAMPLE)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _readable(file, encoding, filename=filename)
    if b"\x00" in head:
        even, odd = zero_halves(head)
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return _readable(file, encoding, filename=filename)
    if _decodes(file, "utf-8"):
        return "utf-8"
    return _readable(file, "cp1258", filename=filename)


def _readable(file: BinaryIO, encoding: str, *, filename: str) -> str:
    if not _decodes(file, encoding):
        raise NotASheet("encoding", filename=filename)
    return encoding


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Return whether every byte is a letter in `encoding` and no control sign is among them."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if "\x00" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def csv_rows(file: BinaryIO, *, encoding: str, filename: str) -> Iterator[SheetRow]:
    """Yield the rows that hold anything, numbered as a spreadsheet program shows them.

    A first line “sep=;” names the separator, as Excel writes it, and is not a row.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        separator = _separator(text)
        for number, cells in enumerate(csv.reader(text, delimiter=separator), start=1):
            if any(cell.strip() for cell in cells):
                yield number, tuple(_cell(cell, encoding=encoding) for cell in cells)
    except csv.Error as why:
        raise NotASheet("damaged", filename=filename) from why
    finally:
        text.detach()  # the file belongs to whoever opened it


def _cell(text: str, *, encoding: str) -> Cell:
    if text in _ERRORS:
        return Fault("cell-error", text)
    # Windows-1258 writes tone marks as characters of their own
    return unicodedata.normalize("NFC", text) if encoding == "cp1258" else text


def _separator(text: io.TextIOWrapper) -> str:
    """Return the separator and leave `text` at the first row."""
    first = text.readline()
    if first.lower().startswith("sep=") and len(first.strip("\r\n")) == len("sep=;"):
        return first[4]
    sample = first + text.read(_SAMPLE)
    text.seek(0)
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """Return the share of rows of the commonest width, and that width; 0 where it cuts none."""
    rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))[:50]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return count / len([row for row in rows if row]), width
