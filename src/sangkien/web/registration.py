"""Register one initiative, and the receipt."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from sangkien.actions.attachments import attach_recognition
from sangkien.actions.objections import object_to
from sangkien.actions.registration import WEB, Filing, register_initiative
from sangkien.adapters.qr_code import qr_svg
from sangkien.core.behalf import OWN, Behalf
from sangkien.core.behalf import Kind as Objecting
from sangkien.core.corrections import AUTHORS
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.run import RULES
from sangkien.core.states import REASONS, STATE_NAMES, State
from sangkien.inputs.attachment import read_attachment
from sangkien.inputs.behalf import read_behalf, read_objection
from sangkien.inputs.doubts import Doubtful, ask_once
from sangkien.inputs.problem import BadInput, FieldProblem, told_by_field
from sangkien.inputs.registration import FIELDS, context_for, read_entry
from sangkien.queries.campaigns import (
    Campaign,
    campaign_by_slug,
    open_phase,
    takes_entries_of,
)
from sangkien.queries.people import Account
from sangkien.queries.receipts import Receipt, Said, receipt_by_token
from sangkien.queries.scope import allowed_somewhere
from sangkien.queries.units import member_units
from sangkien.queries.versions import versions_of
from sangkien.web.behalf_words import behalf_choices, shown_to_holder
from sangkien.web.correction_words import Shown, version_shown
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.finding_words import words_of
from sangkien.web.going_back import KEPT_FOR_GOING_BACK
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows
from sangkien.web.reason_words import reason_told
from sangkien.web.repair_words import asked_shown
from sangkien.web.sentences import filled


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The one-page form; works without script, keeps what was typed, has its key from the start."""
    campaign = campaign_by_slug(slug)
    if campaign is None:
        raise Http404
    if not takes_entries_of(account_of(request), campaign):
        return page(request, "registration/closed.html", {"campaign": campaign}, status=403)
    if request.method == "GET":
        answer = _form(request, campaign, {"client_ref": str(uuid4())})
        # an empty form shows nothing of the person logged in; its key must survive going back
        answer["Cache-Control"] = KEPT_FOR_GOING_BACK
        return answer
    values = {name: request.POST.get(name, "") for name in (*FIELDS, "behalf", "on_behalf")}
    try:
        return redirect("receipt", token=_register(request, campaign, values))
    except BadInput as bad:
        errors = told_by_field(bad.errors) | _choose_again(request, bad.errors)
        return _form(request, campaign, values, errors=errors, status=422)
    except Doubtful as doubtful:
        return _form(request, campaign, values, doubtful=doubtful, status=422)
    except Refusal as refusal:
        context = {"campaign": campaign, "sentence": sentence_of(refusal)} | refusal.details
        status = STATUS.get(refusal.code, 409)
        return page(request, "registration/refused.html", context, status=status)


@require_safe
def receipt(request: HttpRequest, token: UUID) -> HttpResponse:
    """Number, moment, state and what happens next; the address is known to its holder only."""
    return _receipt_page(request, token)


@require_POST
def object_here(request: HttpRequest, token: UUID) -> HttpResponse:
    """Keep what the member objects to an entry that somebody else entered."""
    try:
        said = read_objection(request.POST)
        object_to(token, kind=Objecting(said.code), words=said.words, by=by(request))
    except BadInput as bad:
        return _receipt_page(request, token, errors=told_by_field(bad.errors), status=422)
    except Refusal as refusal:
        status = STATUS.get(refusal.code, 409)
        return _receipt_page(request, token, errors={"": sentence_of(refusal)}, status=status)
    messages.success(request, _("Kept. An officer reads it and answers here."))
    return redirect("receipt", token=token)


