from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.pace import year_clock
from sangkien.core.progress.table import (
    Basis,
    Goal,
    ProgressTable,
    Role,
    Row,
    ordered,
    total_of,
)
from sangkien.core.standing import Column

DAY = date(2022, 3, 17)

COUNTS = st.tuples(*[st.integers(0, 9)] * 6)
ROWS = st.lists(
    st.builds(
        Row,
        name=st.sampled_from(["LĐLĐ huyện Đà", "LĐLĐ huyện Dạ", "LĐLĐ huyện Ả", "CĐN Y tế"]),
        target=st.none() | st.integers(0, 3),
        columns=COUNTS,
        undecided=COUNTS,
        role=st.sampled_from([Role.UNIT, Role.DIRECT]),
    ),
    max_size=6,
)


@given(ROWS)
def test_rows_stand_by_count_then_target_and_direct_entries_last(rows):
    shown = ordered(rows)

    units = [row for row in shown if row.role == Role.UNIT]
    keys = [(-row.gross, 1 if row.target is None else -row.target) for row in units]
    assert keys == sorted(keys)
    assert list(shown[: len(units)]) == units
    assert sorted(map(repr, shown)) == sorted(map(repr, rows))


def test_equal_rows_stand_in_the_order_of_the_vietnamese_alphabet():
    names = ["Đà", "Dạ", "Ứng", "Da", "An", "Ăn"]

    assert [row.name for row in ordered(Row(name, 5) for name in names)] == [
        "An",
        "Ăn",
        "Da",
        "Dạ",
        "Đà",
        "Ứng",
    ]


def test_a_unit_without_a_target_comes_after_one_with_the_target_0():
    assert [row.name for row in ordered([Row("A", None), Row("B", 0)])] == ["B", "A"]


@given(ROWS)
def test_the_total_is_the_sum_of_every_column(rows):
    total = total_of(rows, own_target=None)

    assert total.gross == sum(row.gross for row in rows)
    assert [total[column] for column in Column] == [
        sum(row[column] for row in rows) for column in Column
    ]
    assert [total.open_in(column) for column in Column] == [
        sum(row.open_in(column) for row in rows) for column in Column
    ]


def test_the_total_target_is_the_sum_only_where_every_unit_has_one():
    complete = [Row("A", 3), Row("B", 4), Row("Trực tiếp", None, role=Role.DIRECT)]

    assert total_of(complete, own_target=9).target == 7
    assert total_of([*complete, Row("C", None)], own_target=9).target == 9
    assert total_of([*complete, Row("C", None)], own_target=None).target is None
    assert total_of([], own_target=9).target == 9


def test_only_a_unit_with_a_duplicate_has_the_remark():
    copies, none = (2, 0, 0, 0, 1, 0), (0, 3, 1, 1, 1, 1)
    rows = [Row("A", 1, copies), Row("B", 1, none), Row("Tổng", 2, copies, role=Role.TOTAL)]

    assert [row.remark for row in rows] == ["(Có sáng kiến trùng)", "", ""]


def test_shares_are_over_the_target_and_a_missing_target_gives_none():
    counts = (60, 0, 4, 0, 80, 6)

    assert (Row("A", 115, counts).gross_share, Row("A", 120, counts).valid_share) == (
        150 / 115,
        6 / 120,
    )
    assert [Row("A", t, counts).gross_share for t in (None, 0)] == [None, None]


def test_what_nothing_stands_against_is_valid_or_waits_for_review():
    row = Row("A", 115, (60, 1, 4, 2, 80, 6))

    assert (row.gross, row.sound, row.sound_share) == (153, 86, 86 / 115)


def test_a_district_is_called_by_its_place_in_running_text():
    names = ["LĐLĐ huyện Than Uyên", "LĐLĐ Thành phố", "Công đoàn ngành Y tế", "LĐLĐ huyện"]

    assert [Row(name, None).brief for name in names] == [
        "Than Uyên",
        "LĐLĐ Thành phố",
        "Công đoàn ngành Y tế",
        "LĐLĐ huyện",
    ]


