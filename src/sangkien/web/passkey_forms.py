"""The forms of allauth for passkeys, for which nothing a stranger sends is a fault of ours."""

import struct
from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sangkien.web.housed import is_too_often

TEXTS = ("id", "rawId", "type")
# what the readers of CBOR and of keys raise on bytes that are neither
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


REFUSED = _(
    "The passkey was turned down, or there is none for this account here. Try again, or use another"
    " way."
)


class CredentialField(forms.JSONField):
    """What the browser hands on of a passkey: texts, and one level of texts below."""

    widget = forms.HiddenInput

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not _is_credential(value):
            raise ValidationError(REFUSED)


class _Read(forms.Form):
    """Mixed in before a form of allauth: one sentence says whatever is wrong with the passkey."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except UNREADABLE:
            self.add_error("credential", REFUSED)
        if self.has_error("credential") and not is_too_often(self):
            self.errors["credential"] = self.error_class([str(REFUSED)])


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
