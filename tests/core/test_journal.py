import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.campaigns import Choice
from sangkien.core.journal import Kind, changes_between, list_changes, plain, subject_of
from sangkien.core.states import State

NAMES = st.text("abc", min_size=1, max_size=2)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
)
SETTINGS = st.dictionaries(NAMES, VALUES, max_size=4)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"details": {"account": 4}, "initiative_id": 9, "campaign_id": 1}, ("entry", 9)),
        ({"details": {"account": 4, "token": 8}, "unit_id": 2}, ("account", 4)),
        ({"details": {"snapshot": 3}, "campaign_id": 1, "unit_id": 2}, ("snapshot", 3)),
        ({"details": {"batch": 5}, "campaign_id": 1, "unit_id": 2}, ("batch", 5)),
        ({"details": {"run": 6}, "campaign_id": 1}, ("run", 6)),
        ({"details": {"document": "Kế hoạch 1"}, "campaign_id": 1}, ("campaign", 1)),
        ({"details": {"letter": "7"}, "unit_id": 2}, ("unit", 2)),
        ({"details": {}}, ("", None)),
    ],
)
def test_a_line_is_about_the_nearest_record_that_it_names(said, expected):
    details = said.pop("details")

    assert subject_of(details, **said) == expected


@given(SETTINGS)
def test_nothing_changed_is_no_change(values):
    assert changes_between(values, values) == {}


@given(SETTINGS, SETTINGS)
def test_what_changed_there_changed_back_the_other_way(before, after):
    there, back = changes_between(before, after), changes_between(after, before)

    assert back == {name: [new, old] for name, (old, new) in there.items()}


@given(SETTINGS, SETTINGS)
def test_a_change_is_plain_json_with_two_sides_that_differ(before, after):
    changes = changes_between(before, after)

    assert json.loads(json.dumps(changes)) == changes
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in changes.values())


@given(st.lists(NAMES), st.lists(NAMES))
def test_a_replaced_list_tells_the_rows_it_lost_and_gained(before, after):
    changes = list_changes("rows", before, after)

    lost, gained = changes.get("rows", [[], []])
    assert set(lost) == set(before) - set(after)
    assert set(gained) == set(after) - set(before)
    assert bool(changes) == (set(before) != set(after))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2022, 3, 17), "2022-03-17"),
        (datetime(2022, 3, 17, 3, tzinfo=UTC), "2022-03-17T03:00:00+00:00"),
        (Decimal("33.30"), "33.30"),
        (State.VALID, "valid"),
        (Kind.UNIT, "unit"),
        (Choice("a", "Ứng dụng"), {"code": "a", "name": "Ứng dụng"}),
        (frozenset({"b", "a"}), ["a", "b"]),
        ((1, ["x", (None,)]), [1, ["x", [None]]]),
        ({1: True}, {"1": True}),
    ],
)
def test_a_value_is_kept_as_json_holds_it(value, expected):
    assert plain(value) == expected
