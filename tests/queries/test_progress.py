from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from sangkien.actions.journal import By
from sangkien.actions.moving import move_initiative
from sangkien.actions.review import accept, decide_finding, reject
from sangkien.adapters.store import store_for
from sangkien.core.standing import Column
from sangkien.models import Finding
from sangkien.queries.progress import Period, counts_by_unit, counts_of
from tests import make

TOO_EARLY = date(2021, 8, 31)


def at(*parts):
    return By(None, now=datetime(*parts, tzinfo=UTC), is_system=True)


def gross(land, unit=None, **asked):
    return counts_of(land.campaign, unit or land.province, **asked).gross


def test_each_unit_counts_itself_and_all_below_it(land):
    for unit in (land.province, land.here, land.school, land.school, land.there):
        land.file(unit)

    units = [land.province, land.here, land.school, land.there, land.foreign]
    counts = counts_by_unit(land.campaign, units)

    assert [counts[unit.id].gross for unit in units] == [5, 3, 2, 1, 0]


def test_in_a_tree_of_six_levels_an_entry_at_the_bottom_counts_at_every_level(land):
    line = [land.province, land.here, land.school]
    for _ in range(3):
        line.append(make.unit(line[-1]))
    land.file(line[-1])

    counts = counts_by_unit(land.campaign, line)

    assert [counts[unit.id].gross for unit in line] == [1] * 6


# -- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filed", "day"),
    [
        (datetime(2022, 3, 17, 16, 59, 59, tzinfo=UTC), date(2022, 3, 17)),
        (datetime(2022, 3, 17, 17, 0, tzinfo=UTC), date(2022, 3, 18)),
        (datetime(2022, 3, 16, 17, 0, tzinfo=UTC), date(2022, 3, 17)),
    ],
)
def test_an_entry_counts_from_its_day_in_viet_nam_on_midnight_belonging_to_the_new_day(
    land, filed, day
):
    land.file(occurred_at=filed)

    before, then, now = day - timedelta(days=1), day, None
    assert [gross(land, on=on) for on in (before, then, now)] == [0, 1, 1]


@pytest.mark.parametrize(
    ("filed", "phase", "year"),
    [
        (datetime(2022, 5, 31, 16, 59, tzinfo=UTC), 1, 2022),
        (datetime(2022, 5, 31, 17, 0, tzinfo=UTC), 2, 2022),
        (datetime(2022, 12, 31, 16, 59, tzinfo=UTC), 2, 2022),
        (datetime(2022, 12, 31, 17, 0, tzinfo=UTC), 2, 2023),
        (datetime(2022, 1, 7, 16, 59, tzinfo=UTC), None, 2022),
        (datetime(2021, 12, 31, 17, 0, tzinfo=UTC), None, 2022),
    ],
)
def test_an_entry_belongs_to_the_phase_and_year_of_its_filing_on_the_local_calendar(
    land, filed, phase, year
):
    land.file(occurred_at=filed)

    phases = [number for number in (1, 2) if gross(land, period=Period(phase=number))]
    years = [number for number in (2021, 2022, 2023) if gross(land, period=Period(year=number))]

    assert (phases, years) == ([phase] if phase else [], [year])
    assert gross(land) == 1


def test_an_entry_moved_in_the_next_phase_keeps_the_phase_of_its_filing(land):
    entry = land.file(occurred_at=datetime(2022, 5, 30, tzinfo=UTC))
    move_initiative(entry, land.there, reason="Đúng đơn vị", by=at(2022, 6, 20, 3))

    first = Period(phase=1)
    day = date(2022, 6, 30)
    assert [gross(land, unit, on=day, period=first) for unit in (land.here, land.there)] == [0, 1]
    assert gross(land, on=day, period=Period(phase=2)) == 0


# -- columns -------------------------------------------------------------------------------------


def test_what_is_undecided_is_counted_apart_and_the_column_is_their_sum(land):
    for effect in ("Giảm nửa công", "Giảm nửa công", ""):
        land.file(applied_on=TOO_EARLY, effect=effect)
    decide_finding(
        Finding.objects.filter(reason="R02").first(), uphold=True, reason="", by=make.SYSTEM
    )

    counts = counts_of(land.campaign, land.here)

    assert (counts.settled, counts.open) == (
        Counter({Column.WRONG_DATE: 1}),
        Counter({Column.WRONG_DATE: 2}),
    )
    assert (counts[Column.WRONG_DATE], counts[Column.OTHER], counts.gross) == (3, 0, 3)


@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("R01", Column.DUPLICATE),
        ("R02", Column.WRONG_DATE),
        ("R03", Column.WRONG_DATE),
        ("R04", Column.OTHER),
        ("R06", Column.OTHER),
        ("R08", Column.WRONG_UNIT),
        ("R12", Column.WRONG_DATE),
    ],
)
def test_a_rejection_counts_in_the_column_of_its_reason_and_gross_stays(land, code, column):
    entry = land.file()
    reject(entry, code=code, reason="Đã xét", by=make.SYSTEM)

    counts = counts_of(land.campaign, land.province)
    assert (counts.settled, counts.open, counts.gross) == (Counter({column: 1}), Counter(), 1)


def test_a_decision_counts_from_its_own_day_and_leaves_the_days_before_alone(land):
    entry = land.file(occurred_at=datetime(2022, 2, 10, 3, tzinfo=UTC))
    accept(entry, by=at(2022, 3, 1, 3))

    seen = [
        counts_of(land.campaign, land.here, on=date(2022, *day)).settled
        for day in ((2, 9), (2, 10), (2, 28), (3, 1))
    ]
    pending, valid = Counter({Column.PENDING: 1}), Counter({Column.VALID: 1})
    assert seen == [Counter(), pending, pending, valid]


# -- storage -------------------------------------------------------------------------------------


def test_counts_are_the_same_before_and_after_they_are_folded_into_totals(land):
    for unit in (land.here, land.school, land.there):
        land.file(unit, applied_on=TOO_EARLY)
    units = [land.province, land.here, land.school, land.there]
    before = counts_by_unit(land.campaign, units, on=date(2022, 3, 17))
    store_for(connection).fold()
    land.file(land.school)

    after = counts_by_unit(land.campaign, units, on=date(2022, 3, 17))

    assert [counts.gross for counts in before.values()] == [3, 2, 1, 1]
    assert [counts.gross for counts in after.values()] == [4, 3, 2, 1]
    assert [counts.open for counts in after.values()] == [counts.open for counts in before.values()]


def test_entries_of_another_campaign_of_the_same_units_are_not_mixed_in(land):
    make.register(make.campaign(land.province), make.entry(land.here))

    assert gross(land) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_units_take_one_query(land, number, django_assert_num_queries):
    units = [land.province, land.here, land.school][:number]
    land.file(land.school)

    with django_assert_num_queries(1):
        counts = counts_by_unit(land.campaign, units, on=date(2022, 3, 17))

    assert [count.gross for count in counts.values()] == [1] * number


def test_of_no_unit_nothing_is_counted(land):
    land.file()

    assert counts_by_unit(land.campaign, []) == {}
