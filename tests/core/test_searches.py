from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.searches import KEPT, kept_query


@given(st.text(max_size=60))
def test_what_is_kept_is_only_what_lists_ask_and_keeping_it_again_changes_nothing(query):
    kept = kept_query(query)

    assert set(parse_qs(kept)) <= KEPT
    assert kept_query(kept) == kept


def test_where_a_page_begins_and_what_asks_nothing_is_left_out():
    assert kept_query("?unit=THU&after=12&q=&age=7&csrfmiddlewaretoken=x") == "age=7&unit=THU"
