"""Texts that the database holds and only this installation can read."""

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken

_PURPOSE = b"sangkien.sealed-text:"


def seal(text: str, secret: str) -> str:
    """Return the text encrypted (AES-128-CBC and HMAC-SHA256) under a key made of the secret."""
    return _box(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, secret: str) -> str | None:
    """Return the text, None where it was sealed under another secret or changed since."""
    try:
        return _box(secret).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(secret: str) -> Fernet:
    # the secret is long and random; the prefix keeps this key apart from its other uses
    return Fernet(urlsafe_b64encode(hashlib.sha256(_PURPOSE + secret.encode()).digest()))
