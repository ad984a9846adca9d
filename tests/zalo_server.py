"""What Zalo's OAuth (version 4) and profile answer, on this machine, with its own manners."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from tests.loopback import sent_on, told

APP, SECRET = "4424878354763274000", "bí-mật-zalo".encode().hex()


@dataclass
class ZaloServer:
    callback: str
    person: dict | None = field(default_factory=lambda: {"id": "8712", "name": "Lò Văn An"})
    address: str = ""
    codes: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)
    garbage: bytes | None = None  # answered in place of the profile

    @property
    def servers(self):
        paths = {"permission": "/v4/permission", "token": "/v4/access_token", "profile": "/v2.0/me"}
        return {name: self.address + path for name, path in paths.items()}

    def answer(self, asked):
        ways = {
            "/v4/permission": self.permission,
            "/v4/access_token": self.token,
            "/v2.0/me": self.profile,
        }
        return ways.get(asked.path, lambda _: told({}, 404))(asked)

    def permission(self, asked):
        sent = asked.query
        if (sent.get("app_id"), sent.get("redirect_uri")) != (APP, self.callback):
            return told({"error": -14002, "error_name": "Invalid redirect uri"})
        if self.person is None:
            return sent_on(self.callback, error="access_denied", state=sent["state"])
        code = secrets.token_urlsafe(16)
        self.codes[code] = sent["code_challenge"]
        return sent_on(self.callback, code=code, state=sent["state"])

    def token(self, asked):
        sent = asked.form
        verifier = sent.get("code_verifier", "")
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        right = {
            asked.headers.get("secret_key") == SECRET,
            sent.get("app_id") == APP,
            sent.get("grant_type") == "authorization_code",
            len(verifier) == 43 and verifier.isalnum(),
            self.codes.pop(sent.get("code"), None) == digest.rstrip(b"=").decode(),
        }
        if right != {True}:
            return told({"error": -14019, "error_name": "Invalid authorization code"})
        access = secrets.token_urlsafe(16)
        self.tokens[access] = self.person
        return told({"access_token": access, "refresh_token": "x", "expires_in": "90000"})

    def profile(self, asked):
        if self.garbage is not None:
            return 200, {"Content-Type": "text/json"}, self.garbage
        access = asked.headers.get("access_token", "")
        proof = hmac.new(SECRET.encode(), access.encode(), hashlib.sha256).hexdigest()
        if access not in self.tokens or asked.headers.get("appsecret_proof") != proof:
            return told({"error": 452, "message": "Session key invalid"})
        return told({"error": 0, "message": "Success", **self.tokens[access]})
