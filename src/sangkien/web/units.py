"""The units of a campaign's federation: the list, a sheet in, a sheet out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.access import require_somewhere
from sangkien.actions.units import import_units
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.inputs.unit import read_units
from sangkien.jobs.rekeying import start_rekeying
from sangkien.queries.scope import allowed_somewhere
from sangkien.queries.unit_sheet import LABELS, export_root, unit_page
from sangkien.reports.unit_list import units_csv, units_xlsx
from sangkien.web.page import account_of, by, page
from sangkien.web.rooms import room_of
from sangkien.web.sheet_upload import refused, uploaded

FILES = {
    "csv": (units_csv, "text/csv; charset=utf-8"),
    "xlsx": (units_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@login_required
@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    asked = {name: request.GET.get(name, "").strip()[:200] for name in ("q", "under", "after")}
    words, under, after = asked["q"], asked["under"], asked["after"]
    shown = unit_page(account_of(request), campaign, words=words, under=under, after=after)
    address = reverse("units", args=[slug])
    same = {"q": words, "under": shown.top.code if shown.top else ""}
    context = {
        "campaign": campaign,
        "lines": shown.lines,
        "export_query": f"?{urlencode(same)}",
        "words": words,
        "top": shown.top,
        "first_href": f"{address}?{urlencode(same)}" if after else "",
        "next_href": f"{address}?{urlencode(same | {'after': shown.next_after})}"
        if shown.next_after
        else "",
        "may_edit": allowed_somewhere(account_of(request), Verb.EDIT_UNITS, campaign.owner.path),
        "files": tuple(FILES),
    }
    return page(request, "units/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def load(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    require_somewhere(by(request), Verb.EDIT_UNITS, campaign.owner.path)
    context = {"campaign": campaign, "labels": LABELS, "errors": {}, "problems": []}
    if request.method == "GET":
        return page(request, "units/load.html", context)
    upload = uploaded(request)
    if upload.errors:
        return page(request, "units/load.html", context | {"errors": upload.errors}, status=422)
    try:
        loaded = import_units(read_units(upload.rows, today=localdate()), by(request))
        if loaded.renamed:
            start_rekeying()
    except BadRows as bad:
        return page(request, "units/load.html", context | refused(upload, bad), status=422)
    said = _("Units: %(created)s new, %(changed)s changed, %(unchanged)s unchanged.") % {
        "created": format_number(loaded.created),
        "changed": format_number(loaded.changed),
        "unchanged": format_number(loaded.unchanged),
    }
    messages.success(request, said)
    return redirect("units", slug)


@login_required
@require_safe
def download(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    campaign = room_of(request, slug, Verb.SEE_ENTRIES)
    if file_format not in FILES:
        raise Http404
    write, media_type = FILES[file_format]
    unit = export_root(account_of(request), campaign)
    name = f"don-vi-{unit.code.lower()}.{file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(unit), content_type=media_type, headers=headers)
