from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.as_of import findings_alive, stood_at
from sangkien.core.standing import Change, Column, History

FILED = datetime(2022, 3, 1, 3, tzinfo=UTC)


def at(days):
    return FILED + timedelta(days=days)


HISTORY = History(
    FILED,
    "1.2.",
    (
        Change(at(-5), 0, "opened", 7, "R08"),
        Change(at(2), 1, "moved", unit_path="1.3."),
        Change(at(2), 2, "lapsed", 7, "R08"),
        Change(at(4), 0, "opened", 8, "R02"),
        Change(at(6), 3, "upheld", 8, "R02"),
        Change(at(8), 4, "dismissed", 8, "R02"),
    ),
)


def test_an_entry_stood_nowhere_before_it_was_filed():
    assert stood_at(HISTORY, FILED) is None
    assert findings_alive(HISTORY, FILED) == {}


def test_a_later_move_does_not_change_where_it_stood_before():
    stood = [stood_at(HISTORY, at(days)) for days in (1, 3)]

    assert [(one.unit_path, one.column) for one in stood] == [
        ("1.2.", Column.WRONG_UNIT),
        ("1.3.", Column.PENDING),
    ]


def test_a_finding_is_alive_from_its_opening_to_its_end():
    alive = [findings_alive(HISTORY, at(days)) for days in (1, 3, 5, 7, 9)]

    assert alive == [{7: ("R08", True)}, {}, {8: ("R02", True)}, {8: ("R02", False)}, {}]


@given(st.integers(-3, 12))
def test_the_column_is_the_one_of_the_gravest_living_finding(days):
    stood = stood_at(HISTORY, at(days))

    columns = {"R08": Column.WRONG_UNIT, "R02": Column.WRONG_DATE}
    expected = [columns[reason] for reason, _ in findings_alive(HISTORY, at(days)).values()]
    assert (stood.column if stood else None) == (
        min(expected, default=Column.PENDING) if days > 0 else None
    )


def test_what_happens_at_midnight_belongs_to_the_day_that_begins():
    midnight = datetime(2022, 3, 1, 17, tzinfo=UTC)  # 00:00 on the 2nd in Lai Châu
    history = History(FILED, "1.2.", (Change(midnight, 1, "moved", unit_path="1.3."),))

    just_after = midnight + timedelta(seconds=1)
    assert [stood_at(history, at).unit_path for at in (midnight, just_after)] == ["1.2.", "1.3."]


def test_an_entry_of_an_import_taken_back_stood_nowhere():
    history = History(FILED, "1.2.", (Change(at(3), 1, "undone"),))

    assert [stood_at(history, at(days)) for days in (1, 4)] == [None, None]


def test_a_finding_upheld_without_a_reason_of_its_own_keeps_the_one_it_was_opened_for():
    history = History(
        FILED, "1.2.", (Change(at(0), 0, "opened", 7, "R02"), Change(at(1), 1, "upheld", 7))
    )

    assert findings_alive(history, at(2)) == {7: ("R02", False)}


def test_two_findings_live_beside_each_other_and_end_on_their_own():
    history = History(
        FILED,
        "1.2.",
        (
            Change(at(0), 0, "opened", 7, "R02"),
            Change(at(0), 0, "opened", 8, "R08"),
            Change(at(2), 1, "dismissed", 7),
        ),
    )

    assert findings_alive(history, at(1)) == {7: ("R02", True), 8: ("R08", True)}
    assert findings_alive(history, at(3)) == {8: ("R08", True)}
