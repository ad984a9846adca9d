"""An officer's requests: whose log-in is it that somebody came by?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.log_in_claims import confirm_claim, refuse_claim
from sangkien.core.journal import Kind
from sangkien.core.other_log_ins import code_typed
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.review import read_cursor, read_reason
from sangkien.queries.other_log_ins import LogInClaim, claim_for, claim_page
from sangkien.web.entries import turned
from sangkien.web.errors import sentence_of
from sangkien.web.log_in_page import server_name
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows

FIELD_OF = {"claim-code": "code", "reason-missing": "reason"}


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    officer = account_of(request)
    if officer is None:
        raise Http404
    shown = claim_page(officer, read_cursor(request.GET))
    shows(request, None, Kind.ACCOUNT, (row.account_id for row in shown.rows))
    context = {
        "rows": [(row, server_name(row.provider)) for row in shown.rows],
        "previous": turned(request.GET, shown.previous),
        "next": turned(request.GET, shown.next),
    }
    return page(request, "account/claims.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    claim = claim_for(account_of(request), min(pk, 2**63 - 1))
    if claim is None:
        raise Http404
    shows(request, None, Kind.ACCOUNT, [claim.account_id])
    if request.method == "GET":
        return _form(request, claim, {})
    try:
        _decided(request, claim)
    except BadInput as bad:
        return _form(request, claim, told_by_field(bad.errors))
    except Refusal as refusal:
        return _form(request, claim, {FIELD_OF.get(refusal.code, ""): sentence_of(refusal)})
    return redirect("claims")


def _decided(request: HttpRequest, claim: LogInClaim) -> None:
    if request.POST.get("do") == "refuse":
        refuse_claim(claim, read_reason(request.POST, "reason"), by=by(request))
        messages.success(request, _("Refused. The log-in opens nothing."))
    else:
        confirm_claim(claim, code_typed(request.POST.get("code", "")), by=by(request))
        said = _("Connected. The person logs in that way now, and finds the one account.")
        messages.success(request, said)


def _form(request: HttpRequest, claim: LogInClaim, errors: dict[str, str]) -> HttpResponse:
    context = {
        "claim": claim,
        "server": server_name(claim.provider),
        "reason": request.POST.get("reason", ""),
        "errors": errors,
    }
    return page(request, "account/claim.html", context, status=422 if errors else 200)
