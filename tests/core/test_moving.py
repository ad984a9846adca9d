import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.moving import parted

PATHS = st.lists(st.integers(1, 3), min_size=1, max_size=5).map(
    lambda steps: "".join(f"{step}." for step in steps)
)


@pytest.mark.parametrize(
    ("came_from", "to", "told"),
    [
        ("1.2.", "1.3.", ("1.2.", "1.3.")),
        ("1.2.5.", "1.3.9.4.", ("1.2.", "1.3.")),
        ("1.2.5.", "1.2.6.", ("1.2.5.", "1.2.6.")),
        ("1.2.", "1.2.7.9.", ("1.2.", "1.2.7.")),
        ("1.2.7.", "1.", ("1.2.", "1.")),
        ("1.2.", "1.20.", ("1.2.", "1.20.")),
    ],
)
def test_told_are_the_units_below_which_the_ways_part(came_from, to, told):
    assert parted(came_from, to) == told


@given(PATHS, PATHS)
def test_each_is_told_of_its_own_and_both_the_same_whichever_way(one, other):
    lost, got = parted(one, other)

    assert (one.startswith(lost), other.startswith(got)) == (True, True)
    assert parted(other, one) == (got, lost)
