"""The documents a campaign rests on, as stored: each keeps its file as long as it is the same."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import chain, repeat
from uuid import uuid4

from django.core.files.base import ContentFile

from sangkien.actions.journal import By, Line, record
from sangkien.core.campaigns import DocumentValues
from sangkien.core.journal import changes_between
from sangkien.models import Campaign, ProgrammeDocument
from sangkien.queries.campaign_values import document_values


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """What a page says of one document besides its values."""

    stored_id: int | None = None  # the stored document it was, None for a new one
    content: bytes = b""  # the file sent with it, empty for none
    kind: str = ""  # "pdf", "docx", "jpg", "png"
    is_removed: bool = False  # the file it has is to be taken off

    @property
    def is_change(self) -> bool:
        return bool(self.content) or self.is_removed


def store_documents(
    campaign: Campaign, said: Sequence[DocumentValues], files: Sequence[DocumentFile], by: By
) -> None:
    """Bring the stored documents in line with `said`; `files` go with them, in their order.

    Without `files` (a campaign file was loaded) a document is known again by being the same, or
    by its kind and number. Files that are replaced or taken off stay on disk.
    """
    stored = list(campaign.documents.order_by("position", "id"))
    same = _by_id(files, stored) if files else _by_content(said, stored)
    kept = {document.id for document in same if document}
    campaign.documents.exclude(id__in=kept).delete()
    lines = []
    for place, (values, found, file) in enumerate(
        zip(said, same, chain(files, repeat(DocumentFile())), strict=False)
    ):
        document = found or ProgrammeDocument(campaign=campaign)
        for name, value in asdict(values).items():
            setattr(document, name, value)
        document.position = place
        lines += _take_file(document, file)
        document.save()
    record(by, lines)


def _by_id(
    files: Sequence[DocumentFile], stored: Sequence[ProgrammeDocument]
) -> list[ProgrammeDocument | None]:
    left = {document.id: document for document in stored}
    return [left.pop(file.stored_id or 0, None) for file in files]


def _by_content(
    said: Sequence[DocumentValues], stored: Sequence[ProgrammeDocument]
) -> list[ProgrammeDocument | None]:
    """For each document said the stored one that is equal, else of the same kind and number."""
    left = list(stored)
    same: list[ProgrammeDocument | None] = [None] * len(said)
    for is_like in (_is_equal, _has_number):
        for place, values in enumerate(said):
            if same[place] is None:
                found = next((one for one in left if is_like(values, one)), None)
                same[place] = found
                left = [one for one in left if one is not found]
    return same


def _is_equal(values: DocumentValues, stored: ProgrammeDocument) -> bool:
    return document_values(stored) == values


def _has_number(values: DocumentValues, stored: ProgrammeDocument) -> bool:
    named = (values.kind, values.number)
    return bool(values.number) and named == (stored.kind, stored.number)


def _take_file(document: ProgrammeDocument, file: DocumentFile) -> list[Line]:
    """Let the document hold the file under a name of our own; return what to say of it."""
    details = {"document": str(document)}
    had = document.file.name or None
    if file.content:
        document.file.save(f"{uuid4().hex}.{file.kind}", ContentFile(file.content), save=False)
        details["sha256"] = sha256(file.content).hexdigest()
        verb = "document-attached"
    elif file.is_removed and document.file:
        document.file = ""
        verb = "document-file-removed"
    else:
        return []
    changes = changes_between({"file": had}, {"file": document.file.name or None})
    line = Line(verb, campaign_id=document.campaign_id, changes=changes, details=dict(details))
    return [replace(line, unit_path=document.campaign.owner.path)]
