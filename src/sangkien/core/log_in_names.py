"""The names somebody may log in with: a user name, an e-mail address, a mobile number.

Source: Circular 22/2014/TT-BTTTT, plan of telephone numbers, with the change of 11-digit mobile
numbers to 10 digits from 15/9/2018 (Decision 798/QĐ-BTTTT).
"""

import re
from dataclasses import dataclass

from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.text import tidy

LONGEST_EMAIL = 254  # characters, RFC 5321
_COUNTRY = "84"
_MOBILE = re.compile(r"[35789]\d{8}")  # behind the 0 or +84
# prefixes of 11-digit numbers until 2018, behind the 0, and what stands in their place since
_MOVED = {
    **{"16" + digit: "3" + digit for digit in "23456789"},
    "120": "70",
    "121": "79",
    "122": "77",
    "126": "76",
    "128": "78",
    "123": "83",
    "124": "84",
    "125": "85",
    "127": "81",
    "129": "82",
    "186": "56",
    "188": "58",
    "199": "59",
}
_OLD_LENGTH = 10  # digits behind the 0
_SPACING = re.compile(r"[\s.\-()]")
# one @, something before it, a dot within the rest: whoever owns it is not told by its form
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")


@dataclass(frozen=True, slots=True)
class LogInNames:
    """What an account may log in with beside its user name; "" for none."""

    email: str = ""
    phone: str = ""  # +84…


def read_phone(typed: str) -> str:
    """Return a Vietnamese mobile number as +84 and nine digits, however it was written.

    Raises Unreadable `phone-form`.

    >>> read_phone("0912 345 678"), read_phone("(+84) 912-345-678"), read_phone("0168.2345678")
    ('+84912345678', '+84912345678', '+84382345678')
    """
    digits = _SPACING.sub("", tidy(typed))
    for start in (f"+{_COUNTRY}", f"00{_COUNTRY}", _COUNTRY, "0"):
        if digits.startswith(start):
            # "+84 (0)912 …" is written often
            behind = digits.removeprefix(start).removeprefix("0")
            if len(behind) == _OLD_LENGTH and (moved := _MOVED.get(behind[:3])):
                behind = moved + behind[3:]
            if behind.isascii() and _MOBILE.fullmatch(behind):
                return f"+{_COUNTRY}{behind}"
    raise Unreadable("phone-form", typed=typed)


def read_email(typed: str) -> str:
    """Return the address in small letters. Raises Unreadable `email-form`.

    >>> read_email(" An.Lo@Example.vn ")
    'an.lo@example.vn'
    """
    address = tidy(typed).lower()
    if len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise Unreadable("email-form", typed=typed)
    return address


def phone_shown(phone: str) -> str:
    """Return a stored number as people write it; of nothing "".

    >>> phone_shown("+84912345678")
    '0912 345 678'
    """
    digits = f"0{phone.removeprefix(f'+{_COUNTRY}')}" if phone else ""
    return " ".join(part for part in (digits[:4], digits[4:7], digits[7:]) if part)


def phone_meant(typed: str) -> str:
    """Return the number that was typed at the log-in, "" where it is none."""
    try:
        return read_phone(typed)
    except Unreadable:
        return ""
