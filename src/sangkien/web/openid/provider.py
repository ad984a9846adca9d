"""What allauth finds: the provider for every server of OpenID Connect in the settings."""

from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from sangkien.web.openid.adapter import OpenIdAdapter


class OpenIdProvider(OpenIDConnectProvider):
    oauth2_adapter_class = OpenIdAdapter

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep what its owner knows the log-in by, and nothing more."""
        return {name: str(data[name])[:200] for name in ("name", "email") if data.get(name)}


provider_classes = [OpenIdProvider]
