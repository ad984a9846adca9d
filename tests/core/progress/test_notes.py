import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.facts import Window
from sangkien.core.progress.notes import NoteFacts, TickedWrong, WrongDates, notes
from sangkien.core.progress.table import Basis, Goal, Row, total_of
from sangkien.core.reading import format_number
from sangkien.core.standing import Column

YEAR = Goal(Basis.YEAR, "assigned", 2022)
WINDOW = Window(date(2021, 9, 1), date(2023, 9, 1))


def said(rows=(), **facts):
    total = total_of(rows, own_target=None)
    return {note.kind: note.text for note in notes(NoteFacts(YEAR, tuple(rows), total, **facts))}


def row(name, *columns, undecided=(0,) * 6):
    return Row(f"LĐLĐ huyện {name}", 10, columns, undecided)


def test_a_table_without_findings_has_no_note():
    assert said([row("Than Uyên", 0, 0, 0, 0, 5, 6)]) == {}


def test_duplicates_are_counted_unit_by_unit_with_their_cause():
    rows = [row("Than Uyên", 60, 0, 0, 0, 0, 0), row("Mường Tè", 0, 0, 0, 0, 1, 0)]
    rows.append(row("Phong Thổ", 8, 0, 0, 0, 0, 0))

    assert said(rows, own_copies=68)["duplicate"] == (
        "Có 68 lượt sáng kiến cập nhật bị trùng, do đoàn viên cập nhật nhiều lần: "
        "Than Uyên 60, Phong Thổ 8."
    )


def test_the_cause_is_said_only_of_what_it_holds_for():
    rows = [row("Than Uyên", 5, 0, 0, 0, 0, 0)]

    texts = [said(rows, own_copies=count)["duplicate"] for count in (None, 0, 3)]
    partly = "trong đó 3 lượt do cùng một đoàn viên cập nhật nhiều lần"
    assert texts == [
        "Có 5 lượt sáng kiến cập nhật bị trùng: Than Uyên 5.",
        "Có 5 lượt sáng kiến cập nhật bị trùng: Than Uyên 5.",
        f"Có 5 lượt sáng kiến cập nhật bị trùng ({partly}): Than Uyên 5.",
    ]


def test_a_wrong_tick_names_the_unit_the_workplaces_and_what_was_moved():
    group = TickedWrong("Công đoàn ngành Giáo dục", 24, 2, ("trường THCS", "trường tiểu học"))

    assert said(wrong_units=(group,)) == {
        "wrong-unit": "Có 26 lượt tích chọn Công đoàn ngành Giáo dục nhưng nơi làm việc thuộc đơn "
        "vị khác (chủ yếu: trường THCS, trường tiểu học): đã chuyển về đúng đơn vị 24 lượt, chưa "
        "chuyển 2 lượt."
    }


def test_nothing_is_said_of_moves_that_did_not_happen():
    text = said(wrong_units=(TickedWrong("Công đoàn Viên chức", 0, 3),))["wrong-unit"]

    assert text.endswith("thuộc đơn vị khác: chưa chuyển 3 lượt.")


def test_wrong_dates_name_the_window_and_what_stands_in_other_columns():
    dates = WrongDates(WINDOW, (("Than Uyên", 4), ("Sìn Hồ", 2)), in_other_columns=2)

    assert said(wrong_dates=dates) == {
        "wrong-date": "Có 8 lượt ghi thời gian áp dụng chưa đúng điều kiện dự thi (từ 01/09/2021 "
        "đến 01/09/2023, không sau ngày nộp): Than Uyên 4, Sìn Hồ 2; 2 lượt đã xếp ở cột khác."
    }


def test_wrong_dates_that_all_stand_elsewhere_name_no_unit():
    text = said(wrong_dates=WrongDates(WINDOW, (), in_other_columns=1))["wrong-date"]

    assert text.endswith("không sau ngày nộp), 1 lượt đã xếp ở cột khác.")


def test_what_nobody_decided_is_told_by_kind_and_unit():
    counted = (2, 1, 0, 0, 5, 0)
    rows = [row("Than Uyên", *counted, undecided=(1, 1, 0, 0, 0, 0))]

    assert said(rows)["undecided"] == (
        "Chưa kết luận: 1 lượt trùng (Than Uyên 1); 1 lượt sai đơn vị (Than Uyên 1)."
    )


