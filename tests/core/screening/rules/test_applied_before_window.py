from datetime import date

import pytest

from tests.core.screening.cases import candidate, found

CODE = "applied-before-window"


def test_the_first_day_of_the_window_is_inside():
    assert found(CODE, candidate(applied_on=date(2021, 9, 1))) is None


def test_the_day_before_the_window_is_held_with_the_dates_it_is_judged_by():
    assert found(CODE, candidate(applied_on=date(2021, 8, 31))) == {
        "applied_on": "2021-08-31",
        "opens_on": "2021-09-01",
        "closes_on": "2023-09-01",
    }


@pytest.mark.parametrize(
    ("applied_on", "precision", "is_held"),
    [
        (date(2021, 1, 1), "year", False),  # "2021" may mean December
        (date(2020, 1, 1), "year", True),
        (date(2021, 9, 1), "month", False),
        (date(2021, 8, 1), "month", True),
        (date(2021, 1, 1), "day", True),
    ],
)
def test_a_date_known_only_to_the_year_or_month_has_the_benefit_of_the_doubt(
    applied_on, precision, is_held
):
    vague = candidate(applied_on=applied_on, applied_precision=precision)

    assert (found(CODE, vague) is not None) is is_held
