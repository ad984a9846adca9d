"""A file somebody hands in: what it really is decides, not what it is called."""

from collections.abc import Callable
from io import BytesIO
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from sangkien.inputs.problem import BadInput, FieldProblem

LARGEST = 10 * 1024 * 1024  # bytes
KINDS: dict[bytes, str] = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
}
_ZIP = b"PK\x03\x04"


class Upload(Protocol):
    """The part of Django's uploaded file that is needed here."""

    size: int | None

    def read(self) -> bytes: ...


def read_attachment(upload: Upload, *, field: str) -> tuple[bytes, str]:
    """Return the content and its kind ("pdf", "jpg", "png"), told by its first bytes.

    Raises BadInput `file-large`, `file-kind`.
    """
    return _read(upload, field, _kind_of_scan, "file-kind")


def read_document(upload: Upload, *, field: str) -> tuple[bytes, str]:
    """Return the content and its kind ("pdf", "docx", "jpg", "png"), told by the content.

    Raises BadInput `file-large`, `document-kind`.
    """
    return _read(upload, field, _kind_of_document, "document-kind")


def _read(
    upload: Upload, field: str, kind_of: Callable[[bytes], str | None], refusal: str
) -> tuple[bytes, str]:
    if (upload.size or 0) > LARGEST:
        raise BadInput((FieldProblem(field, "file-large", {"limit": LARGEST // 1024**2}),))
    content = upload.read()
    kind = kind_of(content)
    if kind is None:
        raise BadInput((FieldProblem(field, refusal),))
    return content, kind


def _kind_of_scan(content: bytes) -> str | None:
    return next((kind for mark, kind in KINDS.items() if content.startswith(mark)), None)


def _kind_of_document(content: bytes) -> str | None:
    return _kind_of_scan(content) or ("docx" if _is_docx(content) else None)


def _is_docx(content: bytes) -> bool:
    """Whether it is a Word document without macros; nothing in it is unpacked."""
    if not content.startswith(_ZIP):
        return False
    try:
        with ZipFile(BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (BadZipFile, NotImplementedError, ValueError):
        return False
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not has_macros
