"""The member repairs an entry from its receipt, while something is asked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.actions.repairing import repair_entry, require_asked
from sangkien.core.journal import Kind
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.correction import read_correction
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.queries.receipts import Receipt, receipt_by_token
from sangkien.queries.versions import stand_of
from sangkien.web.correcting import (
    ON_THE_FORM,
    UNPROCESSABLE,
    Sent,
    as_it_stands,
    as_typed,
    empty_form,
    form_context,
    form_sent,
)
from sangkien.web.errors import sentence_of
from sangkien.web.page import by, page
from sangkien.web.reading import shows
from sangkien.web.registration import said_words
from sangkien.web.repair_words import asked_shown


@require_http_methods(["GET", "POST"])
def repair(request: HttpRequest, token: UUID) -> HttpResponse:
    """The form of an officer's correction, for whoever holds the receipt; no reason is needed."""
    found = _receipt(token)
    stand = stand_of(found.entry)
    if request.method == "GET":
        require_asked(found.entry)
        return _form(request, found, empty_form(stand))
    form = form_sent(request)
    try:
        acting = by(request)
        to = read_correction(request.POST.dict(), stand, found.entry, now=acting.now)
        repair_entry(found.entry, to, form=form, by=acting)
    except BadInput as bad:
        errors = told_by_field(bad.errors)
        return _form(request, found, as_typed(request, form, stand), errors, UNPROCESSABLE)
    except Refusal as refusal:
        return _refused(request, token, refusal)
    messages.success(request, _said(len(_receipt(token).findings)))
    return redirect("receipt", token=token)


def _receipt(token: UUID) -> Receipt:
    found = receipt_by_token(token)
    if found is None:
        raise Http404
    return found


def _said(findings: int) -> str:
    """What screening says at once of what was repaired."""
    if not findings:
        return _("Repaired. Nothing is found against it now; the officer looks at it again.")
    said = ngettext(
        "Saved. %(count)s point below still holds; the officer looks at it again.",
        "Saved. %(count)s points below still hold; the officer looks at it again.",
        findings,
    )
    return said % {"count": format_number(findings)}


def _refused(request: HttpRequest, token: UUID, refusal: Refusal) -> HttpResponse:
    if refusal.code == "repair-not-asked":
        raise refusal
    found = _receipt(token)
    form, changed = form_sent(request), refusal.code == "entry-changed"
    sent = (
        as_it_stands(request, form, found.entry)
        if changed
        else as_typed(request, form, stand_of(found.entry))
    )
    status = ON_THE_FORM.get(refusal.code, 409)
    return _form(request, found, sent, {"": sentence_of(refusal)}, status)


def _form(
    request: HttpRequest,
    found: Receipt,
    sent: Sent,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    shows(request, found.campaign, Kind.ENTRY, [found.entry.id])
    context = form_context(found.campaign, sent) | {
        "receipt": found,
        "asked": asked_shown(found.asked, localdate()),
        "findings": [
            said_words(one)
            for one in found.findings
            if found.asked and one.rule in found.asked.rules
        ],
        "token": found.entry.receipt_token,
        "errors": errors or {},
    }
    answer = page(request, "registration/repair.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
