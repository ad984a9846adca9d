"""What django-allauth asks of this house at a log-in: who may, what is told, where one goes."""

from ipaddress import ip_address
from time import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from sangkien.actions.journal import By
from sangkien.actions.log_ins import record_failed_log_in, record_log_in
from sangkien.queries.log_ins import account_by_log_in_name
from sangkien.queries.people import Account
from sangkien.web.came_by import remembered
from sangkien.web.network import network_address
from sangkien.web.our_words import OurWords
from sangkien.web.page import page

PASSWORD = "password"  # noqa: S105 - a way to log in

WRONG = _(
    "User name or password is not right. Check capital letters and try again. The officer of your"
    " unit can give you a new password."
)
TOO_OFTEN = _(
    "A wrong password was given too often. Wait five minutes and try again, or ask the officer of"
    " your unit for a new password."
)
NOT_HERE = _(
    "This account cannot be used here: it was closed, or it is for trying out on the machine"
    " itself. Ask the officer of your unit."
)


class AccountRules(DefaultAccountAdapter):
    """Nobody opens an account alone; every log-in leaves a line; messages name the way out."""

    error_messages = OurWords(
        {
            "username_password_mismatch": WRONG,
            "incorrect_password": _(
                "This is not your password. Check capital letters and write it again."
            ),
            "too_many_login_attempts": TOO_OFTEN,
            "rate_limited": _("That was too often. Wait a minute and try again."),
        }
    )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go there after a log-in: an address of ours, and no bare word."""
        return url is not None and url.startswith("/") and bool(super().is_safe_url(url))

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count tries by account, whichever of its names was typed."""
        counted = _counted(credentials.get("username", ""))
        super().pre_authenticate(request, **credentials | {"username": counted})

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        account = super().authenticate(request, **credentials)
        if isinstance(account, Account) and may_be_here(request, account):
            return account
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = account_by_log_in_name(credentials.get("username", ""))
        record_failed_log_in(account, PASSWORD, by=By(None, now()))

    def pre_login(self, request: HttpRequest, user: Any, **said: Any) -> HttpResponse | None:
        if not user.is_active or not may_be_here(request, user):
            return page(request, "errors/403.html", {"sentence": NOT_HERE}, status=403)
        return super().pre_login(request, user, **said)

    def post_login(self, request: HttpRequest, user: Any, **said: Any) -> HttpResponse:
        record_log_in(user, ways_of(request, user), by=By(user, now()))
        return super().post_login(request, user, **said)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who came by another server first is asked whether to connect it."""
        return (
            reverse("connections")
            if remembered(request)
            else super().get_login_redirect_url(request)
        )

    def is_reauthentication_required(self, *, app: str, **_said: Any) -> bool:
        """Who has just logged in need not prove it again."""
        records = get_authentication_records(self.request, self.request.user)
        last = max((float(one["at"]) for one in records), default=0.0)
        timeout: int = app_settings.REAUTHENTICATION_TIMEOUT
        return time() - last > timeout

    def add_message(self, *_args: Any, **_said: Any) -> None:
        """Pages say themselves what was done."""


def may_be_here(request: HttpRequest, account: Account) -> bool:
    """A demo account works on the machine itself and never in production."""
    if not account.is_demo:
        return True
    is_here = ip_address(request.META["REMOTE_ADDR"]).is_loopback
    return is_here and not settings.PRODUCTION


def forget_wrong_tries(request: HttpRequest, account: Account) -> None:
    """Let somebody who was given a new password use it at once."""
    key = f"{request.get_host()}:{_COUNTED % account.pk}"
    ratelimit.clear(request, action="login_failed", key=key)


_COUNTED = "account-%s"


def _counted(typed: str) -> str:
    account = account_by_log_in_name(typed)
    return _COUNTED % account.pk if account else typed


def ways_of(request: HttpRequest, account: Account) -> list[str]:
    """Return by what the account came in, in the order of giving: password, second factor."""
    records = get_authentication_records(request, account)
    ways = [one.get("type") or one.get("provider") or one["method"] for one in records]
    return list(dict.fromkeys(ways))
