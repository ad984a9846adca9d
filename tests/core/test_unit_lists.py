from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.refusal import Refusal
from sangkien.core.unit_lists import (
    APPROVALS,
    LEADS,
    LIST_STATES,
    STANDING,
    Approval,
    ListedRow,
    ListState,
    Stand,
    Step,
    after,
    approval,
    digest,
)

ROWS = st.builds(
    ListedRow,
    entry=st.integers(1, 9),
    title=st.text(max_size=5),
    unit=st.integers(1, 3),
    column=st.integers(1, 6),
    is_open=st.booleans(),
    state=st.sampled_from(["in_review", "valid"]),
    reason=st.sampled_from(["", "R01"]),
)


def test_a_list_that_waits_is_answered_or_taken_back_and_an_accepted_one_unlocked():
    led = {step: after(state, step) for state, step in LEADS}

    assert led == {
        Step.ACCEPT: ListState.ACCEPTED,
        Step.RETURN: ListState.RETURNED,
        Step.TAKE_BACK: ListState.TAKEN_BACK,
        Step.UNLOCK: ListState.UNLOCKED,
    }
    assert {state for state, _ in LEADS} == STANDING


@pytest.mark.parametrize(("state", "step"), sorted(set(product(ListState, Step)) - LEADS.keys()))
def test_every_other_step_is_refused(state, step):
    with pytest.raises(Refusal) as caught:
        after(state, step)

    assert caught.value.code == "list-elsewhere"


@pytest.mark.parametrize(
    ("stand", "expected"),
    [
        (Stand(), Approval.EMPTY),
        (Stand(free=3), Approval.READY),
        (Stand(free=3, from_below=1), Approval.WAITING),
        (Stand(free=3, was_returned=True), Approval.RETURNED),
        (Stand(free=3, from_below=1, was_returned=True), Approval.WAITING),
        (Stand(above=3), Approval.ABOVE),
        (Stand(confirmed=1), Approval.CONFIRMED),
        (Stand(free=3, confirmed=1), Approval.CONFIRMED),
        (Stand(accepted=1), Approval.ACCEPTED),
        (Stand(accepted=1, handed_on=True), Approval.HANDED_ON),
        (Stand(accepted=1, free=3), Approval.READY),
        (Stand(accepted=1, confirmed=1), Approval.CONFIRMED),
    ],
)
def test_where_a_unit_stands_is_one_word_and_what_is_to_be_done_goes_first(stand, expected):
    assert approval(stand) == expected


def test_every_state_has_its_words():
    assert (set(LIST_STATES), set(APPROVALS)) == (set(ListState), set(Approval))


@given(st.lists(ROWS, max_size=4), st.lists(ROWS, max_size=4))
def test_lists_have_the_same_hash_only_where_they_say_the_same(one, other):
    assert (digest(one) == digest(other)) == (one == other)


@given(ROWS)
def test_any_change_of_a_row_changes_the_hash(row):
    changed = [
        replace(row, title=row.title + "x"),
        replace(row, unit=row.unit + 1),
        replace(row, column=row.column + 1),
        replace(row, is_open=not row.is_open),
        replace(row, state=row.state + "x"),
        replace(row, reason=row.reason + "x"),
    ]

    assert len({digest([each]) for each in (row, *changed)}) == len(changed) + 1
