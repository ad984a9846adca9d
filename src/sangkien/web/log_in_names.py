"""The e-mail address and phone number one logs in with: one's own, and of those one looks after."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.actions.log_in_names import set_log_in_names, set_member_number
from sangkien.core.journal import Kind
from sangkien.core.log_in_names import phone_shown
from sangkien.core.refusal import Refusal
from sangkien.inputs.log_in_names import read_log_in_names, read_member_number
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.queries.accounts import Account, managed_account
from sangkien.web.errors import sentence_of
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows

FIELD_OF = {"email-taken": "email", "phone-taken": "phone", "person-taken": "member_number"}


@require_http_methods(["GET", "POST"])
@login_required
def own(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if account is None:
        raise Http404
    return _names(request, account)


@require_http_methods(["GET", "POST"])
@login_required
def of_account(request: HttpRequest, pk: int) -> HttpResponse:
    other = managed_account(account_of(request), min(pk, 2**63 - 1))
    if other is None:
        raise Http404
    shows(request, None, Kind.ACCOUNT, [other.id])
    return _names(request, other)


def _names(request: HttpRequest, account: Account) -> HttpResponse:
    if request.method == "GET":
        values = {"email": account.email or "", "phone": phone_shown(account.phone or "")}
        return _form(request, account, values)
    try:
        _set(request, account)
    except BadInput as bad:
        return _form(request, account, request.POST, told_by_field(bad.errors))
    except Refusal as refusal:
        errors = {FIELD_OF.get(refusal.code, ""): sentence_of(refusal)}
        return _form(request, account, request.POST, errors)
    messages.success(request, _("These names hold from the next log-in on."))
    return redirect("accounts")


@transaction.atomic
def _set(request: HttpRequest, account: Account) -> None:
    """All names, or none of them where one cannot be taken."""
    sent, acting = request.POST, by(request)
    set_log_in_names(account, read_log_in_names(sent), by=acting)
    number = read_member_number(sent.get("member_number", ""))
    if account != acting.account and (number or "forget" in sent):
        set_member_number(account, number, by=acting)


def _form(
    request: HttpRequest,
    account: Account,
    values: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    context = {
        "other": account,
        "is_own": account == account_of(request),
        "values": {name: values.get(name, "") for name in ("email", "phone", "member_number")},
        "has_number": account.person_id is not None,
        "errors": errors or {},
    }
    return page(request, "account/names.html", context, status=422 if errors else 200)
