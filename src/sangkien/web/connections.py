"""The log-ins by other servers that open one's account, and one that belongs to nobody yet."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.actions.log_in_claims import claim_account
from sangkien.actions.other_log_ins import disconnect_log_in
from sangkien.core.other_log_ins import code_read_out
from sangkien.core.text import tidy
from sangkien.inputs.digits import whole_number
from sangkien.queries.other_log_ins import connections_of
from sangkien.queries.people import Account
from sangkien.web.came_by import forget, remembered
from sangkien.web.log_in_page import offered, server_name
from sangkien.web.other_log_in_rules import connected
from sangkien.web.page import account_of, by, page

LONGEST = 40  # characters of a number


@require_http_methods(["GET", "POST"])
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if account is None:
        raise Http404
    if request.method == "POST":
        return _changed(request, account)
    came = remembered(request)
    context = {
        "rows": [(row, server_name(row.provider)) for row in connections_of(account)],
        "servers": offered(),
        "came": came,
        "came_server": server_name(came.provider) if came else "",
    }
    return page(request, "account/connections.html", context)


@require_http_methods(["GET", "POST"])
def unknown(request: HttpRequest) -> HttpResponse:
    """Somebody came by a server that opens no account: whose it is, never another one."""
    came = remembered(request)
    if came is None:
        return redirect("account_login")
    context = {"came": came, "server": server_name(came.provider)}
    if request.method == "GET":
        return page(request, "account/unknown.html", context | {"errors": {}, "number": ""})
    if refused := ratelimit.consume_or_429(request, action="claim"):
        return refused
    number = tidy(request.POST.get("number", ""))[:LONGEST]
    if not number:
        errors = {"number": _("The number is missing. Write your phone number or member number.")}
        return page(
            request, "account/unknown.html", context | {"errors": errors, "number": ""}, status=422
        )
    code = claim_account(came, number, by=by(request))
    forget(request)
    return page(request, "account/claimed.html", context | {"code": code_read_out(code)})


def _changed(request: HttpRequest, account: Account) -> HttpResponse:
    came, asked = remembered(request), request.POST.get("do", "")
    if asked == "leave":
        forget(request)
    elif asked == "connect" and came:
        raise_if_reauthentication_required(request, app="allauth.mfa")
        connected(request, account, came)
        forget(request)
    elif number := whole_number(asked):
        raise_if_reauthentication_required(request, app="allauth.mfa")
        if disconnect_log_in(account, number, by=by(request)):
            messages.success(request, _("This log-in opens your account no longer."))
    return redirect("connections")
