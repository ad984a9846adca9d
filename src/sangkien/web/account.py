"""Logging in and out."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.queries.people import Account
from sangkien.web.page import page
from sangkien.web.sent import way_back


@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    values = {"next": back, "username": request.POST.get("username", "")}
    if request.method == "GET":
        return page(request, "account/login.html", values)
    account = authenticate(
        request, username=values["username"].strip(), password=request.POST.get("password", "")
    )
    if account is None or not _may_be_here(request, account):
        wrong = _("User name or password is not right. Check capital letters and try again.")
        return page(
            request, "account/login.html", values | {"errors": {"username": wrong}}, status=422
        )
    login(request, account)
    return redirect(back or settings.LOGIN_REDIRECT_URL)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


def _may_be_here(request: HttpRequest, account: Account) -> bool:
    """A demo account works on the machine itself and never in production."""
    if not account.is_demo:
        return True
    is_here = ip_address(request.META["REMOTE_ADDR"]).is_loopback
    return is_here and not settings.PRODUCTION
