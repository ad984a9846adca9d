from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.standing import (
    Change,
    Column,
    History,
    Place,
    Standing,
    contributions,
    standings,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FILED = datetime(2022, 3, 1, 2, tzinfo=UTC)  # 09:00 in Lai Châu
PHASES = ((1, date(2022, 1, 8), date(2022, 5, 31)), (2, date(2022, 6, 1), date(2023, 9, 1)))


def hours(n):
    return FILED + timedelta(hours=n)


def history(*changes):
    return History(FILED, "1.2.", changes)


def column_at_the_end(*changes):
    return standings(history(*changes))[-1].column


def test_an_entry_without_findings_waits_for_review():
    assert standings(history()) == [Standing(FILED, "1.2.", Column.PENDING, False)]


def test_an_open_finding_counts_in_its_column_as_undecided():
    found = Change(FILED, 1, "opened", finding=7, reason="R08")

    assert standings(history(found)) == [Standing(FILED, "1.2.", Column.WRONG_UNIT, True)]


def test_an_upheld_finding_counts_as_settled():
    changes = (
        Change(FILED, 1, "opened", finding=7, reason="R02"),
        Change(hours(5), 2, "upheld", finding=7, reason="R02"),
    )

    assert standings(history(*changes)) == [
        Standing(FILED, "1.2.", Column.WRONG_DATE, True),
        Standing(hours(5), "1.2.", Column.WRONG_DATE, False),
    ]


def test_a_dismissed_finding_does_not_count():
    changes = (
        Change(FILED, 1, "opened", finding=7, reason="R01"),
        Change(hours(1), 2, "dismissed", finding=7),
    )

    assert column_at_the_end(*changes) == Column.PENDING


def test_a_merged_entry_is_a_settled_duplicate_whatever_else_is_said_of_it():
    changes = (
        Change(FILED, 1, "opened", finding=7, reason="R01"),
        Change(hours(1), 2, "accepted"),
        Change(hours(2), 3, "merged", reason="R01"),
        Change(hours(3), 4, "dismissed", finding=7),
    )

    assert standings(history(*changes))[-1:] == [
        Standing(hours(2), "1.2.", Column.DUPLICATE, False)
    ]


def test_a_merge_undone_as_of_its_own_moment_leaves_no_trace_in_any_count():
    before = (
        Change(FILED, 1, "opened", finding=7, reason="R02"),
        Change(hours(30), 2, "upheld", finding=7, reason="R02"),
    )
    merged = Change(hours(20), 3, "merged", reason="R01")
    undone = Change(hours(20), 4, "unmerged")

    assert counted_up(history(*before, merged, undone)) == counted_up(history(*before))
    assert counted_up(history(*before, merged)) != counted_up(history(*before))


def counted_up(entry):
    return contributions(entry, zone=ZONE, phase_of=PHASES)


def test_columns_go_by_priority():
    reasons = ["R09", "R03", "R08", "R01"]
    expected = [Column.OTHER, Column.WRONG_DATE, Column.WRONG_UNIT, Column.DUPLICATE]

    seen = [
        column_at_the_end(
            *(Change(FILED, k, "opened", finding=k, reason=r) for k, r in enumerate(reasons[:n]))
        )
        for n in range(1, 5)
    ]

    assert seen == expected


def test_a_duplicate_that_was_withdrawn_still_counts_as_duplicate():
    changes = (
        Change(FILED, 1, "upheld", finding=7, reason="R01"),
        Change(hours(1), 2, "withdrawn"),
    )

    assert column_at_the_end(*changes) == Column.DUPLICATE


def test_a_rejection_counts_in_the_column_of_its_reason():
    assert column_at_the_end(Change(hours(1), 1, "rejected", reason="R03")) == Column.WRONG_DATE
    assert column_at_the_end(Change(hours(1), 1, "rejected", reason="R06")) == Column.OTHER


def test_an_accepted_entry_that_is_opened_again_waits_for_review():
    changes = (Change(hours(1), 1, "accepted"), Change(hours(2), 2, "reopened"))

    assert [s.column for s in standings(history(*changes))] == [
        Column.PENDING,
        Column.VALID,
        Column.PENDING,
    ]


def test_an_undone_import_counts_nowhere_on_any_day():
    changes = (Change(hours(1), 1, "accepted"), Change(hours(9), 2, "undone"))

    assert standings(history(*changes)) == []
    assert contributions(history(*changes), zone=ZONE, phase_of=PHASES) == Counter()


def test_a_change_dated_before_the_filing_counts_from_the_filing_on():
    moved = Change(hours(-5), 1, "moved", unit_path="1.3.")

    assert standings(history(moved)) == [Standing(FILED, "1.3.", Column.PENDING, False)]


def test_a_move_takes_the_count_along_on_its_own_day():
    moved = Change(hours(24), 1, "moved", unit_path="1.3.")
    first, second = date(2022, 3, 1), date(2022, 3, 2)

    assert contributions(history(moved), zone=ZONE, phase_of=PHASES) == Counter(
        {
            Place("1.2.", 1, 2022, first, Column.PENDING, False): 1,
            Place("1.2.", 1, 2022, second, Column.PENDING, False): -1,
            Place("1.3.", 1, 2022, second, Column.PENDING, False): 1,
        }
    )


def test_a_decision_that_changes_no_column_adds_nothing():
    changes = (
        Change(FILED, 1, "opened", finding=1, reason="R01"),
        Change(FILED, 2, "opened", finding=2, reason="R02"),
        Change(hours(30), 3, "dismissed", finding=2),
    )

    assert len(standings(history(*changes))) == 1


def test_an_entry_filed_outside_every_phase_has_phase_zero():
    early = History(datetime(2021, 12, 31, 18, tzinfo=UTC), "1.", ())

    # 18:00 in Greenwich is already the new year in Lai Châu
    assert list(contributions(early, zone=ZONE, phase_of=PHASES)) == [
        Place("1.", 0, 2022, date(2022, 1, 1), Column.PENDING, False)
    ]


KINDS = ["opened", "upheld", "dismissed", "lapsed", "moved", "accepted", "rejected", "withdrawn"]
CHANGES = st.builds(
    Change,
    at=st.integers(-48, 400).map(hours),
    order=st.integers(0, 1000),
    kind=st.sampled_from(KINDS),
    finding=st.integers(1, 3),
    reason=st.sampled_from(["R01", "R02", "R03", "R04", "R08", "R09"]),
    unit_path=st.sampled_from(["1.2.", "1.3.", "1.3.4."]),
)


@given(st.lists(CHANGES, max_size=8), st.integers(0, 20))
def test_as_of_any_day_an_entry_stands_in_exactly_one_cell(changes, days):
    total = contributions(history(*changes), zone=ZONE, phase_of=PHASES)
    day = date(2022, 3, 1) + timedelta(days=days)

    cells = Counter()
    for place, n in total.items():
        if place.day <= day:
            cells[place._replace(day=day)] += n

    assert sorted(n for n in cells.values() if n) == [1]


@given(st.lists(CHANGES, max_size=6), st.randoms())
def test_the_order_in_which_changes_are_read_does_not_matter(changes, random):
    distinct = [change._replace(order=k) for k, change in enumerate(changes)]
    shuffled = random.sample(distinct, len(distinct))

    assert standings(history(*distinct)) == standings(history(*shuffled))


# -- midnight, the end of a year, the border of two phases -----------------------------------------


@pytest.mark.parametrize(
    ("filed", "day", "year", "phase"),
    [
        (datetime(2022, 5, 31, 16, 59, 59, tzinfo=UTC), date(2022, 5, 31), 2022, 1),
        (datetime(2022, 5, 31, 17, 0, 0, tzinfo=UTC), date(2022, 6, 1), 2022, 2),
        (datetime(2022, 12, 31, 16, 59, 59, tzinfo=UTC), date(2022, 12, 31), 2022, 2),
        (datetime(2022, 12, 31, 17, 0, 0, tzinfo=UTC), date(2023, 1, 1), 2023, 2),
        (datetime(2022, 1, 7, 17, 0, 0, tzinfo=UTC), date(2022, 1, 8), 2022, 1),
        (datetime(2022, 1, 7, 16, 59, 59, tzinfo=UTC), date(2022, 1, 7), 2022, 0),
        (datetime(2023, 9, 1, 17, 0, 0, tzinfo=UTC), date(2023, 9, 2), 2023, 0),
    ],
)
def test_day_year_and_phase_of_an_entry_are_those_of_its_filing_in_viet_nam(
    filed, day, year, phase
):
    found = contributions(History(filed, "1.2.", ()), zone=ZONE, phase_of=PHASES)

    assert found == Counter({Place("1.2.", phase, year, day, Column.PENDING, False): 1})


def test_what_happens_in_another_year_and_phase_keeps_the_year_and_phase_of_the_filing():
    accepted = Change(datetime(2023, 1, 15, 3, tzinfo=UTC), 1, "accepted")

    found = contributions(history(accepted), zone=ZONE, phase_of=PHASES)

    assert {(place.year, place.phase) for place in found} == {(2022, 1)}


def test_turns_within_one_day_that_end_where_they_began_leave_no_trace_in_the_sums():
    changes = (Change(hours(1), 1, "accepted"), Change(hours(2), 2, "reopened"))

    assert contributions(history(*changes), zone=ZONE, phase_of=PHASES) == Counter(
        {Place("1.2.", 1, 2022, date(2022, 3, 1), Column.PENDING, False): 1}
    )


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("opened", "upheld", (Column.DUPLICATE, False)),
        ("upheld", "opened", (Column.DUPLICATE, True)),
        ("opened", "dismissed", (Column.PENDING, False)),
        ("dismissed", "opened", (Column.DUPLICATE, True)),
        ("opened", "lapsed", (Column.PENDING, False)),
        ("lapsed", "upheld", (Column.DUPLICATE, False)),
    ],
)
def test_of_two_decisions_in_the_same_moment_the_one_recorded_later_holds(first, then, expected):
    changes = [
        Change(hours(5), order, kind, finding=7, reason="R01")
        for order, kind in enumerate((first, then))
    ]

    last = standings(history(*changes))[-1]
    assert (last.column, last.is_open) == expected


