"""A sheet sent through a form: its rows, or what to tell the sender."""

from dataclasses import dataclass, field
from io import BytesIO

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sangkien.adapters.spreadsheet_in import NotASheet, open_sheet
from sangkien.core.sheets import SheetRow
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.web.sentences import filled

FIELD = "sheet"
MOST_TOLD = 200  # problems on one page; whoever has more, mends these first


@dataclass(frozen=True, slots=True)
class Upload:
    """The rows of the file, or `errors` for the form; exactly one of the two is filled."""

    filename: str = ""
    rows: list[SheetRow] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """One problem as a row of the page's table."""

    row: int | None
    column: str
    sentence: str


def uploaded(request: HttpRequest) -> Upload:
    """Return what the form's file field brought."""
    sent = request.FILES.get(FIELD)
    if sent is None:
        return Upload(errors={FIELD: _("No file was chosen. Choose the sheet and send it again.")})
    name = sent.name or ""
    if (sent.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        told = _("The file is larger than %(limit)s MB. Split the list into several files.")
        return Upload(errors={FIELD: told % {"limit": limit}})
    content = BytesIO()
    for chunk in sent.chunks():
        content.write(chunk)
    try:
        rows = list(open_sheet(content.getvalue(), filename=name).rows())
    except NotASheet as why:
        return Upload(errors={FIELD: filled(why.sentence, why.details)})
    return Upload(name, rows)


def told(bad: BadRows) -> list[ToldProblem]:
    """Return the problems in the reader's language, the first MOST_TOLD of them."""
    return [
        ToldProblem(p.row, p.column or "", filled(p.sentence, p.details))
        for p in bad.problems[:MOST_TOLD]
    ]


def refused(upload: Upload, bad: BadRows) -> dict[str, object]:
    """Return what a form's page shows of a sheet of which nothing was taken."""
    sentence = _("Nothing of “%(name)s” was loaded: %(count)s problems, listed below.")
    said = sentence % {"name": upload.filename, "count": len(bad.problems)}
    return {"errors": {FIELD: said}, "problems": told(bad)}
