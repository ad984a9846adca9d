from datetime import date

import pytest

from sangkien.core.facts import Window
from sangkien.core.progress.table import Basis, Goal
from sangkien.models import Phase, Target
from sangkien.queries.goals import KINDS, aim_for
from sangkien.queries.progress import WHOLE, Period
from tests import make

DAY = date(2022, 3, 17)
JANUARY = date(2022, 1, 13)


def aim(land, on=DAY, basis=None, kind="assigned", units=None):
    units = units or [land.province, land.here, land.there]
    return aim_for(land.campaign, units, on=on, basis=basis, kind=kind)


def target(land, unit, value, *, phase=None, **changes):
    number = phase and Phase.objects.get(campaign=land.campaign, number=phase)
    values = {"kind": "assigned", "from_on": JANUARY, "recorded_at": make.NOW, "phase": number}
    return Target.objects.create(campaign=land.campaign, unit=unit, value=value, **values | changes)


def test_the_kinds_are_those_a_target_may_have():
    assert KINDS == ("assigned", "registered", "plan")


# -- which period --------------------------------------------------------------------------------


def test_without_any_target_the_whole_campaign_is_compared_with_nothing(land):
    found = aim(land)

    assert (found.goal, found.period, found.values) == (Goal(Basis.CAMPAIGN, "assigned"), WHOLE, {})
    assert found.window == Window(date(2022, 1, 8), date(2023, 9, 1))


@pytest.mark.parametrize(
    ("basis", "goal", "period", "values"),
    [
        (None, Goal(Basis.YEAR, "assigned", 2022), Period(year=2022), [10]),
        (Basis.YEAR, Goal(Basis.YEAR, "assigned", 2022), Period(year=2022), [10]),
        (
            Basis.PHASE,
            Goal(Basis.PHASE, "assigned", 1, "Giai đoạn 1"),
            Period(phase=1),
            [20],
        ),
        (Basis.CAMPAIGN, Goal(Basis.CAMPAIGN, "assigned"), WHOLE, [30]),
    ],
)
def test_a_target_is_compared_only_with_the_entries_of_its_own_period(
    land, basis, goal, period, values
):
    target(land, land.here, 10, year=2022)
    target(land, land.here, 20, phase=1)
    target(land, land.here, 30)

    found = aim(land, basis=basis)

    assert (found.goal, found.period, list(found.values.values())) == (goal, period, values)


def test_a_target_of_another_year_or_phase_is_no_target_of_today(land):
    target(land, land.here, 10, year=2023)
    target(land, land.here, 20, phase=2)

    assert aim(land).values == aim(land, basis=Basis.YEAR).values == {}
    assert aim(land, on=date(2022, 6, 1)).values == {land.here.id: 20}
    assert aim(land, on=date(2023, 1, 1)).values == {land.here.id: 10}


def test_the_last_day_of_a_year_still_has_its_targets(land):
    target(land, land.here, 10, year=2022)

    assert aim(land, on=date(2022, 12, 31)).values == {land.here.id: 10}
    assert aim(land, on=date(2023, 1, 1)).goal.basis == Basis.CAMPAIGN


def test_asked_for_a_phase_where_there_is_none_the_whole_campaign_is_shown(land):
    land.campaign.phases.all().delete()

    found = aim(land, basis=Basis.PHASE)

    assert (found.goal.basis, found.period) == (Basis.CAMPAIGN, WHOLE)
    assert [clock.title for clock in found.clocks] == ["Năm 2022", "Toàn chương trình"]
    assert found.window == land.campaign.window


# -- which value ---------------------------------------------------------------------------------


def test_a_later_value_replaces_an_earlier_from_its_own_day_on(land):
    target(land, land.here, 10, year=2022)
    target(land, land.here, 40, year=2022, from_on=date(2022, 3, 17))

    seen = [aim(land, on=date(2022, *day)).values for day in ((1, 12), (1, 13), (3, 16), (3, 17))]

    assert seen == [{}, {land.here.id: 10}, {land.here.id: 10}, {land.here.id: 40}]


def test_a_target_of_0_is_a_target_and_a_missing_one_is_none(land):
    target(land, land.here, 0, year=2022)

    assert aim(land).values == {land.here.id: 0}
    assert aim(land).goal.basis == Basis.YEAR


def test_only_targets_of_the_asked_kind_units_and_campaign_are_taken(land):
    target(land, land.here, 10, year=2022, kind="plan")
    target(land, land.school, 20, year=2022)
    other = make.campaign(land.province)
    target(land, land.here, 30, year=2022).delete()
    Target.objects.create(
        campaign=other, unit=land.here, kind="assigned", year=2022, value=40,
        from_on=JANUARY, recorded_at=make.NOW,
    )  # fmt: skip

    assert aim(land).values == {}
    assert aim(land, kind="plan").values == {land.here.id: 10}
    assert aim(land, units=[land.school]).values == {land.school.id: 20}


# -- clocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "titles"),
    [
        (None, ["Giai đoạn 1", "Năm 2022", "Toàn chương trình"]),
        (Basis.YEAR, ["Giai đoạn 1", "Năm 2022"]),
        (Basis.PHASE, ["Giai đoạn 1", "Năm 2022"]),
        (Basis.CAMPAIGN, ["Giai đoạn 1", "Năm 2022", "Toàn chương trình"]),
    ],
)
def test_the_clocks_of_phase_and_year_are_always_told_and_that_of_the_target(land, basis, titles):
    found = aim(land, basis=basis)

    assert [clock.title for clock in found.clocks] == titles
    assert found.goal_clock in found.clocks


def test_the_clocks_of_letter_878_stand_at_69_of_144_and_76_of_365(land):
    phase, year = aim(land, basis=Basis.YEAR).clocks

    assert [(c.day_number, c.length_days) for c in (phase, year)] == [(69, 144), (76, 365)]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2021, 1, 1), 1),
        (date(2022, 1, 7), 1),
        (date(2022, 5, 31), 1),
        (date(2022, 6, 1), 2),
        (date(2030, 1, 1), 2),
    ],
)
def test_before_all_phases_the_first_counts_and_after_all_the_last(land, day, number):
    assert aim(land, on=day, basis=Basis.PHASE).goal.number == number


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_units_take_two_queries(land, number, django_assert_num_queries):
    units = [land.province, land.here, land.there][:number]
    for unit in units:
        target(land, unit, 5, year=2022)

    with django_assert_num_queries(2):
        assert aim(land, units=units).values == {unit.id: 5 for unit in units}
