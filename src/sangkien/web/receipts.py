"""Find a receipt by its number: the filer with a name, an officer in the own part of the tree."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.receipts import look_up_receipt
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.receipts import read_receipt
from sangkien.core.refusal import Refusal
from sangkien.core.states import REASONS, STATE_NAMES
from sangkien.queries.receipts import Receipt, visible_receipt
from sangkien.web.errors import TOO_MANY, sentence_of
from sangkien.web.network import network_address
from sangkien.web.page import account_of, page
from sangkien.web.sentences import filled


@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """State in brief, to whoever has the number and knows the name; not its holder's page."""
    typed = {name: request.POST.get(name, "").strip()[:300] for name in ("number", "name")}
    if request.method == "GET":
        return _form(request, {"number": request.GET.get("so", "")[:60], "name": ""})
    try:
        prefix, entry_id = read_receipt(typed["number"])
    except Unreadable as why:
        errors = {"number": filled(why.sentence, why.details)}
        return _form(request, typed, errors=errors, status=422)
    if not typed["name"]:
        errors = {
            "name": _("The name is missing. Write the full name of one author as it was filed.")
        }
        return _form(request, typed, errors=errors, status=422)
    try:
        found = look_up_receipt(
            prefix, entry_id, typed["name"], asker=network_address(request), now=now()
        )
    except Refusal as refusal:
        is_guessing = refusal.code == "receipt-guesses"
        errors = {"" if is_guessing else "number": sentence_of(refusal)}
        return _form(request, typed, errors=errors, status=TOO_MANY if is_guessing else 422)
    return _form(request, typed, found=found)


@require_safe
@login_required
def find(request: HttpRequest) -> HttpResponse:
    """An officer's box: to the entry of that receipt, whatever campaign it is of."""
    typed = request.GET.get("so", "").strip()[:60]
    try:
        prefix, entry_id = read_receipt(typed)
    except Unreadable as why:
        return _nothing(request, typed, filled(why.sentence, why.details), status=422)
    entry = visible_receipt(account_of(request), prefix, entry_id)
    if entry is None:
        sentence = _(
            "No entry of your part of the organisation has the receipt number “%(number)s”."
        ) % {"number": typed}
        return _nothing(request, typed, sentence, status=404)
    return redirect("entry-show", entry.campaign.slug, entry.id)


def _form(
    request: HttpRequest,
    values: dict[str, str],
    *,
    found: Receipt | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "values": values,
        "found": found,
        "state_name": _(STATE_NAMES[found.state]) if found else "",
        "reason_name": _(REASONS[found.reason]) if found and found.reason in REASONS else "",
        "errors": errors or {},
    }
    return page(request, "receipts/look_up.html", context, status=status)


def _nothing(request: HttpRequest, typed: str, sentence: str, *, status: int) -> HttpResponse:
    context = {"typed": typed, "errors": {"so": sentence}}
    return page(request, "receipts/find.html", context, status=status)
