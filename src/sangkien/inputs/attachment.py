"""A file somebody hands in: what it really is decides, not what it is called."""

from typing import Protocol

from sangkien.inputs.problem import BadInput, FieldProblem

LARGEST = 10 * 1024 * 1024  # bytes
KINDS: dict[bytes, str] = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
}


class Upload(Protocol):
    """The part of Django's uploaded file that is needed here."""

    size: int | None

    def read(self) -> bytes: ...


def read_attachment(upload: Upload, *, field: str) -> tuple[bytes, str]:
    """Return the content and its kind ("pdf", "jpg", "png"), told by its first bytes.

    Raises BadInput `file-large`, `file-kind`.
    """
    if (upload.size or 0) > LARGEST:
        raise BadInput((FieldProblem(field, "file-large", {"limit": LARGEST // 1024**2}),))
    content = upload.read()
    kind = next((kind for mark, kind in KINDS.items() if content.startswith(mark)), None)
    if kind is None:
        raise BadInput((FieldProblem(field, "file-kind"),))
    return content, kind
