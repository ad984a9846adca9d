from datetime import date

import pytest

from sangkien.core.repairs import STAGE_NAMES, Stage, proposed_day, stage_of

DUE = date(2022, 3, 27)


@pytest.mark.parametrize(
    ("today", "is_repaired", "stage"),
    [
        (date(2022, 3, 17), False, Stage.ASKED),
        (DUE, False, Stage.ASKED),  # the last day is the member's
        (date(2022, 3, 28), False, Stage.OVERDUE),
        (date(2022, 3, 17), True, Stage.BACK),
        (date(2022, 3, 28), True, Stage.BACK),  # late, but back
    ],
)
def test_a_request_waits_for_the_member_then_for_a_late_one_then_for_the_officer(
    today, is_repaired, stage
):
    assert stage_of(DUE, is_repaired=is_repaired, today=today) == stage


def test_ten_days_are_proposed():
    assert proposed_day(date(2022, 3, 17)) == DUE


def test_every_stage_has_its_words():
    assert set(STAGE_NAMES) == set(Stage)
