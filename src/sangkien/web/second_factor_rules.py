"""What django-allauth asks of this house about second factors."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sangkien.adapters.sealed_text import seal, unseal
from sangkien.core.refusal import SENTENCES
from sangkien.queries.second_factors import must_have_second_factor, second_factors
from sangkien.web.browsers import browser_words
from sangkien.web.our_words import OurWords

LAST_FACTOR = "factor-last"


class FactorRules(DefaultMFAAdapter):
    """Secrets are sealed; the last factor of somebody who needs one stays."""

    error_messages = OurWords(
        {
            "cannot_delete_authenticator": _(SENTENCES[LAST_FACTOR]),
            "cannot_generate_recovery_codes": _(
                "Recovery codes stand in for a second factor, and you have none yet. Set up an app"
                " or a passkey first."
            ),
            "incorrect_code": _(
                "This is not right, or it was used before. Wait for the next code of the app and"
                " write that, or take a recovery code that you have not used."
            ),
        }
    )

    def encrypt(self, text: str) -> str:
        return seal(text, settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        """Of what another secret sealed comes a secret nobody knows: no code will fit."""
        return unseal(encrypted_text, settings.SECRET_KEY) or generate_totp_secret()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        account = authenticator.user
        return not must_have_second_factor(account) or second_factors(account).count() > 1

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        return browser_words(self.request.headers.get("User-Agent", ""))
