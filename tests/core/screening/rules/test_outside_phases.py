from datetime import date

import pytest

from tests.core.screening.cases import candidate, facts, found

CODE = "outside-phases"


@pytest.mark.parametrize(
    "filed_on", [date(2022, 1, 8), date(2022, 5, 31), date(2022, 6, 1), date(2023, 9, 1)]
)
def test_the_first_and_the_last_day_of_each_phase_are_inside(filed_on):
    assert found(CODE, candidate(filed_on=filed_on)) is None


@pytest.mark.parametrize("filed_on", [date(2022, 1, 7), date(2023, 9, 2)])
def test_a_day_outside_is_held_with_the_span_of_all_phases(filed_on):
    assert found(CODE, candidate(filed_on=filed_on)) == {
        "filed_on": filed_on.isoformat(),
        "opens_on": "2022-01-08",
        "closes_on": "2023-09-01",
    }


def test_a_campaign_without_phases_takes_nothing_as_inside():
    assert found(CODE, candidate(), facts(phases=())) == {
        "filed_on": "2022-03-17",
        "opens_on": "",
        "closes_on": "",
    }
