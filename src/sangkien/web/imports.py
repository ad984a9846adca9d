"""Bring in a sheet of initiatives: upload, look, confirm, watch, take the result, take it back."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.actions.access import require
from sangkien.actions.import_undo import undo_import
from sangkien.actions.imports import preview
from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.inputs.behalf import read_sheet_behalf
from sangkien.inputs.imports import SubmissionRows
from sangkien.inputs.problem import told
from sangkien.jobs.imports import import_batch
from sangkien.queries.campaigns import Campaign
from sangkien.queries.entry_detail import reads_secrets
from sangkien.queries.imports import UNFINISHED, ImportBatch, import_units, visible_batches
from sangkien.reports.import_result import result_workbook
from sangkien.reports.import_template import template_workbook
from sangkien.web import import_words
from sangkien.web.behalf_words import sheet_choices
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows
from sangkien.web.rooms import room_of
from sangkien.web.sentences import filled

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    units = import_units(account_of(request), campaign)
    shown = {
        "campaign": campaign,
        "units": [(unit.id, unit.short_name) for unit in units],
        "chosen": request.POST.get("unit", ""),
        "behalves": sheet_choices(),
        "behalf": read_sheet_behalf(request.POST),
        "batches": visible_batches(account_of(request), campaign)[:PER_PAGE],
        "errors": {},
        "problems": [],
    }
    if request.method == "GET":
        return page(request, "imports/upload.html", shown)
    sent = request.FILES.get("sheet")
    unit = next((unit for unit in units if str(unit.id) == shown["chosen"]), None)
    errors = _missing(sent, has_unit=unit is not None)
    if errors or sent is None or unit is None:
        return page(request, "imports/upload.html", shown | {"errors": errors}, status=422)
    try:
        batch = preview(
            campaign,
            unit,
            sent,
            by(request),
            read=SubmissionRows,
            behalf=read_sheet_behalf(request.POST),
        )
    except NotASheet as why:
        errors = {"sheet": filled(why.sentence, why.details)}
    except BadRows as bad:
        errors = {
            "sheet": _("The list in “%(name)s” cannot be read; see below.") % {"name": sent.name}
        }
        shown["problems"] = import_words.sheet_problems(bad)
    else:
        return redirect("import-show", slug, batch.id)
    return page(request, "imports/upload.html", shown | {"errors": errors}, status=422)


@login_required
@require_safe
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    batch = _batch(request, campaign, number)
    context = {
        "campaign": campaign,
        "batch": batch,
        "verdicts": import_words.verdicts(batch),
        "problems": import_words.row_problems(batch),
    }
    if batch.state == ImportBatch.State.PREVIEW:
        shows(request, campaign, Kind.BATCH, [batch.id])
        context |= import_words.first_rows(batch, by(request).now)
    return page(request, f"imports/{batch.state}.html", context)


@login_required
@require_POST
def start(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Confirm a preview, or go on with a batch that no worker is at any more."""
    campaign = room_of(request, slug, Verb.IMPORT)
    batch = _batch(request, campaign, number)
    require(by(request), Verb.IMPORT, batch.unit.path)
    if batch.state not in UNFINISHED:
        return redirect("import-show", slug, batch.id)
    transaction.on_commit(lambda: import_batch.enqueue(batch.id))
    return redirect("import-watch", slug, batch.id)


@login_required
@require_safe
def watch(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    batch = _batch(request, campaign, number)
    if batch.state not in UNFINISHED:
        return redirect("import-show", slug, batch.id)
    return page(request, "imports/running.html", {"campaign": campaign, "batch": batch})


@login_required
@require_safe
def result(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    batch = _batch(request, campaign, number)
    hides = not reads_secrets(account_of(request), campaign, batch.unit.path)
    shows(request, campaign, Kind.BATCH, [batch.id])
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "ket-qua.xlsx"
        path = result_workbook(batch, asked, told=told, translate=_, hides_secrets=hides)
        return _attached(path.read_bytes(), f"ket-qua-{batch.id}.xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    batch = _batch(request, campaign, number)
    if request.method == "GET":
        return page(request, "imports/undo.html", {"campaign": campaign, "batch": batch})
    undone = undo_import(batch, by(request))
    said = _("The import was taken back: %(count)s entries count no more.")
    messages.success(request, said % {"count": format_number(undone)})
    return redirect("import-show", slug, batch.id)


@login_required
@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.IMPORT)
    return _attached(template_workbook(campaign), f"mau-sang-kien-{slug}.xlsx")


def _batch(request: HttpRequest, campaign: Campaign, number: int) -> ImportBatch:
    batch = visible_batches(account_of(request), campaign).filter(id=number).first()
    if batch is None:
        raise Http404
    return batch


def _missing(sent: UploadedFile | None, *, has_unit: bool) -> dict[str, str]:
    errors = {}
    if not has_unit:
        errors["unit"] = _("Choose the unit you bring the list in for.")
    if sent is None:
        errors["sheet"] = _("No file was chosen. Choose the sheet and send it again.")
    elif (sent.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        told_limit = _("The file is larger than %(limit)s MB. Split the list into several files.")
        errors["sheet"] = told_limit % {"limit": limit}
    return errors


def _attached(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
