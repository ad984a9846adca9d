"""Logging in and out."""

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.logout import logout
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.web.errors import TOO_MANY
from sangkien.web.log_in_page import log_in_page
from sangkien.web.log_in_rules import WRONG
from sangkien.web.sent import way_back


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponse:
    if refused := ratelimit.consume_or_429(request, action="login"):
        return refused
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "GET":
        return log_in_page(request, back=back)
    name = request.POST.get("username", "")
    typed = {"login": name, "password": request.POST.get("password", "")}
    form = LoginForm(typed, request=request)
    if form.is_valid():
        answer: HttpResponse = form.login(request, redirect_url=back or None)
        return answer
    is_guessing = form.has_error("__all__", "too_many_login_attempts")
    errors = {"" if is_guessing else "username": _said_of(form)}
    status = TOO_MANY if is_guessing else 422
    return log_in_page(request, back=back, username=name, errors=errors, status=status)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


def _said_of(form: LoginForm) -> str:
    """One sentence for both fields: what of them was wrong is not told."""
    said = form.non_field_errors()
    return str(said[0] if said else WRONG)
