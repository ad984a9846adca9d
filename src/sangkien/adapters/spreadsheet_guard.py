"""Is this file a spreadsheet we may open? Asked before any library touches it."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Literal

from sangkien.adapters.not_a_sheet import NotASheet

SheetFormat = Literal["xlsx", "xls", "csv"]

MOST_FILE_BYTES = 100 * 2**20
MOST_UNPACKED_BYTES = 200 * 2**20  # 100,000 rows with long descriptions are 150 MB
MOST_RATIO = 200  # unpacked : packed; 50,000 real rows have about 12
MOST_PARTS = 2_000
CHUNK = 2**20
SAMPLE = 400  # bytes that tell UTF-16: Đ and ề have no zero half, most signs have one

_WORKBOOK_NAMES = frozenset({".xlsx", ".xls"})
_TEXT_NAMES = frozenset({".csv", ".tsv", ".txt"})
_OTHER_NAMES = {
    ".ods": "is-open-document", ".fods": "is-open-document", ".numbers": "is-open-document",
    ".docx": "is-text-document", ".doc": "is-text-document", ".odt": "is-text-document",
    ".rtf": "is-text-document",
}  # fmt: skip
_MACRO_NAMES = frozenset({".xlsm", ".xltm", ".xlam"})
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|meta|\?xml|!--)", re.IGNORECASE
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def format_of(file: BinaryIO, *, filename: str) -> SheetFormat:
    """Return what the file is, by its content; the name must not say otherwise.

    The two kinds of workbook may carry each other's name, as spreadsheet programs allow.
    Raises NotASheet.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix in _MACRO_NAMES:
        raise NotASheet("macros", filename=filename)
    if suffix not in _WORKBOOK_NAMES | _TEXT_NAMES:
        raise NotASheet(_OTHER_NAMES.get(suffix, "extension"), filename=filename)
    size = file.seek(0, 2)
    if size > MOST_FILE_BYTES:
        raise NotASheet("too-large", filename=filename, limit=MOST_FILE_BYTES // 2**20)
    file.seek(0)
    content = _content_of(file.read(4096), filename=filename)
    if content == "csv" and suffix in _WORKBOOK_NAMES:
        raise NotASheet("is-text", filename=filename)
    if content != "csv" and suffix in _TEXT_NAMES:
        raise NotASheet("is-workbook", filename=filename)
    return content


def _content_of(head: bytes, *, filename: str) -> SheetFormat:
    if not head.strip():
        raise NotASheet("empty-file", filename=filename)
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLE):
        return "xls"
    if head.startswith(b"%PDF"):
        raise NotASheet("is-pdf", filename=filename)
    if head.startswith(_PICTURES) and b"\x00" in head:
        raise NotASheet("is-picture", filename=filename)
    if _WEB_PAGE.match(head):
        raise NotASheet("is-web-page", filename=filename)
    if b"\x00" in head and not head.startswith(_BYTE_ORDER_MARKS) and not _is_utf_16(head):
        raise NotASheet("is-other-document", filename=filename)
    return "csv"


def _is_utf_16(head: bytes) -> bool:
    """Return whether most signs at the beginning have a zero half: bare UTF-16 text."""
    low, high = zero_halves(head)
    return max(low, high) > len(head[:SAMPLE]) // 4  # more than one sign in two


def zero_halves(head: bytes) -> tuple[int, int]:
    """Return how many even and how many odd bytes at the beginning of a file are zero.

    Zeros at odd places are those of UTF-16 with the low half first.
    """
    return head[:SAMPLE:2].count(0), head[1:SAMPLE:2].count(0)


def check_zip(file: BinaryIO, *, filename: str) -> None:
    """Refuse an XLSX that is a bomb, locked, damaged, no workbook, or holds macros.

    The sizes that the directory declares are not believed: every part is unpacked once, in
    chunks, and must end where it was declared to end.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive.infolist(), file.seek(0, 2), filename=filename)
            for part in archive.infolist():
                for _ in unpacked(file, part, filename=filename):
                    pass
    except (zipfile.BadZipFile, NotImplementedError, zlib.error) as why:
        raise NotASheet("damaged", filename=filename) from why


def _check_directory(parts: list[zipfile.ZipInfo], packed: int, *, filename: str) -> None:
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED_BYTES or total > packed * MOST_RATIO or len(parts) > MOST_PARTS:
        raise _bomb(filename)
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise NotASheet("macros", filename=filename)
    if any(part.flag_bits & 1 for part in parts):
        raise NotASheet("encrypted", filename=filename)
    if "xl/workbook.xml" not in names:
        raise NotASheet("is-other-document", filename=filename)


def _bomb(filename: str) -> NotASheet:
    return NotASheet(
        "zip-bomb", filename=filename, limit=MOST_UNPACKED_BYTES // 2**20, ratio=MOST_RATIO
    )


def unpacked(file: BinaryIO, part: zipfile.ZipInfo, *, filename: str) -> Iterator[bytes]:
    """Yield the part's content in chunks, never more bytes than its directory entry declares.

    Raises NotASheet(zip-bomb) where more follows; zipfile itself would silently stop there,
    but the reader that comes after us would not.
    """
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotASheet("damaged", filename=filename)
    left = part.file_size
    for chunk in _inflated(file, part):
        left -= len(chunk)
        if left < 0:
            raise _bomb(filename)
        yield chunk
    if left:
        raise NotASheet("damaged", filename=filename)


def _inflated(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    packed = _packed(file, part)
    if part.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in packed:
        waiting = piece
        while waiting:
            yield inflate.decompress(waiting, CHUNK)
            waiting = inflate.unconsumed_tail
    yield inflate.flush(CHUNK)


def _packed(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of the part as they lie in the file."""
    file.seek(part.header_offset)
    header = file.read(30)
    if len(header) < 30 or not header.startswith(_ZIP):  # noqa: PLR2004 - fixed by the format
        raise zipfile.BadZipFile(part.filename)
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    at, left = part.header_offset + 30 + lengths, part.compress_size
    while left > 0:
        file.seek(at)  # the consumer may read elsewhere in between
        piece = file.read(min(CHUNK, left))
        if not piece:
            raise zipfile.BadZipFile(part.filename)
        at, left = at + len(piece), left - len(piece)
        yield piece
