"""What django-allauth asks of this house about log-ins by other servers."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkien.actions.other_log_ins import connect_log_in
from sangkien.core.other_log_ins import CameBy
from sangkien.core.refusal import Refusal
from sangkien.queries.people import Account
from sangkien.web.came_by import remember
from sangkien.web.errors import sentence_of
from sangkien.web.log_in_page import log_in_page
from sangkien.web.our_words import OurWords
from sangkien.web.page import account_of, by


class OtherLogInRules(DefaultSocialAccountAdapter):
    """A log-in by another server opens the account it is connected with, and never makes one."""

    error_messages = OurWords({})

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect whoever the server says it is, let pass, or lead to where an account is found."""
        came = came_by(sociallogin)
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if account := account_of(request):  # else logged out on the way
                connected(request, account, came)
            raise ImmediateHttpResponse(redirect("connections"))
        if not sociallogin.is_existing:
            remember(request, came)
            raise ImmediateHttpResponse(redirect("log-in-unknown"))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            said = _(
                "You came back from %(server)s without logging in. Choose how you want to log in."
            )
        else:
            said = _(
                "%(server)s did not confirm who you are. Try again; if it fails again, log in with"
                " your password and tell whoever keeps the server."
            )
        raise ImmediateHttpResponse(refused(request, said % {"server": provider.name}))

    def serialize_instance(self, instance: Any) -> Any:
        """What waits in the session for the second factor needs no password."""
        kept = super().serialize_instance(instance)
        if isinstance(instance, Account):
            kept.pop("password", None)
        return kept


def came_by(sociallogin: SocialLogin) -> CameBy:
    said = sociallogin.account.extra_data
    shown = said.get("email") or said.get("name") or ""
    return CameBy(sociallogin.account.provider, sociallogin.account.uid, shown)


def refused(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    """Back to where one came from, with what went wrong: the own log-ins, or the log-in page."""
    if account_of(request):
        messages.error(request, sentence)
        return redirect("connections")
    return log_in_page(request, errors={"": sentence}, status=status)


def connected(request: HttpRequest, account: Account, came: CameBy) -> None:
    """Connect, and say on the next page what became of it."""
    try:
        connect_log_in(account, came, by=by(request))
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, _("From now on this log-in opens your account too."))
