"""A look into XLS before its reader: a broken or hostile one must not take all the memory.

The reader keeps a dense grid up to the farthest cell and believes every sector chain; where
that fails, the whole process dies. So chains, bounds and cells are looked through here first.
Sources: the published formats of compound files (MS-CFB) and of XLS (MS-XLS).
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sangkien.adapters.not_a_sheet import NotASheet

MOST_CELLS = 6_000_000  # as for XLSX
MOST_BOUNDS = 65_536 * 256  # rows and columns that the format knows

_END_OF_CHAIN = 0xFFFFFFFE
_BOUND_SHEET, _END, _DIMENSIONS = 0x0085, 0x000A, 0x0200
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, 0x00BD, 0x0406, 0x0207})
_ROW_OF_NUMBERS = 0x00BD  # several cells in one record: its last two bytes are its last column


def check_ole(file: BinaryIO, *, filename: str) -> None:
    """Refuse an XLS that is locked, holds macros, is damaged, or has cells far away."""
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise NotASheet("encrypted", filename=filename)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise NotASheet("macros", filename=filename)
    try:
        _check_cells(_workbook_stream(content), filename=filename)
    except (struct.error, _BrokenError) as why:
        raise NotASheet("damaged", filename=filename) from why


class _BrokenError(Exception):
    """The file does not keep to its own format."""


def _workbook_stream(content: bytes) -> bytes:
    size = 1 << _bounded(struct.unpack_from("<H", content, 30)[0], least=9, most=12)
    table = _sector_table(content, size)
    directory = _chained(content, size, table, struct.unpack_from("<I", content, 48)[0], skip=size)
    root, book = None, None
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        entry = struct.unpack_from("<II", directory, at + 116)
        root = root or entry  # the first entry holds the short streams
        if name in ("Workbook", "Book"):
            book = book or entry
    if root is None or book is None:
        raise _BrokenError
    if book[1] >= struct.unpack_from("<I", content, 56)[0]:
        return _chained(content, size, table, book[0], skip=size)[: book[1]]
    short = _chained(content, size, table, root[0], skip=size)
    first_short = struct.unpack_from("<I", content, 60)[0]
    short_table = _numbers(_chained(content, size, table, first_short, skip=size))
    return _chained(short, 64, short_table, book[0], skip=0)[: book[1]]


def _sector_table(content: bytes, size: int) -> tuple[int, ...]:
    """Return, for every sector, the sector that follows it."""
    sectors = [n for n in struct.unpack_from("<109I", content, 76) if n < _END_OF_CHAIN - 3]
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        if following >= _END_OF_CHAIN:
            break
        numbers = _numbers(_sector(content, size, following, skip=size))
        sectors += [n for n in numbers[:-1] if n < _END_OF_CHAIN - 3]
        following = numbers[-1]
    return _numbers(b"".join(_sector(content, size, n, skip=size) for n in sectors))


def _chained(content: bytes, size: int, table: tuple[int, ...], first: int, *, skip: int) -> bytes:
    parts: list[bytes] = []
    sector = first
    while sector < _END_OF_CHAIN:
        if sector >= len(table) or len(parts) > len(table):
            raise _BrokenError  # leads nowhere, or round in a circle
        parts.append(_sector(content, size, sector, skip=skip))
        sector = table[sector]
    return b"".join(parts)


def _sector(content: bytes, size: int, number: int, *, skip: int) -> bytes:
    at = skip + number * size
    if at >= len(content):
        raise _BrokenError
    return content[at : at + size]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _bounded(number: int, *, least: int, most: int) -> int:
    if not least <= number <= most:
        raise _BrokenError
    return number


def _check_cells(stream: bytes, *, filename: str) -> None:
    sheets = [body for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
    for body in sheets:
        last_row = last_column = 0
        for kind, cell in _records(stream, struct.unpack_from("<I", body)[0]):
            if kind == _DIMENSIONS:
                _check_bounds(cell)
            elif kind in _CELLS:
                row, column = struct.unpack_from("<HH", cell)
                if kind == _ROW_OF_NUMBERS:
                    column = max(column, struct.unpack_from("<H", cell, len(cell) - 2)[0])
                last_row, last_column = max(last_row, row), max(last_column, column)
        if (last_row + 1) * (last_column + 1) > MOST_CELLS:
            raise NotASheet("damaged", filename=filename)


def _check_bounds(body: bytes) -> None:
    rows = "<II" if len(body) >= 14 else "<HH"  # noqa: PLR2004 - by version of the format
    top, bottom = struct.unpack_from(rows, body)
    left, right = struct.unpack_from("<HH", body, struct.calcsize(rows))
    if bottom < top or right < left or (bottom - top + 1) * (right - left + 1) > 2 * MOST_BOUNDS:
        raise _BrokenError


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of the records from `at` to the end of their part."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length
