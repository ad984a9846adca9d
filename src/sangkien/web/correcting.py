"""Correct an entry on the member's behalf, and read what was corrected before."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.correcting import correct_entry, require_correctable
from sangkien.core.corrections import AUTHORS, Form, number_seen
from sangkien.core.journal import Kind
from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.inputs.correction import ASKED, form_of, merged_form, read_correction
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_reason
from sangkien.queries.campaigns import Campaign
from sangkien.queries.entry_detail import Initiative, may_read_secret, visible_entry
from sangkien.queries.versions import Stand, stand_of, stand_seen, versions_of
from sangkien.web.correction_words import differing, version_shown
from sangkien.web.entries import campaign_or_404
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows

UNPROCESSABLE = 422
NOT_SHOWN = ("not-allowed", "entry-secret")  # then the form is not theirs to see
ON_THE_FORM = {"reason-missing": UNPROCESSABLE, "correction-nothing": UNPROCESSABLE}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it comes back: what was typed, and how the entry stood when it was made."""

    values: dict[str, str]
    key: str
    seen: str
    names_are_known: bool
    reason: str = ""
    other: tuple[tuple[str, str, str], ...] = ()  # field, as typed, as it stands now


@require_http_methods(["GET", "POST"])
@login_required
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form filled with what stands; a reason, and what was typed is never lost."""
    entry = visible_entry(account_of(request), campaign_or_404(slug), pk)
    if entry is None:
        raise Http404
    if request.method == "GET":
        require_correctable(entry, by(request))
        stand = stand_of(entry)
        return _form(request, entry, empty_form(stand))
    stand = stand_of(entry)
    form = form_sent(request)
    try:
        reason = read_reason(request.POST, "reason")
        to = read_correction(request.POST.dict(), stand, entry, now=by(request).now)
        correct_entry(entry, to, form=form, reason=reason, by=by(request))
    except BadInput as bad:
        sent = as_typed(request, form, stand)
        return _form(request, entry, sent, told_by_field(bad.errors), UNPROCESSABLE)
    except Refusal as refusal:
        return _refused(request, slug, pk, form, refusal)
    messages.success(request, _("Corrected. What stood before is kept as a version."))
    return redirect("entry-show", slug, pk)


@require_safe
@login_required
def versions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Every correction of the entry with what it changed, newest first."""
    account = account_of(request)
    entry = visible_entry(account, campaign_or_404(slug), pk)
    if entry is None:
        raise Http404
    found = versions_of(entry)
    if any(AUTHORS in version.fields for version in found):
        shows(request, entry.campaign, Kind.ENTRY, [entry.id])
    hides = not may_read_secret(account, entry)
    context = {
        "campaign": entry.campaign,
        "entry": entry,
        "receipt": receipt_number(entry.campaign.receipt_prefix, entry.id),
        "versions": [version_shown(one, entry, hides=hides) for one in found],
    }
    return page(request, "entries/versions.html", context)


def empty_form(stand: Stand) -> Sent:
    """Return a form filled with what stands; its key is made here, so that it counts once."""
    return Sent(form_of(stand), str(uuid4()), stand.mark, stand.names_are_known)


def form_sent(request: HttpRequest) -> Form:
    """Return by which form a correction comes, and what that showed."""
    return Form(
        key=request.POST.get("key", "")[:80] or str(uuid4()), seen=request.POST.get("seen", "")
    )


def as_typed(request: HttpRequest, form: Form, stand: Stand) -> Sent:
    """Return the form as it was sent; it still shows what it showed."""
    values = {name: request.POST.get(name, "") for name in ASKED}
    reason = request.POST.get("reason", "")
    return Sent(values, form.key, form.seen, stand.names_are_known, reason)


def as_it_stands(request: HttpRequest, form: Form, entry: Initiative) -> Sent:
    """Return the form with what was typed on top of what stands now, and where the two differ."""
    stand = stand_of(entry)
    typed = request.POST.dict()
    values = merged_form(typed, stand_seen(entry, number_seen(form.seen)), stand)
    other = differing(values, form_of(stand), entry.campaign)
    reason = request.POST.get("reason", "")
    return Sent(values, form.key, stand.mark, stand.names_are_known, reason, other)


def _refused(
    request: HttpRequest, slug: str, pk: int, form: Form, refusal: Refusal
) -> HttpResponse:
    """The form again; the entry read anew, as it stands after what came between."""
    if refusal.code in NOT_SHOWN:
        raise refusal
    entry = visible_entry(account_of(request), campaign_or_404(slug), pk)
    if entry is None:
        raise Http404
    changed = refusal.code == "entry-changed"
    stand = stand_of(entry)
    sent = as_it_stands(request, form, entry) if changed else as_typed(request, form, stand)
    field = "reason" if refusal.code == "reason-missing" else ""
    status = ON_THE_FORM.get(refusal.code) or STATUS.get(refusal.code, 409)
    return _form(request, entry, sent, {field: sentence_of(refusal)}, status)


def _form(
    request: HttpRequest,
    entry: Initiative,
    sent: Sent,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    shows(request, entry.campaign, Kind.ENTRY, [entry.id])
    receipt = receipt_number(entry.campaign.receipt_prefix, entry.id)
    context = form_context(entry.campaign, sent) | {
        "entry": entry,
        "receipt": receipt,
        "errors": errors or {},
    }
    return page(request, "entries/correct.html", context, status=status)


def form_context(campaign: Campaign, sent: Sent) -> dict[str, object]:
    """Return what every form of a correction needs, of an officer and of a member."""
    recogniser = sent.values.get("recognised_by", "")
    return {
        "campaign": campaign,
        "values": sent.values,
        "key": sent.key,
        "seen": sent.seen,
        "reason": sent.reason,
        "other": sent.other,
        "names_are_known": sent.names_are_known,
        "fields": [(each["code"], each["name"]) for each in campaign.fields],
        "member_kinds": [(each["code"], each["name"]) for each in campaign.member_kinds],
        "has_other_recogniser": recogniser == "other",
    }
