from datetime import date

from sangkien.core.facts import Window
from sangkien.core.progress.notes import NoteFacts, TickedWrong, WrongDates, notes
from sangkien.core.progress.table import Basis, Goal, Row, total_of

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
