from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.desk import Age, ages_at

NOW = datetime(2022, 3, 17, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
RULES = {"wrong-unit": {"due_days": 3}, "shares": {"enabled": False}}
AGES = ages_at(NOW, RULES)


@pytest.mark.parametrize(
    ("rule", "days_ago", "age"),
    [
        ("duplicate-own", 0, Age.TODAY),
        ("duplicate-own", 1, Age.WEEK),
        ("duplicate-own", 6, Age.WEEK),
        ("duplicate-own", 7, Age.OLDER),
        ("duplicate-own", 14, Age.OLDER),
        ("duplicate-own", 15, Age.OVERDUE),
        ("wrong-unit", 3, Age.WEEK),
        ("wrong-unit", 4, Age.OVERDUE),
    ],
)
def test_a_finding_is_as_old_as_the_days_it_waited_until_it_is_overdue(rule, days_ago, age):
    assert AGES.of(rule, NOW - timedelta(days=days_ago)) == age


def test_a_day_begins_at_midnight_of_the_place_and_an_age_lasts_all_day():
    midnight = NOW.replace(hour=0)
    late = ages_at(NOW.replace(hour=23, minute=59), RULES)

    assert AGES.of("shares", midnight) == Age.TODAY
    assert AGES.of("shares", midnight - timedelta(seconds=1)) == Age.WEEK
    assert late == AGES


@given(st.integers(0, 60), st.integers(0, 60))
def test_what_was_opened_earlier_is_never_younger(first, second):
    order = list(Age)
    older, younger = sorted((first, second), reverse=True)

    ages = [AGES.of("wrong-unit", NOW - timedelta(days=days)) for days in (older, younger)]
    assert order.index(ages[0]) >= order.index(ages[1])
