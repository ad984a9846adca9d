from datetime import date

from tests.core.screening.cases import candidate, found

CODE = "applied-in-future"
FILED = date(2022, 3, 17)


def test_applied_on_the_day_of_filing_is_no_future():
    assert found(CODE, candidate(applied_on=FILED, filed_on=FILED)) is None


def test_applied_on_the_day_after_filing_is_held():
    assert found(CODE, candidate(applied_on=date(2022, 3, 18), filed_on=FILED)) == {
        "applied_on": "2022-03-18",
        "filed_on": "2022-03-17",
    }


def test_a_day_after_the_window_is_told_by_the_window_rule_alone():
    assert found(CODE, candidate(applied_on=date(2023, 9, 2), filed_on=FILED)) is None


def test_the_year_of_filing_known_only_as_a_year_is_no_future():
    this_year = candidate(applied_on=date(2022, 1, 1), applied_precision="year", filed_on=FILED)

    assert found(CODE, this_year) is None
