from sangkien.core.screening.run import RULES
from sangkien.core.standing import COLUMN_NAMES, COLUMN_OF_REASON, Column
from sangkien.core.states import REASONS, STATE_NAMES, State


def test_every_state_and_every_column_has_a_name_of_its_own():
    assert set(STATE_NAMES) == set(State)
    assert set(COLUMN_NAMES) == set(Column)
    assert len(set(STATE_NAMES.values())) == len(State)
    assert len(set(COLUMN_NAMES.values())) == len(Column)


def test_the_columns_stand_in_the_order_of_their_priority():
    assert [column.name for column in sorted(Column)] == [
        "DUPLICATE",
        "WRONG_UNIT",
        "WRONG_DATE",
        "OTHER",
        "PENDING",
        "VALID",
    ]


def test_every_rule_gives_a_reason_that_there_is():
    assert {rule.reason for rule in RULES.values()} <= set(REASONS)


def test_a_reason_with_a_column_of_its_own_is_known_and_no_column_counts_what_is_sound():
    assert set(COLUMN_OF_REASON) <= set(REASONS)
    assert not {Column.PENDING, Column.VALID} & set(COLUMN_OF_REASON.values())


def test_reasons_are_numbered_without_a_gap():
    assert list(REASONS) == [f"R{number:02}" for number in range(1, len(REASONS) + 1)]
