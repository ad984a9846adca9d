import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.layout import KEY_BITS
from sangkien.core.engine.postings import ENTRY, MOST_ENTRIES, entry_in, posting, shelf

CAMPAIGNS = st.integers(1, 2**31)
KEYS = st.integers(1, 2**KEY_BITS - 1)
ENTRIES = st.integers(0, MOST_ENTRIES - 1)
FILED = st.tuples(CAMPAIGNS, KEYS, ENTRIES)


@given(FILED, FILED)
def test_of_one_campaign_no_two_keys_and_no_two_entries_come_to_one_posting(one, other):
    other = (one[0], *other[1:])

    assert (posting(*one) == posting(*other)) == (one == other)


@given(CAMPAIGNS, CAMPAIGNS, KEYS)
def test_one_key_stands_on_another_shelf_in_every_campaign(one, other, key):
    assert (shelf(one, key) == shelf(other, key)) == (one % 2**KEY_BITS == other % 2**KEY_BITS)


@given(FILED)
def test_a_posting_stands_on_its_shelf_in_the_order_of_entries_and_fits_a_database(filed):
    campaign_id, key, entry_id = filed
    number = posting(*filed)

    assert number - shelf(campaign_id, key) == entry_in(number) == entry_id
    assert -(2**63) <= shelf(campaign_id, key) <= number <= shelf(campaign_id, key) + ENTRY < 2**63


@pytest.mark.parametrize("entry_id", [-1, MOST_ENTRIES, 2**63])
def test_an_entry_beyond_what_can_be_filed_is_refused(entry_id):
    with pytest.raises(OverflowError, match=f"entry {entry_id} cannot be filed"):
        posting(1, 2, entry_id)


def test_the_first_and_the_last_entry_can_be_filed():
    assert [entry_in(posting(1, 2, n)) for n in (0, MOST_ENTRIES - 1)] == [0, MOST_ENTRIES - 1]
