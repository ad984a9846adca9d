"""The second step of a log-in, and proving once more that it is oneself."""

from collections.abc import Mapping
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.timezone import now

from sangkien.actions.journal import By
from sangkien.actions.log_ins import record_failed_log_in
from sangkien.core.sentences import N_
from sangkien.queries.second_factors import APP, PASSKEY, factors_of
from sangkien.web.housed import Housed, errors_of, is_too_often, page_with_form
from sangkien.web.log_in_page import log_in_page
from sangkien.web.page import account_of

# other ways to prove it, by the ids that allauth gives them
ALTERNATIVES = {
    "reauthenticate": N_("With the password"),
    "mfa_reauthenticate": N_("With a code of the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": N_("With a passkey"),
}


class SecondStep(Housed, AuthenticateView):
    """After the password: a code of the app, a recovery code, or a passkey."""

    house_page = "account/second_step.html"

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        factors = factors_of(self.stage.login.user)
        return {
            "has_app": factors.has_app,
            "has_passkeys": bool(factors.passkeys),
            "options": context["js_data"]["request_options"],
        }

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if not is_too_often(form):
            way = APP if "code" in self.request.POST else PASSKEY
            record_failed_log_in(self.stage.login.user, way, by=By(None, now()))
        return super().form_invalid(form)


class ByPasskey(Housed, LoginWebAuthnView):
    """A passkey that knows its owner, in place of name and password."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if self.request.POST.get("credential"):
            record_failed_log_in(None, PASSKEY, by=By(None, now()))
        return log_in_page(self.request, errors=errors_of(form), status=422)


class _Again(Housed):
    house_page = "account/again.html"
    way = ""

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        others = context["reauthentication_alternatives"]
        return {
            "way": self.way,
            "options": context.get("js_data", {}).get("request_options"),
            "alternatives": [(ALTERNATIVES[one["id"]], one["url"]) for one in others],
        }


class AgainByPassword(_Again, ReauthenticateView):
    way = "password"


class AgainByCode(_Again, ReauthenticateByCodeView):
    way = "code"


class AgainByPasskey(_Again, ReauthenticateWebAuthnView):
    way = "passkey"

    def get_context_data(self, **said: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**said)
        return context | {"form": said.get("form")}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        record_failed_log_in(account_of(self.request), PASSKEY, by=By(None, now()))
        return self.render_to_response(self.get_context_data(form=form))


second_step = page_with_form(SecondStep.as_view())
by_passkey = page_with_form(ByPasskey.as_view())
again_by_password = page_with_form(AgainByPassword.as_view())
again_by_code = page_with_form(AgainByCode.as_view())
again_by_passkey = page_with_form(AgainByPasskey.as_view())
