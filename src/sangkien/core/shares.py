"""When the shares of an entry's authors make a whole."""

from collections.abc import Sequence
from decimal import Decimal

ROUNDING = Decimal("0.06")  # percent: 33,33 + 33,33 + 33,33 is meant as a whole


def total_of(shares: Sequence[Decimal | float]) -> Decimal:
    """Return the sum in percent; shares have two decimals."""
    return round(sum((Decimal(str(share)) for share in shares), Decimal(0)), 2)


def are_whole(shares: Sequence[Decimal | float]) -> bool:
    """Return whether each author has a share and all together are 100 %.

    >>> are_whole([60.0, 40.0]), are_whole([100.0, 0.0]), are_whole([33.33, 33.33, 33.33])
    (True, False, True)
    """
    return abs(total_of(shares) - 100) <= ROUNDING and all(share > 0 for share in shares)