@pytest.mark.parametrize("verdict", ["accepted", "rejected", "withdrawn", "reopened"])
def test_a_finding_that_stands_goes_before_any_verdict_of_less_weight(verdict):
    changes = (
        Change(FILED, 0, "opened", finding=7, reason="R01"),
        Change(hours(1), 1, verdict, reason="R10"),
    )

    assert standings(history(*changes))[-1][2:] == (Column.DUPLICATE, True)


def test_a_rejection_as_duplicate_goes_before_an_open_finding_of_the_same_column():
    changes = (
        Change(FILED, 0, "opened", finding=7, reason="R01"),
        Change(hours(1), 1, "rejected", reason="R01"),
    )

    assert standings(history(*changes))[-1][2:] == (Column.DUPLICATE, False)


@given(st.lists(CHANGES, max_size=8))
def test_an_entry_never_leaves_the_sums_and_never_enters_them_twice(changes):
    total = contributions(history(*changes), zone=ZONE, phase_of=PHASES)

    assert sum(total.values()) == 1
    assert min(place.day for place in total) >= date(2022, 3, 1)


@given(st.lists(CHANGES, max_size=8), st.integers(0, 400))
def test_what_happens_later_does_not_change_where_an_entry_stood(changes, cut):
    early = [change for change in changes if change.at <= hours(cut)]

    then = [s for s in standings(history(*changes)) if s.at <= hours(cut)]

    assert then == standings(history(*early))
