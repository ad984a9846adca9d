"""One server of OpenID Connect, trusted for what it has signed and for nothing else.

Source: OpenID Connect Core 1.0, 3.1.3.7 (validation of the ID token) and 5.3.2 (userinfo).
"""

from typing import Any

from allauth.core.internal.cryptokit import compare_digest_safely
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


class OpenIdAdapter(OpenIDConnectOAuth2Adapter):
    """The ID token is verified even over TLS, and userinfo is of the same person."""

    nonce = ""  # what this log-in was begun with

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if not isinstance(config, dict) or any(not config.get(name) for name in NEEDED):
            raise OAuth2Error("what the server says of itself is not complete")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **said: Any) -> Any:
        try:
            claims = self._verified(app, said["response"].get("id_token"))
            return self.get_provider().sociallogin_from_response(
                request, claims | self._asked(token, claims)
            )
        except UNREADABLE as why:
            raise OAuth2Error("the answer of the server cannot be read") from why

    def _verified(self, app: Any, id_token: str) -> dict[str, Any]:
        if not id_token:
            raise OAuth2Error("no ID token")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not self.nonce or not compare_digest_safely(str(claims.get("nonce")), self.nonce):
            raise OAuth2Error("the ID token is of another log-in")
        return claims

    def _asked(self, token: Any, claims: dict[str, Any]) -> dict[str, Any]:
        """Name and address, which many servers keep out of the token."""
        if "userinfo_endpoint" not in self.openid_config:
            return {}
        told: dict[str, Any] = self._fetch_user_info(token.token)
        if told["sub"] != claims["sub"]:
            raise OAuth2Error("userinfo is about somebody else")
        return {name: told[name] for name in ("name", "email") if told.get(name)}
