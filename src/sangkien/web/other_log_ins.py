"""To another server and back: Google, Zalo, or one of OpenID Connect."""

from secrets import token_urlsafe
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from sangkien.web.openid.adapter import OpenIdAdapter
from sangkien.web.other_log_in_rules import refused
from sangkien.web.page import account_of, page
from sangkien.web.sent import way_back
from sangkien.web.zalo.adapter import ZaloAdapter

NOT_REACHED = 502


@require_POST
def to_openid(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _away(request, OpenIdAdapter(request, provider_id))


@require_safe
def from_openid(request: HttpRequest, provider_id: str) -> HttpResponse:
    adapter = OpenIdAdapter(request, provider_id)
    kept = statekit.get_states(request).get(request.GET.get("state", ""))
    adapter.nonce = kept[0].get("nonce", "") if kept else ""
    return _back(request, adapter)


@require_POST
def to_zalo(request: HttpRequest) -> HttpResponse:
    return _away(request, ZaloAdapter(request))


@require_safe
def from_zalo(request: HttpRequest) -> HttpResponse:
    return _back(request, ZaloAdapter(request))


def _away(request: HttpRequest, adapter: OAuth2Adapter) -> HttpResponse:
    """A page that goes on to the server by itself: a form of ours may not end at another site."""
    provider = _provider(adapter)
    process = AuthProcess.LOGIN
    if request.POST.get("process") == AuthProcess.CONNECT:
        if account_of(request) is None:
            return redirect_to_login(reverse("connections"))
        raise_if_reauthentication_required(request, app="allauth.mfa")
        process = AuthProcess.CONNECT
    nonce = token_urlsafe(24)
    said = {"nonce": nonce} if isinstance(adapter, OpenIdAdapter) else {}
    next_url = way_back(request, request.POST.get("next", ""))
    try:
        answer = provider.redirect(request, process, next_url, auth_params=said, nonce=nonce)
    except (OAuth2Error, RequestException):
        return _not_reached(request, provider)
    if "Location" not in answer.headers:
        return answer
    context = {"server": provider.name, "href": answer.headers["Location"]}
    return page(request, "account/leave.html", context)


def _back(request: HttpRequest, adapter: OAuth2Adapter) -> HttpResponse:
    provider = _provider(adapter)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except (OAuth2Error, RequestException):
        return _not_reached(request, provider)
    return answer


def _provider(adapter: OAuth2Adapter) -> Any:
    try:
        return adapter.get_provider()
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown


def _not_reached(request: HttpRequest, provider: Any) -> HttpResponse:
    said = _("%(server)s does not answer now. Log in with your password, or try again in a while.")
    return refused(request, said % {"server": provider.name}, status=NOT_REACHED)
