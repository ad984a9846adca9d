"""The page one logs in on, and the servers it offers."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sangkien.web.page import page


def log_in_page(
    request: HttpRequest,
    *,
    back: str = "",
    username: str = "",
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page; `back` is where one wanted to go, `errors` are by field."""
    context = {
        "next": back,
        "username": username,
        "errors": errors or {},
        "servers": offered(),
    }
    return page(request, "account/login.html", context, status=status)


def offered() -> list[tuple[str, str]]:
    """Return (name, address to send a form to) of each server in the settings."""
    known = settings.SOCIALACCOUNT_PROVIDERS
    found = [
        (app["name"], reverse("openid_connect_login", args=[app["provider_id"]]))
        for app in known["openid_connect"]["APPS"]
    ]
    if "zalo" in known:
        found.append(("Zalo", reverse("zalo_login")))
    return found


def server_name(provider: str) -> str:
    """Return what the server with this id is called; one no longer in the settings by its id."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    names = {app["provider_id"]: app["name"] for app in apps} | {"zalo": "Zalo"}
    return str(names.get(provider, provider))
