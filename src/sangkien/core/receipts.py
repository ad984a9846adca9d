"""The number a member is given: campaign prefix, entry number and a check digit."""

import re

_RECEIPT = re.compile(r"\s*([A-Z0-9]+)\s*-\s*([0-9]{1,18})\s*-\s*([0-9])\s*", re.IGNORECASE)


def receipt_number(prefix: str, entry_id: int) -> str:
    """Return the receipt number of an entry.

    The last digit (Luhn, ISO/IEC 7812-1) catches one wrong digit and most swaps when a number is
    read out over the phone.

    >>> receipt_number("LC22", 245)
    'LC22-000245-1'
    """
    return f"{prefix}-{entry_id:06d}-{_check_digit(entry_id)}"


def entry_of(receipt: str) -> int | None:
    """Return the entry number in `receipt`, None if the check digit says it is mistyped.

    >>> entry_of(" lc22 - 000245 - 1 "), entry_of("LC22-000254-1")
    (245, None)
    """
    match = _RECEIPT.fullmatch(receipt)
    if match is None or _check_digit(int(match[2])) != int(match[3]):
        return None
    return int(match[2])


def _check_digit(number: int) -> int:
    digits = [int(digit) for digit in reversed(str(number))]
    doubled = [2 * d if k % 2 == 0 else d for k, d in enumerate(digits)]
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10  # noqa: PLR2004 - a digit
