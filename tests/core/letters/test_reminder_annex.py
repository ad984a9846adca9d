import csv
import datetime as dt
from dataclasses import replace

from sangkien.core.letters.dates import BLANK_NUMBER, NBSP
from sangkien.core.letters.model import Row
from sangkien.core.letters.reminder_annex import NOTES_HEADING, annexes
from tests.core.letters.lai_chau import FACTS, REMARK, row

# The table of letter 878 as it was sent.
LETTER_878 = """\
1;LĐLĐ huyện Than Uyên;115;150;(Có sáng kiến trùng)
2;LĐLĐ huyện Phong Thổ;135;30;(Có sáng kiến trùng)
3;LĐLĐ huyện Sìn Hồ;130;23;(Có sáng kiến trùng)
4;Công đoàn Viên chức;140;15;(Có sáng kiến trùng)
5;LĐLĐ huyện Mường Tè;95;13;
6;LĐLĐ huyện Tam Đường;95;4;
7;Công đoàn ngành Y tế;140;3;
8;Công đoàn ngành Giáo dục;60;3;
9;LĐLĐ Thành phố;130;2;
10;LĐLĐ huyện Nậm Nhùn;65;2;
11;LĐLĐ huyện Tân Uyên;95;0;
;Tổng;1.200;245;
"""


def test_the_five_columns_are_those_of_letter_878():
    table = annexes(FACTS)[0].table

    assert [column.header for column in table.columns] == [
        "TT",
        "Tên đơn vị",
        "Chỉ tiêu năm 2022",
        "Số lượt sáng kiến cập nhật dự thi",
        "Ghi chú",
    ]
    assert [list(said.cells) for said in table.rows] == list(
        csv.reader(LETTER_878.splitlines(), delimiter=";")
    )
    assert table.rows[-1].kind == "total"


def test_the_three_notes_have_their_units_and_numbers():
    annex = annexes(FACTS)[0]

    assert annex.notes_heading == NOTES_HEADING
    assert annex.notes == (
        (
            "Có 78 lượt sáng kiến cập nhật bị trùng (Than Uyên 60, Phong Thổ 8, Sìn Hồ 6, "
            "Công đoàn Viên chức 4), chưa kết luận."
        ),
        (
            "Có 22 lượt chọn đơn vị thành viên chưa chính xác, tích chọn Công đoàn ngành Giáo dục "
            "(chủ yếu là trường mầm non, trường tiểu học, trường trung học cơ sở): 20 lượt đã được "
            "chuyển về đúng đơn vị, 2 lượt chưa chuyển."
        ),
        (
            "Có 5 lượt ghi thời gian áp dụng sáng kiến chưa đúng điều kiện tham gia dự thi "
            "(từ ngày 01/9/2021 đến nay): Than Uyên 3, Phong Thổ 1, Mường Tè 1."
        ),
    )


def test_a_note_is_left_out_where_nothing_was_found():
    annex = annexes(replace(FACTS, rows=(row("A", 10, 5),), wrong_units=()))[0]

    assert (annex.notes_heading, annex.notes) == ("", ())


def test_notes_name_the_end_of_the_window_and_what_is_partly_decided():
    rows = (
        replace(row("A", 10, 9, duplicates=4, wrong_date=3), open_duplicates=1, open_wrong_date=3),
    )
    facts = replace(FACTS, rows=rows, wrong_units=(), applied_to=dt.date(2022, 5, 31))

    assert annexes(facts)[0].notes == (
        "Có 4 lượt sáng kiến cập nhật bị trùng (A 4), 1 lượt chưa kết luận.",
        (
            "Có 3 lượt ghi thời gian áp dụng sáng kiến chưa đúng điều kiện tham gia dự thi "
            "(từ ngày 01/9/2021 đến ngày 31/5/2022): A 3, chưa kết luận."
        ),
    )


def test_without_a_window_the_note_names_none():
    facts = replace(FACTS, applied_from=None)

    assert annexes(facts)[0].notes[2] == (
        "Có 5 lượt ghi thời gian áp dụng sáng kiến chưa đúng điều kiện: "
        "Than Uyên 3, Phong Thổ 1, Mường Tè 1."
    )


def test_an_annex_says_which_letter_it_belongs_to_and_of_which_day_it_is():
    annex = annexes(FACTS)[0]

    assert annex.reference == (
        f"(Kèm theo Công văn số {BLANK_NUMBER}/LĐLĐ-CSPL&QHLĐ ngày 17 tháng 3 năm 2022 "
        "của Liên đoàn Lao động tỉnh Lai Châu)"
    )
    assert annex.as_of == "Số liệu tính đến hết ngày 17/3/2022"


def test_one_annex_has_no_number_and_two_have_roman_ones():
    alone = annexes(replace(FACTS, full_annex=False))

    assert [annex.label for annex in alone] == ["Phụ lục"]
    assert [(annex.label, annex.landscape) for annex in annexes(FACTS)] == [
        ("Phụ lục I", False),
        ("Phụ lục II", True),
    ]


def test_the_full_annex_has_every_column_with_what_is_undecided_in_the_remark():
    table = annexes(FACTS)[1].table

    assert [column.header for column in table.columns] == [
        "TT",
        "Tên đơn vị",
        "Chỉ tiêu năm 2022",
        "Số lượt",
        "Trùng",
        "Sai đơn vị",
        "Sai thời gian",
        "Lý do khác",
        "Chờ xét",
        "Hợp lệ",
        "Tỷ lệ lượt",
        "Tỷ lệ hợp lệ",
        "Ghi chú",
    ]
    assert table.rows[0] == Row(
        (
            *("1", "LĐLĐ huyện Than Uyên", "115", "150", "60", "0", "3", "0", "0", "87"),
            *(f"130,4{NBSP}%", f"75,7{NBSP}%", f"{REMARK} Chưa kết luận: 60 trùng."),
        )
    )
    assert table.rows[-1] == Row(
        (
            *("", "Tổng", "1.200", "245", "78", "2", "5", "0", "0", "160"),
            *(f"20,4{NBSP}%", f"13,3{NBSP}%", "Chưa kết luận: 78 trùng."),
        ),
        "total",
    )


def test_a_unit_without_a_target_has_neither_target_nor_rate():
    cells = annexes(replace(FACTS, rows=(row("A", None, 5),)))[1].table.rows[0].cells

    assert (cells[2], cells[10], cells[11]) == ("", "", "")
