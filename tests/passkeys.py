"""A device with passkeys in software: what a browser hands on, by WebAuthn Level 3."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

USER_PRESENT, USER_VERIFIED, ATTESTED = 1, 4, 64
ES256 = -7


def encoded(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One passkey; `asked` is what the server put into the page, under "publicKey"."""

    host: str = "localhost"
    origin: str = "http://localhost"
    verifies_user: bool = True
    counter: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    owner: str = ""

    def make(self, asked):
        """The answer of navigator.credentials.create(), as JSON."""
        self.owner = asked["publicKey"]["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: ES256, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        described = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor.encode(public)
        data = self._data(ATTESTED) + described
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked)
        return self._told({"clientDataJSON": said, "attestationObject": attested})

    def prove(self, asked):
        """The answer of navigator.credentials.get(), as JSON."""
        self.counter += 1
        data, said = self._data(0), self._said("webauthn.get", asked)
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        return self._told(parts | {"userHandle": decoded(self.owner)})

    def _data(self, flags):
        flags |= USER_PRESENT | (USER_VERIFIED if self.verifies_user else 0)
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4)

    def _said(self, kind, asked):
        challenge = asked["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _told(self, parts):
        response = {name: encoded(part) for name, part in parts.items()}
        return json.dumps(
            {
                "id": encoded(self.id),
                "rawId": encoded(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
