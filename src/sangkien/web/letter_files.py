"""The files of a letter: of a draft made on the way, of an issued one as it was stored."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sangkien.actions.letters import preview_file
from sangkien.queries.letters import Letter, file_stem, issued_file
from sangkien.web.letters import letter_here

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@login_required
@require_safe
def download(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    letter = letter_here(request, slug, number)
    if form not in MEDIA_TYPES:
        raise Http404
    is_issued = letter.state == Letter.State.ISSUED
    content = issued_file(letter, form) if is_issued else preview_file(letter, form)
    name = f"{'' if is_issued else 'du-thao-'}{file_stem(letter)}.{form}"
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
