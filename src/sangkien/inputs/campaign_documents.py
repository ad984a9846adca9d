"""The edit page of a campaign, checked whole: its fields, and the files of its documents."""

from collections.abc import Mapping
from datetime import date

from sangkien.actions.campaign_documents import DocumentFile
from sangkien.core.campaign_problems import BadCampaign, FieldProblem
from sangkien.core.campaigns import CampaignValues
from sangkien.inputs.attachment import Upload, read_document
from sangkien.inputs.campaign import checked_campaign
from sangkien.inputs.campaign_form import FILE, REMOVE, STORED, Raw, tables_of
from sangkien.inputs.digits import whole_number
from sangkien.inputs.problem import BadInput


def checked_page(
    raw: Raw, before: CampaignValues, uploads: Mapping[str, Upload], *, today: date
) -> tuple[CampaignValues, list[DocumentFile]]:
    """Return the values of the page and the files beside its documents, in their order.

    Raises BadCampaign with all that is wrong with either.
    """
    files, problems = _files(raw, uploads)
    try:
        values = checked_campaign(tables_of(raw, before), today=today)
    except BadCampaign as bad:
        raise BadCampaign([*bad.problems, *problems]) from None
    if problems:
        raise BadCampaign(problems)
    return values, files


def _files(
    raw: Raw, uploads: Mapping[str, Upload]
) -> tuple[list[DocumentFile], list[FieldProblem]]:
    files, problems = [], []
    for place, row in enumerate(raw["documents"], start=1):
        upload = uploads.get(f"{row['at']}.{FILE}")
        try:
            files.append(_file(row, upload, f"documents.{place}.{FILE}"))
        except BadInput as bad:
            problems += [FieldProblem(p.field, p.code, p.details) for p in bad.errors]
    return files, problems


def _file(row: Mapping[str, str], upload: Upload | None, field: str) -> DocumentFile:
    content, kind = read_document(upload, field=field) if upload else (b"", "")
    return DocumentFile(
        stored_id=whole_number(row[STORED]),
        content=content,
        kind=kind,
        is_removed=bool(row[REMOVE]),
    )
