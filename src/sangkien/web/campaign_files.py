"""The file of a document a campaign rests on, as it was handed in."""

from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.queries.campaign_values import ProgrammeDocument, document_by_id
from sangkien.web.rooms import room_of

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
}


@login_required
@require_safe
def download(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out the file to whoever sees the page of the campaign."""
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    document = document_by_id(campaign, number)
    if document is None or not document.file:
        raise Http404
    return handed_out(_content(document), kind_of(document), _file_stem(document))


def handed_out(content: bytes, kind: str, stem: str) -> HttpResponse:
    """Return a stored file as a download named `stem`; `kind` is a key of MEDIA_TYPES."""
    name = content_disposition_header(as_attachment=True, filename=f"{stem}.{kind}")
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[kind],
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": str(name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def kind_of(document: ProgrammeDocument) -> str:
    """Return what the stored file is: a key of MEDIA_TYPES."""
    return PurePath(document.file.name).suffix.removeprefix(".")


def _content(document: ProgrammeDocument) -> bytes:
    try:
        with document.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as gone:
        raise Refusal("document-broken", document=str(document)) from gone


def _file_stem(document: ProgrammeDocument) -> str:
    """The document's name as a file may have it: “Kế hoạch 302-KH-LĐLĐ”."""
    named = "".join(sign if sign.isalnum() or sign in " .-_()" else "-" for sign in str(document))
    return named.strip(" .-") or "van-ban"
