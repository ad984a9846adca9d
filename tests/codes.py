"""An app that shows codes of six digits: RFC 6238 over RFC 4226, written from the standards."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30  # seconds


def code(secret, *, steps=0):
    """The code of the secret (base32) now, or that many steps later."""
    counter = struct.pack(">Q", int(time.time()) // STEP + steps)
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