def test_a_sum_of_targets_that_misses_the_upper_units_own_is_told_with_the_difference():
    rows = [row("A", 0, 0, 0, 0, 0, 0), row("B", 0, 0, 0, 0, 0, 0)]

    assert said(rows, own_target=1200, own_name="LĐLĐ tỉnh") == {
        "target": "Cộng chỉ tiêu các đơn vị được 20, chỉ tiêu của LĐLĐ tỉnh là 1.200: chênh 1.180."
    }
    assert said(rows, own_target=20, own_name="LĐLĐ tỉnh") == {}


def test_entries_of_other_periods_are_mentioned():
    assert said(outside_period=7) == {
        "period": "Bảng đếm các lượt nộp trong năm 2022; 7 lượt nộp ngoài kỳ này không tính ở đây."
    }


def test_of_many_units_the_largest_are_named_and_the_rest_summed():
    rows = [row(f"Số {n}", n, 0, 0, 0, 0, 0) for n in range(1, 14)]

    assert said(rows)["duplicate"] == (
        "Có 91 lượt sáng kiến cập nhật bị trùng: Số 13 13, Số 12 12, Số 11 11, Số 10 10, Số 9 9, "
        "Số 8 8, Số 7 7, Số 6 6 và 5 đơn vị khác 15."
    )


# -- no, one and many units; nothing is said that the figures do not say ------------------------

NAMES = ("Than Uyên", "Sìn Hồ", "Mường Tè", "Phong Thổ")
TABLES = st.lists(
    st.tuples(st.tuples(*[st.integers(0, 1500)] * 6), st.tuples(*[st.integers(0, 9)] * 4)),
    max_size=4,
).map(
    lambda drawn: [
        Row(
            f"LĐLĐ huyện {NAMES[n]}",
            10,
            counts,
            (*(min(still, count) for still, count in zip(undecided, counts, strict=False)), 0, 0),
        )
        for n, (counts, undecided) in enumerate(drawn)
    ]
)


def figures(text):
    """The counts told of named units: "Than Uyên 1.060, Sìn Hồ 8" → {"Than Uyên": 1060, …}."""
    found = re.findall(rf"({'|'.join(NAMES)}) ([\d.]+)(?=[,.);])", text)
    return {name: int(count.rstrip(".").replace(".", "")) for name, count in found}


@given(TABLES)
def test_the_units_of_the_duplicates_make_up_the_number_that_is_told(rows):
    text = said(rows).get("duplicate", "")

    told = {r.brief: r[Column.DUPLICATE] for r in rows if r[Column.DUPLICATE]}
    assert figures(text) == told
    if told:
        assert text.startswith(f"Có {format_number(sum(told.values()))} lượt sáng kiến")


@given(TABLES)
def test_what_is_undecided_is_told_once_a_kind_with_its_units(rows):
    text = said(rows).get("undecided", "")

    for column, word in (
        (Column.DUPLICATE, "trùng"),
        (Column.WRONG_UNIT, "sai đơn vị"),
        (Column.WRONG_DATE, "sai thời gian"),
        (Column.OTHER, "lý do khác"),
    ):
        still = {r.brief: r.open_in(column) for r in rows if r.open_in(column)}
        part = re.search(rf"([\d.]+) lượt {word} \(([^)]*)\)", text)
        assert (part is not None) == bool(still)
        if part:
            assert int(part[1].replace(".", "")) == sum(still.values())
            assert figures(f"{part[2]}.") == still


@pytest.mark.parametrize(
    ("own_copies", "cause"),
    [
        (None, ": "),
        (0, ": "),
        (1, " (trong đó 1 lượt do cùng một đoàn viên cập nhật nhiều lần): "),
        (4, " (trong đó 4 lượt do cùng một đoàn viên cập nhật nhiều lần): "),
        (5, ", do đoàn viên cập nhật nhiều lần: "),
        (6, ": "),  # more findings than entries: nothing can be said of the cause
    ],
)
def test_the_cause_of_duplicates_is_never_said_of_more_than_it_holds_for(own_copies, cause):
    text = said([row("Than Uyên", 5, 0, 0, 0, 0, 0)], own_copies=own_copies)["duplicate"]

    assert text == f"Có 5 lượt sáng kiến cập nhật bị trùng{cause}Than Uyên 5."