def test_the_heading_of_the_targets_names_kind_and_period():
    goals = [
        Goal(Basis.YEAR, "assigned", 2022),
        Goal(Basis.PHASE, "assigned", 1, "Giai đoạn 1"),
        Goal(Basis.YEAR, "registered", 2022),
        Goal(Basis.CAMPAIGN, "plan"),
    ]

    assert [goal.label for goal in goals] == [
        "Chỉ tiêu năm 2022",
        "Chỉ tiêu giai đoạn 1",
        "Chỉ tiêu đăng ký năm 2022",
        "Kế hoạch",
    ]


@pytest.mark.parametrize(
    ("name", "brief"),
    [
        ("LĐLĐ huyện Than Uyên", "Than Uyên"),
        ("LĐLĐ thị xã Mường Lay", "Mường Lay"),
        ("LĐLĐ quận Ba Đình", "Ba Đình"),
        ("Liên đoàn Lao động huyện Sìn Hồ", "Sìn Hồ"),
        ("LĐLĐ thành phố Lai Châu", "LĐLĐ thành phố Lai Châu"),
        ("LĐLĐ tỉnh Lai Châu", "LĐLĐ tỉnh Lai Châu"),
        ("CĐCS LĐLĐ huyện Than Uyên", "CĐCS LĐLĐ huyện Than Uyên"),
        ("LĐLĐ huyện ", "LĐLĐ huyện "),
        ("", ""),
        ("Đ" * 80, "Đ" * 80),
    ],
)
def test_only_the_head_of_a_territorial_union_is_dropped_in_running_text(name, brief):
    assert Row(name, None).brief == brief


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Giai đoạn 1", "Chỉ tiêu giai đoạn 1"),
        ("Đợt II", "Chỉ tiêu đợt II"),
        ("", "Chỉ tiêu"),
    ],
)
def test_a_phase_stands_in_the_heading_under_its_own_title(title, label):
    assert Goal(Basis.PHASE, "assigned", 1, title).label == label


def ranked(*rows):
    shown = ordered(rows)
    return ProgressTable(
        *("a", "A", "LC", "LĐLĐ tỉnh", DAY, Goal(Basis.YEAR, "assigned", 2022)),
        *(year_clock(DAY), (year_clock(DAY),), shown, total_of(shown, own_target=None), (), 1),
    )


def test_ties_in_count_and_target_still_have_numbers_one_after_the_other():
    rows = [Row(name, 5, (1, 0, 0, 0, 0, 0)) for name in ("B", "A", "C")]

    assert [(place, row.name) for place, row in ranked(*rows).ranked] == [
        (1, "A"),
        (2, "B"),
        (3, "C"),
    ]


def test_the_line_of_direct_entries_stands_last_without_a_number_however_many_they_are():
    direct = Row("Trực tiếp", None, (9, 9, 9, 9, 9, 9), role=Role.DIRECT)

    assert [place for place, _ in ranked(direct, Row("A", 1), Row("B", 1)).ranked] == [1, 2, None]


@given(ROWS)
def test_units_without_an_entry_are_those_whose_six_columns_are_empty(rows):
    table = ranked(*rows)

    assert table.zero_rows == [row for row in table.rows if not any(row.columns)]


@pytest.mark.parametrize(
    ("target", "gross", "is_slow"),
    [(365, 75, True), (365, 76, False), (None, 0, False), (0, 0, False), (1000, 208, True)],
)
def test_a_row_is_slow_where_it_has_a_smaller_share_of_its_target_than_of_its_days(
    target, gross, is_slow
):
    row = Row("A", target, (0, 0, 0, 0, gross, 0))

    assert ranked(row).is_behind(row) is is_slow


@given(ROWS, st.randoms())
def test_the_order_does_not_depend_on_the_order_in_which_rows_come(rows, random):
    shuffled = random.sample(rows, len(rows))

    def keys(some):
        return [(row.role, row.gross, row.target, row.name) for row in ordered(some)]

    assert keys(rows) == keys(shuffled)
