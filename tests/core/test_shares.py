from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.shares import are_whole, total_of

PARTS = st.lists(st.integers(1, 100), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("shares", "is_whole"),
    [
        (["100"], True),
        (["60", "40"], True),
        (["33.33", "33.33", "33.33"], True),
        (["33.34", "33.33", "33.33"], True),
        (["99.94"], True),
        (["99.93"], False),
        (["100.07"], False),
        (["100", "0"], False),
        (["110", "-10"], False),
        ([], False),
    ],
)
def test_shares_are_whole_when_each_has_one_and_all_make_a_hundred(shares, is_whole):
    assert are_whole([Decimal(share) for share in shares]) == is_whole
    assert are_whole([float(share) for share in shares]) == is_whole


@given(PARTS)
def test_parts_of_a_hundred_are_whole_and_lose_that_with_one_percent_more(parts):
    shares = [Decimal(part) for part in parts]
    shares.append(100 - sum(shares)) if sum(shares) < 100 else None

    assert are_whole(shares) == (total_of(shares) == 100)
    assert not are_whole([*shares, Decimal(101)])