@pytest.mark.parametrize(
    ("moved", "unmoved", "end"),
    [
        (0, 0, None),
        (1, 0, "đã chuyển về đúng đơn vị 1 lượt."),
        (0, 1, "chưa chuyển 1 lượt."),
        (1200, 34, "đã chuyển về đúng đơn vị 1.200 lượt, chưa chuyển 34 lượt."),
    ],
)
def test_of_wrong_ticks_only_what_happened_is_told(moved, unmoved, end):
    text = said(wrong_units=(TickedWrong("Giáo dục", moved, unmoved),)).get("wrong-unit")

    assert text is None if end is None else text.endswith(f"thuộc đơn vị khác: {end}")


def test_two_units_ticked_by_mistake_are_two_notes_in_their_order():
    groups = (TickedWrong("Giáo dục", 2, 0), TickedWrong("Y tế", 0, 1))
    facts = NoteFacts(YEAR, (), total_of((), own_target=None), wrong_units=groups)

    assert [note.text.split(" nhưng ")[0] for note in notes(facts)] == [
        "Có 2 lượt tích chọn Giáo dục",
        "Có 1 lượt tích chọn Y tế",
    ]


@pytest.mark.parametrize(
    ("by_unit", "elsewhere", "end"),
    [
        ((), 0, None),
        ((("Sìn Hồ", 1),), 0, ": Sìn Hồ 1."),
        ((("Sìn Hồ", 1), ("Than Uyên", 1200)), 0, ": Sìn Hồ 1, Than Uyên 1.200."),
        ((), 3, ", 3 lượt đã xếp ở cột khác."),
        ((("Sìn Hồ", 1),), 3, ": Sìn Hồ 1; 3 lượt đã xếp ở cột khác."),
    ],
)
def test_wrong_dates_of_no_one_and_many_units_are_told_with_those_in_other_columns(
    by_unit, elsewhere, end
):
    text = said(wrong_dates=WrongDates(WINDOW, by_unit, elsewhere)).get("wrong-date")

    assert text is None if end is None else text.endswith(f"không sau ngày nộp){end}")


@pytest.mark.parametrize(
    ("units", "named", "rest"), [(12, 12, ""), (13, 8, " và 5 đơn vị khác "), (300, 8, " và 292 ")]
)
def test_up_to_twelve_units_are_named_and_of_more_the_eight_largest(units, named, rest):
    rows = [row(f"Số {n}", n, 0, 0, 0, 0, 0) for n in range(1, units + 1)]

    text = said(rows)["duplicate"]

    assert text.count("Số ") == named
    assert rest in text


@pytest.mark.parametrize(
    ("targets", "own", "told"),
    [
        ((600, 600), 1200, False),
        ((600, 590), 1200, True),
        ((600, 700), 1200, True),
        ((600, None), 1200, False),
        ((600, 600), None, False),
        ((0, 0), 0, False),
    ],
)
def test_a_gap_of_targets_is_told_only_where_both_sides_are_known(targets, own, told):
    rows = tuple(Row(f"A{n}", target) for n, target in enumerate(targets))
    facts = NoteFacts(
        YEAR, rows, total_of(rows, own_target=own), own_target=own, own_name="LĐLĐ tỉnh"
    )

    assert [note.kind for note in notes(facts)] == ["target"] * told


def test_notes_stand_in_the_order_of_the_letter():
    counted = row("Than Uyên", 2, 1, 1, 0, 0, 0, undecided=(1, 0, 0, 0, 0, 0))
    facts = NoteFacts(
        YEAR,
        (counted,),
        total_of((counted,), own_target=None),
        wrong_units=(TickedWrong("Giáo dục", 1, 0),),
        wrong_dates=WrongDates(WINDOW, (("Than Uyên", 1),)),
        outside_period=3,
        own_target=99,
        own_name="LĐLĐ tỉnh",
    )

    assert [note.kind for note in notes(facts)] == [
        "duplicate",
        "wrong-unit",
        "wrong-date",
        "undecided",
        "target",
        "period",
    ]
