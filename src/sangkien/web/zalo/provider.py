"""What allauth finds: the provider for Zalo."""

import string
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import choice
from typing import Any

from allauth.socialaccount.providers.base.provider import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from sangkien.web.zalo.adapter import ZaloAdapter

VERIFIER_LENGTH = 43  # letters and digits, 256 bits


class ZaloProvider(OAuth2Provider):
    id = "zalo"
    name = "Zalo"
    account_class = ProviderAccount
    oauth2_adapter_class = ZaloAdapter

    def get_pkce_params(self) -> dict[str, Any]:
        signs = string.ascii_letters + string.digits
        verifier = "".join(choice(signs) for _ in range(VERIFIER_LENGTH))
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        return {"code_verifier": verifier, "code_challenge": challenge}

    def extract_uid(self, data: dict[str, Any]) -> str:
        if not data.get("id"):
            raise OAuth2Error("Zalo does not say who it is")
        return str(data["id"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"name": str(data["name"])[:200]} if data.get("name") else {}


provider_classes = [ZaloProvider]
