from datetime import date

import pytest

from sangkien.inputs.problem import BadInput
from sangkien.inputs.repairs import ToRepair, read_request

TODAY = date(2022, 3, 17)
SENT = {"repair-note": "  Ghi lại ngày  áp dụng ", "repair-due": "27/03/2022"}


def problems(sent):
    with pytest.raises(BadInput) as bad:
        read_request(sent, [], today=TODAY)
    return {one.field: one.code for one in bad.value.errors}


def test_it_is_said_what_until_when_and_about_which_findings():
    ticked = ["shares", "applied-before-window", "there-is-no-such-rule"]

    assert read_request(SENT, ticked, today=TODAY) == ToRepair(
        ("applied-before-window", "shares"), "Ghi lại ngày áp dụng", date(2022, 3, 27)
    )


@pytest.mark.parametrize("day", ["17/03/2022", "16/03/2022"])
def test_the_last_day_is_one_from_tomorrow_on(day):
    assert problems(SENT | {"repair-due": day}) == {"repair-due": "repair-due-past"}


def test_tomorrow_is_a_day_to_come():
    due = read_request(SENT | {"repair-due": "18/03/2022"}, [], today=TODAY).due_on

    assert due == date(2022, 3, 18)


def test_everything_that_is_missing_is_told_at_once():
    assert problems({}) == {"repair-note": "repair-note-missing", "repair-due": "date-empty"}


def test_a_month_is_no_last_day_and_a_note_has_an_end():
    assert problems({"repair-note": "x" * 501, "repair-due": "04/2022"}) == {
        "repair-note": "too-long",
        "repair-due": "date-not-a-day",
    }
