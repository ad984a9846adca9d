from datetime import date

from tests.core.screening.cases import candidate, found

CODE = "applied-after-window"


def test_the_last_day_of_the_window_is_inside():
    assert found(CODE, candidate(applied_on=date(2023, 9, 1))) is None


def test_the_day_after_the_window_is_held_with_the_dates_it_is_judged_by():
    assert found(CODE, candidate(applied_on=date(2023, 9, 2))) == {
        "applied_on": "2023-09-02",
        "opens_on": "2021-09-01",
        "closes_on": "2023-09-01",
    }


def test_a_month_that_begins_inside_the_window_has_the_benefit_of_the_doubt():
    only_the_month = candidate(applied_on=date(2023, 9, 1), applied_precision="month")

    assert found(CODE, only_the_month) is None
