from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.facts import UnitFact, Window

DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))


@given(DAYS, st.integers(0, 3000))
def test_a_window_holds_as_many_days_as_it_is_long_and_both_its_ends(opens_on, days):
    window = Window(opens_on, opens_on + timedelta(days=days))

    assert window.length_days == days + 1
    assert window.opens_on in window
    assert window.closes_on in window
    assert window.opens_on - timedelta(days=1) not in window
    assert window.closes_on + timedelta(days=1) not in window


@pytest.mark.parametrize(
    ("path", "is_under"),
    [("1.2.", True), ("1.2.7.", True), ("1.2.7.9.11.13.", True), ("1.", False), ("1.20.", False)],
)
def test_a_unit_is_under_itself_and_under_all_above_it(path, is_under):
    unit, other = UnitFact(7, path, "", "territorial"), UnitFact(2, "1.2.", "", "territorial")

    assert unit.is_under(other) is is_under
