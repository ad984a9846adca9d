"""One's own account, and for officers the accounts they may give a new password."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.actions.accounts import change_password, reset_password
from sangkien.actions.log_ins import rename_session
from sangkien.core.journal import Kind
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.roles import ROLE_NAMES
from sangkien.inputs.review import read_cursor
from sangkien.queries.accounts import account_page, managed_account
from sangkien.queries.other_log_ins import open_claims
from sangkien.queries.paging import counted
from sangkien.queries.roles import part_of
from sangkien.queries.scope import places
from sangkien.web.entries import turned
from sangkien.web.errors import sentence_of
from sangkien.web.log_in_rules import forget_wrong_tries
from sangkien.web.page import account_of, by, page, session_key
from sangkien.web.reading import shows

FIELD_OF = {"password-wrong": "old", "password-same": "new", "password-weak": "new"}


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    shown = account_page(account, read_cursor(request.GET))
    shows(request, None, Kind.ACCOUNT, (row.id for row in shown.rows))
    context = {
        "own": account,
        "rows": shown.rows,
        "role_names": {role.value: _(name) for role, name in ROLE_NAMES.items()},
        "previous": turned(request.GET, shown.previous),
        "next": turned(request.GET, shown.next),
        "claims": counted(open_claims(account)) if account and shown.rows else 0,
        "may_see_journal": bool(places(account, Verb.SEE_JOURNAL)),
        "sees_people": bool(part_of(account)),
    }
    return page(request, "account/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then show the password this once: it is stored nowhere."""
    other = managed_account(account_of(request), min(pk, 2**63 - 1))
    if other is None:
        raise Http404
    shows(request, None, Kind.ACCOUNT, [other.id])
    password = ""
    if request.method == "POST":
        password = reset_password(other, by=by(request))
        forget_wrong_tries(request, other)
    return page(request, "account/reset.html", {"other": other, "password": password})


@require_http_methods(["GET", "POST"])
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Choose one's own password; after a reset this page stands before every other."""
    account = account_of(request)
    if account is None:
        raise Http404
    if request.method == "GET":
        return _password_form(request, {})
    old, new, again = (request.POST.get(name, "") for name in ("old", "new", "again"))
    if new != again:
        errors = {"again": _("The two new passwords differ. Write the same one twice.")}
        return _password_form(request, errors, status=422)
    try:
        change_password(account, old, new, session=session_key(request), by=by(request))
    except Refusal as refusal:
        errors = {FIELD_OF.get(refusal.code, ""): sentence_of(refusal)}
        return _password_form(request, errors, status=422)
    before = session_key(request)
    update_session_auth_hash(request, account)
    rename_session(account, before, session_key(request))
    messages.success(request, _("Your password is changed. Your other sessions have ended."))
    return redirect("accounts")


def _password_form(
    request: HttpRequest, errors: dict[str, str], *, status: int = 200
) -> HttpResponse:
    account = account_of(request)
    context = {"errors": errors, "is_due": account is not None and account.must_change_password}
    return page(request, "account/password.html", context, status=status)


def password_due(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who was given a password by another chooses an own one before anything else."""
    stay_open = {reverse(name) for name in ("password", "account_logout", "set_language")}

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in stay_open:
            account = account_of(request)
            if account is not None and account.must_change_password:
                return redirect("password")
        return get_response(request)

    return middleware
