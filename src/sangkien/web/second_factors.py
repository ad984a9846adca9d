"""The second factors of one's own account: an app with codes, and codes for when it is lost."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.actions.second_factors import remove_second_factors
from sangkien.core.journal import Kind
from sangkien.queries.accounts import managed_account
from sangkien.queries.second_factors import (
    APP,
    CODES,
    factors_of,
    lacks_second_factor,
    must_have_second_factor,
)
from sangkien.web.housed import Housed, page_with_form
from sangkien.web.page import account_of, by, page
from sangkien.web.reading import shows

# where somebody who lacks a second factor gets one
STAY_OPEN = (
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "password",
    "set_language",
)


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if account is None:
        raise Http404
    factors, must = factors_of(account), must_have_second_factor(account)
    context = {"factors": factors, "must": must, "is_due": must and not factors.count}
    return page(request, "account/factors.html", context)


class SetUpApp(Housed, ActivateTOTPView):
    house_page = "account/app.html"
    tells = ("factor-added", APP)

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        secret = context["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return {"picture": context["totp_svg_data_uri"], "secret": " ".join(groups)}


class TakeAwayApp(Housed, DeactivateTOTPView):
    house_page = "account/app_off.html"
    tells = ("factor-removed", APP)


class NewCodes(Housed, GenerateRecoveryCodesView):
    house_page = "account/codes_new.html"
    tells = ("codes-made", CODES)

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"left": context["unused_code_count"]}


class ShowCodes(Housed, ViewRecoveryCodesView):
    """The codes, this once; later only how many are left."""

    house_page = "account/codes.html"

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        codes = context["unused_codes"]
        return {"codes": codes if context["can_view_codes"] else [], "left": len(codes)}


@require_POST
@login_required
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer, for somebody who has lost them."""
    other = managed_account(account_of(request), min(pk, 2**63 - 1))
    if other is None:
        raise Http404
    shows(request, None, Kind.ACCOUNT, [other.id])
    if remove_second_factors(other, by=by(request)):
        said = _("%(login)s logs in with the password alone now, and sets up a new second factor.")
    else:
        said = _("%(login)s has no second factor; nothing was changed.")
    messages.success(request, said % {"login": other.login})
    return redirect("accounts")


def second_factor_due(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whose role needs a second factor sets one up before anything else."""
    stay_open = {reverse(name) for name in STAY_OPEN}

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in stay_open:
            account = account_of(request)
            if account is not None and lacks_second_factor(account):
                return redirect("mfa_index")
        return get_response(request)

    return middleware


set_up_app = page_with_form(SetUpApp.as_view())
take_away_app = page_with_form(TakeAwayApp.as_view())
new_codes = page_with_form(NewCodes.as_view())
show_codes = require_safe(ShowCodes.as_view())
