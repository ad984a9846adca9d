from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.facts import Window
from sangkien.core.progress.days import require_reminder_day, require_table_day
from sangkien.core.refusal import Refusal

DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))
FILING = Window(date(2022, 1, 8), date(2023, 9, 1))


def code_of(require, day, today, filing=FILING):
    try:
        require(day, today=today, filing=filing)
    except Refusal as refusal:
        return refusal.code
    return ""


@given(day=DAYS, today=DAYS)
def test_a_table_is_of_a_day_from_the_opening_to_today(day, today):
    taken = code_of(require_table_day, day, today) == ""

    assert taken == (FILING.opens_on <= day <= today)


@given(day=DAYS, today=DAYS)
def test_a_reminder_is_of_a_day_on_which_entries_could_be_filed(day, today):
    taken = code_of(require_reminder_day, day, today) == ""

    assert taken == (FILING.opens_on <= day <= min(today, FILING.closes_on))


@given(day=DAYS, today=DAYS)
def test_a_campaign_without_phases_only_knows_the_future(day, today):
    assert code_of(require_reminder_day, day, today, filing=None) == (
        "table-day-ahead" if day > today else ""
    )


@pytest.mark.parametrize(
    ("day", "code", "way_out"),
    [
        (FILING.opens_on - timedelta(days=1), "table-day-early", {"opens": "08/01/2022"}),
        (FILING.closes_on + timedelta(days=1), "reminder-day-late", {"closes": "01/09/2023"}),
        (date(2030, 1, 1), "table-day-ahead", {"today": "25/11/2026"}),
    ],
)
def test_a_refused_day_names_the_nearest_one_that_is_taken(day, code, way_out):
    with pytest.raises(Refusal) as refused:
        require_reminder_day(day, today=date(2026, 11, 25), filing=FILING)

    shown = {"day": f"{day:%d/%m/%Y}"}
    assert (refused.value.code, refused.value.details) == (code, shown | way_out)
