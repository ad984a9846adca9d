"""A log-in by another server: Google, Zalo, a server of OpenID Connect."""

from dataclasses import dataclass
from datetime import timedelta

CODE_DIGITS = 6
MOST_WRONG_CODES = 5
CLAIM_HOLDS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CameBy:
    """Who somebody is at another server."""

    provider: str  # "google"
    uid: str
    shown: str = ""  # address or name, as told there


def code_read_out(code: str) -> str:
    """Return the code as it is read over the telephone.

    >>> code_read_out("482913")
    '482 913'
    """
    return f"{code[: CODE_DIGITS // 2]} {code[CODE_DIGITS // 2 :]}"


def code_typed(typed: str) -> str:
    """Return the digits of what an officer typed.

    >>> code_typed(" 482-913 ")
    '482913'
    """
    return "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
