from datetime import date

import pytest

from sangkien.actions.targets import import_targets
from sangkien.core.targets import Sum, TargetRow
from sangkien.queries.progress import WHOLE, Period
from sangkien.queries.targets import children_difference, sum_checks, targets_on
from tests import make

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY = date(2022, 1, 13), date(2022, 3, 17), date(2022, 5, 1)
YEAR = Period(year=2022)


@pytest.fixture
def root():
    return make.unit(code="LC")


@pytest.fixture
def districts(root):
    return [make.unit(root, code="D1"), make.unit(root, code="D2")]


@pytest.fixture
def campaign(root, districts):
    made = make.campaign(root)
    rows = [
        TargetRow(2, "LC", "assigned", 100, year=2022, from_on=JANUARY),
        TargetRow(3, "D1", "assigned", 60, year=2022, from_on=JANUARY),
        TargetRow(4, "D2", "assigned", 30, year=2022, from_on=JANUARY),
        TargetRow(5, "D2", "assigned", 35, year=2022, from_on=MAY),
        TargetRow(6, "D2", "plan", 80, year=2022, from_on=JANUARY),
        TargetRow(7, "D1", "assigned", 20, phase="1", from_on=JANUARY),
        TargetRow(8, "D1", "assigned", 90, from_on=JANUARY),
    ]
    import_targets(made, rows, make.SYSTEM)
    return made


def values(campaign, units, **asked):
    asked = {"period": YEAR, "day": MARCH} | asked
    found = targets_on(campaign, units, **asked)
    return {unit.code: found[unit.id].value for unit in units if unit.id in found}


def test_the_target_of_a_day_is_the_last_one_set_until_then(campaign, districts):
    assert values(campaign, districts, day=date(2022, 1, 12)) == {}
    assert values(campaign, districts) == {"D1": 60, "D2": 30}
    assert values(campaign, districts, day=MAY) == {"D1": 60, "D2": 35}


def test_a_target_is_found_only_for_its_own_kind_and_time(campaign, districts):
    assert values(campaign, districts, kind="plan") == {"D2": 80}
    assert values(campaign, districts, period=Period(phase=1)) == {"D1": 20}
    assert values(campaign, districts, period=WHOLE) == {"D1": 90}
    assert values(campaign, districts, period=Period(year=2023)) == {}


def test_the_parts_are_compared_with_the_whole(campaign, root, districts):
    found = children_difference(campaign, root, period=YEAR, day=MARCH)

    assert found == Sum(own=100, children=90)
    assert found.difference == -10
    assert children_difference(campaign, districts[0], period=YEAR, day=MARCH) is None
    assert children_difference(campaign, root, kind="plan", period=YEAR, day=MARCH) is None


def test_each_unit_with_targets_below_it_is_checked_once_a_kind_and_time(campaign, root):
    (check,) = sum_checks(campaign, day=MAY)

    assert (check.unit, check.kind, check.phase, check.year) == (root, "assigned", None, 2022)
    assert check.sum == Sum(own=100, children=95)


def test_the_targets_of_one_and_of_three_units_take_one_query(
    campaign, root, districts, django_assert_num_queries
):
    for units in ([root], [root, *districts]):
        with django_assert_num_queries(1):
            values(campaign, units)
