"""A provider of OpenID Connect: code flow with PKCE, tokens signed by RS256, one person logged in.

Written from OpenID Connect Core 1.0, RFC 6749, RFC 7636 and RFC 7517; strict where they say MUST.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.loopback import sent_on, told

CLIENT, SECRET = "sangkien", "bí mật của máy thử"
TOKEN_LIVES = 300  # seconds


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class OpenIdServer:
    """`person` is who is logged in there, None who turns the request down."""

    callback: str
    person: dict | None = field(default_factory=lambda: {"sub": "an-1", "email": "an@example.vn"})
    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    codes: dict = field(default_factory=dict)  # what each code was given for
    tokens: dict = field(default_factory=dict)
    # what a broken or hostile server does otherwise
    signs_with: rsa.RSAPrivateKey | None = None
    claims: dict = field(default_factory=dict)  # in place of the right ones
    told_by_userinfo: dict = field(default_factory=dict)
    config: dict = field(default_factory=dict)
    is_down: bool = False

    @property
    def settings(self):
        """SANGKIEN_OPENID for this server."""
        return [
            {
                "id": "may-thu",
                "name": "Máy thử",
                "server": self.address,
                "client_id": CLIENT,
                "secret": SECRET,
            }
        ]

    def answer(self, asked):
        if self.is_down:
            return told({"error": "server_error"}, 503)
        ways = {
            "/.well-known/openid-configuration": self.describe,
            "/authorize": self.authorize,
            "/token": self.token,
            "/userinfo": self.userinfo,
            "/jwks": self.jwks,
        }
        return ways.get(asked.path, lambda _: told({}, 404))(asked)

    def describe(self, _):
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
        }
        config = {name: f"{self.address}/{path}" for name, path in places.items()}
        return told({"issuer": self.address, **config} | self.config)

    def authorize(self, asked):
        sent = asked.query
        right = {
            "client_id": CLIENT,
            "redirect_uri": self.callback,
            "response_type": "code",
            "code_challenge_method": "S256",
        }
        if {name: sent.get(name) for name in right} != right or "openid" not in sent["scope"]:
            return told({"error": "invalid_request", "sent": sent}, 400)
        back = {"state": sent["state"]}
        if self.person is None:
            return sent_on(self.callback, error="access_denied", **back)
        code = secrets.token_urlsafe(16)
        self.codes[code] = sent
        return sent_on(self.callback, code=code, **back)

    def token(self, asked):
        sent = asked.form
        given = self.codes.pop(sent.get("code"), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        ).rstrip(b"=")
        known = (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        if given is None or challenge.decode() != given["code_challenge"] or not known:
            return told({"error": "invalid_grant"}, 400)
        if sent.get("redirect_uri") != given["redirect_uri"]:
            return told({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        self.tokens[access] = self.person
        return told(
            {"access_token": access, "token_type": "Bearer", "id_token": self.signed(given)}
        )

    def signed(self, given):
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": self.person["sub"],
            "aud": CLIENT,
            "nonce": given.get("nonce"),
            "iat": now,
            "exp": now + TOKEN_LIVES,
        }
        return jwt.encode(
            claims | self.claims,
            self.signs_with or self.key,
            algorithm="RS256",
            headers={"kid": "1"},
        )

    def userinfo(self, asked):
        person = self.tokens.get(asked.headers.get("Authorization", "").removeprefix("Bearer "))
        return told(person | self.told_by_userinfo) if person else told({}, 401)

    def jwks(self, _):
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return told({"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]})