def _receipt_page(
    request: HttpRequest, token: UUID, *, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    found = receipt_by_token(token)
    if found is None:
        raise Http404
    said = [said_words(finding) for finding in found.findings]
    corrections = corrections_told(request, found)
    address = request.build_absolute_uri(reverse("receipt", args=[token]))
    context = {
        "corrections": corrections,
        **shown_to_holder(found, account_of(request)),
        "receipt_token": token,
        "address": address,
        "qr": Markup(qr_svg(address)),  # noqa: S704 - made by us of an address
        "sent": request.POST,
        "errors": errors or {},
        "asked": asked_shown(found.asked, localdate()),
        "campaign": found.campaign,
        "receipt": found,
        "findings": said,
        "state_name": _(STATE_NAMES[found.state]),
        "reason_name": _(REASONS[found.reason]) if found.reason else "",
        "against": _against(found),
        "next_steps": _next_steps(found.state, found.merged_into, has_findings=bool(said)),
    }
    answer = page(request, "registration/receipt.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def corrections_told(request: HttpRequest, found: Receipt) -> list[Shown]:
    """Return what was corrected since it was filed, for its holder; names of authors among it."""
    if not found.was_corrected:
        return []
    versions = versions_of(found.entry)
    if any(AUTHORS in version.fields for version in versions):
        shows(request, found.campaign, Kind.ENTRY, [found.entry.id])
    return [version_shown(one, found.entry, hides=False) for one in versions]


def said_words(finding: Said) -> tuple[str, str]:
    """Return what was found and what to do; of somebody else's entry title and unit only."""
    details = dict(finding.details)
    if finding.is_like_anothers:
        details["other_receipt"] = _("an entry of somebody else")
    return filled(finding.message, details), filled(finding.instruction, details)


def _against(found: Receipt) -> dict[str, str]:
    """Of an entry that is not valid the rule in words, what to do, and what the officer wrote."""
    if found.state != State.INVALID:
        return {}
    told = reason_told(found.campaign, found.reason)
    return {"rule": told.rule, "way_out": told.way_out, "why": found.why}


def _register(request: HttpRequest, campaign: Campaign, values: dict[str, str]) -> str:
    acting = by(request)
    behalf = _behalf(acting.account, campaign, values)
    upload = request.FILES.get("recognition_file")
    attachment = read_attachment(upload, field="recognition_file") if upload else None
    context = context_for(campaign, [values["ticked_unit"]], acting.now)
    # the moment is the server's: only officers bring entries with a moment of their own
    entry = read_entry(
        values | {"occurred_at": ""}, context, client_ref=values["client_ref"] or str(uuid4())
    )
    filing = Filing(acting, channel=WEB, on_behalf=behalf.words, behalf=behalf.code)
    ask_once(campaign, entry, acting.now, seen=request.POST.get("doubts_seen", ""))
    outcome = register_initiative(campaign, entry, filing)
    if attachment and outcome.kind == "new":
        attach_recognition(outcome.entry_id, *attachment, by=acting)
    return outcome.receipt_token


def _behalf(account: Account | None, campaign: Campaign, values: dict[str, str]) -> Behalf:
    """For whom it is entered; asked of whoever may enter for others, nothing of a visitor."""
    if account is None:
        return OWN
    is_asked = allowed_somewhere(account, Verb.IMPORT, campaign.owner.path)
    return read_behalf(values, is_asked=is_asked)


def _form(
    request: HttpRequest,
    campaign: Campaign,
    values: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    doubtful: Doubtful | None = None,
    status: int = 200,
) -> HttpResponse:
    today = localdate()
    context = {
        "campaign": campaign,
        "values": dict.fromkeys(FIELDS, "") | values,
        "errors": errors or {},
        "doubts": _doubts_by_field(request, doubtful) if doubtful else {},
        "doubts_seen": doubtful.marks if doubtful else "",
        "units": [(str(unit.id), unit.short_name) for unit in member_units(campaign.owner)],
        "fields": [(field["code"], field["name"]) for field in campaign.fields],
        "member_kinds": [(kind["code"], kind["name"]) for kind in campaign.member_kinds],
        "phase": open_phase(campaign, today),
        "behalves": behalf_choices(),
        "is_officer": account_of(request) is not None,
    }
    return page(request, "registration/form.html", context, status=status)


def _doubts_by_field(request: HttpRequest, doubtful: Doubtful) -> dict[str, str]:
    """What screening will say, at the field where it can be mended."""
    told: dict[str, str] = {}
    for found in doubtful.found:
        field = RULES[found.rule].asked_at
        sentence = words_of(found.rule, found.details).message
        told[field] = f"{told[field]} {sentence}" if field in told else sentence
    return told | _choose_again(request, ())


def _choose_again(request: HttpRequest, errors: Iterable[FieldProblem]) -> dict[str, str]:
    """A browser forgets the file that was chosen when the form comes back: say so."""
    upload = request.FILES.get("recognition_file")
    if upload is None or any(error.field == "recognition_file" for error in errors):
        return {}
    said = _("Choose the file “%(name)s” again: the form came back without it.")
    return {"recognition_file": said % {"name": upload.name}}


def _next_steps(state: State, merged_into: str, *, has_findings: bool) -> list[str]:
    if state == State.MERGED:
        into = {"receipt": merged_into}
        return [
            _("This entry was merged into %(receipt)s: it is the same entry filed again.") % into,
            _("The work counts once, as %(receipt)s. Yours stays received, as a duplicate.") % into,
            _("If it is another work, tell the officer of your unit: the merge can be undone."),
        ]
    if state == State.WITHDRAWN:
        return [_("Nothing more: the entry was withdrawn.")]
    if state == State.INVALID:
        return [
            _("The entry stays received and keeps its number; it does not count as valid."),
            _("An officer can take the decision back when what stood against it is settled."),
        ]
    if state == State.VALID:
        return [_("Your entry counts. Recognition and awards follow by your union's decision.")]
    steps = [
        _("Keep this page's address: it shows the state. Officers find your entry by its number.")
    ]
    if has_findings:
        steps.append(_("The officer looks at the points above; you need not file again."))
    steps.append(_("The officer of your unit checks the entry and its recognition."))
    steps.append(_("When it is verified, it counts as valid for your unit."))
    return steps
