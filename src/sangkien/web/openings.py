"""Open a log-in for somebody, close it, and open it again: pages of account administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.actions.opening import close_log_in, open_log_in, reopen_log_in
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.roles import read_log_in, read_role_form, read_why
from sangkien.queries.people import display_name
from sangkien.queries.roles import Account
from sangkien.queries.scope import places
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.page import account_of, by, page
from sangkien.web.people import person_or_404, person_page
from sangkien.web.reading import shows_account
from sangkien.web.roles import CONFLICT, UNPROCESSABLE, role_fields, told_at_unit

OF_LOGIN = {"login-empty", "login-taken", "name-long"}
CLOSING, OPENING = "closing-reason", "opening-reason"


@require_http_methods(["GET", "POST"])
@login_required
def open_one(request: HttpRequest) -> HttpResponse:
    """The form; sent, the password for one log-in is shown this once."""
    account = account_of(request)
    if not places(account, Verb.OPEN_ACCOUNTS):
        raise Http404
    if request.method == "GET":
        return _form(request, {})
    try:
        login, label = read_log_in(request.POST)
        asked = read_role_form(request.POST, account, now=now())
        made, password = open_log_in(
            login, label=label, gift=asked.gift, reason=asked.reason, by=by(request)
        )
    except BadInput as bad:
        return _form(request, told_by_field(bad.errors), status=UNPROCESSABLE)
    except Refusal as refusal:
        if refusal.code in OF_LOGIN:
            return _form(request, {"login": sentence_of(refusal)}, status=UNPROCESSABLE)
        errors = {"unit": told_at_unit(refusal)}
        return _form(request, errors, status=STATUS.get(refusal.code, CONFLICT))
    return _opened(request, made, password)


@require_POST
@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    try:
        close_log_in(person.account, reason=read_why(request.POST, CLOSING), by=by(request))
    except BadInput as bad:
        errors = told_by_field(bad.errors)
        return person_page(request, person, errors=errors, status=UNPROCESSABLE)
    said = _("The log-in of %(name)s is closed. What was entered with it stays.")
    messages.success(request, said % {"name": display_name(person.account)})
    return redirect("person", pk)


@require_POST
@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    try:
        reason = read_why(request.POST, OPENING)
        password = reopen_log_in(person.account, reason=reason, by=by(request))
    except BadInput as bad:
        errors = told_by_field(bad.errors)
        return person_page(request, person, errors=errors, status=UNPROCESSABLE)
    return _opened(request, person.account, password)


def _form(request: HttpRequest, errors: dict[str, str], *, status: int = 200) -> HttpResponse:
    context = {"sent": request.POST, "errors": errors, **role_fields(account_of(request))}
    return page(request, "people/open.html", context, status=status)


def _opened(request: HttpRequest, made: Account, password: str) -> HttpResponse:
    shows_account(request, made)
    return page(request, "people/opened.html", {"other": made, "password": password})
