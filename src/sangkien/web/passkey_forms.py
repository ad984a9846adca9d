"""The forms of allauth for passkeys, for which nothing a stranger sends is a fault of ours."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

TEXTS = ("id", "rawId", "type")
# what the readers of CBOR and of keys raise on bytes that are neither
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class CredentialField(forms.JSONField):
    """What the browser hands on of a passkey: texts, and one level of texts below."""

    widget = forms.HiddenInput

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not _is_credential(value):
            raise ValidationError(get_adapter().error_messages["incorrect_code"])


class _Read:
    """Mixed in before a form of allauth."""

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except UNREADABLE:
            said = get_adapter().error_messages["incorrect_code"]
            self.add_error("credential", said)  # type: ignore[attr-defined]


class Authenticate(_Read, AuthenticateWebAuthnForm):
    credential = CredentialField()


class LogIn(_Read, LoginWebAuthnForm):
    credential = CredentialField()


class Reauthenticate(_Read, ReauthenticateWebAuthnForm):
    credential = CredentialField()


class Add(_Read, AddWebAuthnForm):
    credential = CredentialField()


def _is_credential(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("response"), dict):
        return False
    said = [value.get(name) for name in TEXTS] + list(value["response"].values())
    is_object = isinstance(value.get("clientExtensionResults", {}), dict)
    return is_object and all(isinstance(one, str) for one in said)
