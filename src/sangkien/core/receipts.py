"""The number a member is given: campaign prefix, entry number and a check digit."""

import re

from sangkien.core.reading.unreadable import Unreadable

_RECEIPT = re.compile(r"\s*([A-Z0-9]+)\s*-\s*([0-9]{1,18})\s*-\s*([0-9])\s*", re.IGNORECASE)


def receipt_number(prefix: str, entry_id: int) -> str:
    """Return the receipt number of an entry.

    The last digit (Luhn, ISO/IEC 7812-1) catches one wrong digit and most swaps when a number is
    read out over the phone.

    >>> receipt_number("LC22", 245)
    'LC22-000245-1'
    """
    return f"{prefix}-{entry_id:06d}-{_check_digit(entry_id)}"


def read_receipt(typed: str) -> tuple[str, int]:
    """Return the campaign's prefix, in capitals, and the entry number of a receipt number as typed.

    Raises Unreadable: `receipt-empty`, `receipt-form`, or `receipt-digit` where the check digit
    says that a digit is wrong or two are swapped.

    >>> read_receipt(" lc22 - 000245 - 1 ")
    ('LC22', 245)
    """
    if not typed.strip():
        raise Unreadable("receipt-empty")
    match = _RECEIPT.fullmatch(typed)
    if match is None:
        raise Unreadable("receipt-form", typed=typed.strip())
    if _check_digit(int(match[2])) != int(match[3]):
        raise Unreadable("receipt-digit", typed=typed.strip())
    return match[1].upper(), int(match[2])


def entry_of(receipt: str) -> int | None:
    """Return the entry number in `receipt`, None if the check digit says it is mistyped.

    >>> entry_of(" lc22 - 000245 - 1 "), entry_of("LC22-000254-1")
    (245, None)
    """
    try:
        return read_receipt(receipt)[1]
    except Unreadable:
        return None


def _check_digit(number: int) -> int:
    digits = [int(digit) for digit in reversed(str(number))]
    doubled = [2 * d if k % 2 == 0 else d for k, d in enumerate(digits)]
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10  # noqa: PLR2004 - a digit
