"""Zalo's OAuth, version 4: neither names nor errors are those of the standard.

Source: developers.zalo.me, Social API: the id of the app is `app_id`, its secret goes in a header,
the verifier has 43 letters and digits, errors come with status 200, and who asks for the profile
proves to know the secret (HMAC-SHA256 of the access token).
"""

import hmac
from hashlib import sha256
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.http import HttpRequest

UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


class ZaloClient(OAuth2Client):
    client_id_parameter = "app_id"

    def get_access_token(
        self, code: str, pkce_code_verifier: str | None = None, extra_data: Any = None
    ) -> dict[str, Any]:
        sent = {
            "app_id": self.consumer_key,
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": pkce_code_verifier,
        }
        with get_adapter().get_requests_session() as session:
            answer = session.post(
                self.access_token_url, data=sent, headers={"secret_key": self.consumer_secret}
            )
        said = _read(answer)
        if "access_token" not in said:
            raise OAuth2Error("no access token")
        return said


class ZaloAdapter(OAuth2Adapter):
    provider_id = "zalo"
    client_class = ZaloClient

    @property
    def servers(self) -> dict[str, str]:
        found: dict[str, str] = self.get_provider().get_settings()["SERVERS"]
        return found

    @property
    def authorize_url(self) -> str:
        return self.servers["permission"]

    @property
    def access_token_url(self) -> str:  # type: ignore[override]
        return self.servers["token"]

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **_said: Any
    ) -> Any:
        proof = hmac.new(app.secret.encode(), token.token.encode(), sha256).hexdigest()
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                self.servers["profile"],
                params={"fields": "id,name"},
                headers={"access_token": token.token, "appsecret_proof": proof},
            )
        return self.get_provider().sociallogin_from_response(request, _read(answer))


def _read(answer: Any) -> dict[str, Any]:
    """Return what was answered; an error comes with status 200 and a number other than 0."""
    answer.raise_for_status()
    try:
        said: dict[str, Any] = answer.json()
        number = said.get("error", 0)
    except UNREADABLE as why:
        raise OAuth2Error("the answer of Zalo cannot be read") from why
    if number:
        raise OAuth2Error(f"Zalo says no: {number}")
    return said
