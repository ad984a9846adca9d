"""Each sentence of the reminder with no, one and many units; none ever says what is not so."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.dates import NBSP, percent
from sangkien.core.letters.facts import Clock, ReminderFacts, ReminderRow, WrongUnitNote
from sangkien.core.letters.layout import ND30
from sangkien.core.letters.lint import lint
from sangkien.core.letters.reminder import is_behind, reminder
from tests.core.letters.lai_chau import DAY, FACTS, YEAR, row

ASKED = "cần đôn đốc, hướng dẫn công đoàn cơ sở"


def said(rows, **changes):
    facts = replace(FACTS, rows=tuple(rows), wrong_units=(), **changes)
    return [each.text.replace(NBSP, " ") for each in reminder(facts).paragraphs]


def line_with(words, lines):
    return next((line for line in lines if words in line), "")


def slow(name):
    return row(name, 100, 1)


def quick(name):
    return row(name, 100, 100)


# -- who is behind, ahead, without any ---------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([quick("A")], ""),
        ([slow("A"), quick("B")], "A 1/100 (1,0 %)."),
        (
            [slow("A"), slow("B"), slow("C")],
            "A 1/100 (1,0 %); B 1/100 (1,0 %); C 1/100 (1,0 %).",
        ),
    ],
)
def test_no_one_and_many_slow_units_are_named_with_their_figures(rows, named):
    line = line_with("chậm so với", said(rows))

    assert line.partition("01/01/2022): ")[2] == named


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([slow("A")], ""),
        ([quick("A")], "A 100/100 (100,0 %), trong đó không có lượt trùng."),
        (
            [row("A", 100, 50, duplicates=50), row("B", 10, 1200)],
            (
                "A 50/100 (50,0 %), trong đó 50 lượt trùng; "
                "B 1.200/10 (12.000,0 %), trong đó không có lượt trùng."
            ),
        ),
    ],
)
def test_no_one_and_many_units_ahead_are_named_each_with_its_duplicates(rows, named):
    line = line_with("trở lên", said(rows))

    assert line.partition("trở lên: ")[2] == named


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([quick("A")], ""),
        ([quick("A"), row("B", 9, 0)], "Một đơn vị chưa có sáng kiến nào (B)."),
        (
            [quick("A"), row("B", 9, 0), row("C", None, 0)],
            "2 đơn vị chưa có sáng kiến nào (B, C).",
        ),
    ],
)
def test_no_one_and_many_units_without_an_entry_are_counted_and_named(rows, expected):
    assert line_with("chưa có sáng kiến nào", said(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([quick("A")], ""),
        ([slow("A"), quick("B")], "Đơn vị chậm"),
        ([quick("A"), row("B", None, 0)], "Đơn vị chưa có sáng kiến"),
        ([quick("A"), row("B", 9, 0)], "Các đơn vị chậm và đơn vị chưa có sáng kiến"),
        ([slow("A"), row("B", None, 0)], "Các đơn vị chậm và đơn vị chưa có sáng kiến"),
    ],
)
def test_only_units_that_there_are_are_asked_to_hurry(rows, asked):
    assert line_with(ASKED, said(rows)).partition(f" {ASKED}")[0] == asked


def test_before_the_period_begins_units_without_an_entry_are_asked_but_none_is_called_slow():
    before = replace(YEAR, day=dt.date(2021, 12, 31))

    lines = said([row("A", 9, 0), row("B", 9, 3)], target_period=before)

    assert line_with(ASKED, lines).startswith("Đơn vị chưa có sáng kiến cần")
    assert not any("chậm" in line for line in lines)


# -- the unit that holds most --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("A", 10, 9)], ""),
        ([row("A", 10, 5), row("B", 10, 5)], ""),
        (
            [row("A", 10, 6), row("B", 10, 5)],
            (
                "Riêng A chiếm 54,5 % tổng số lượt, trong đó không có lượt trùng; "
                "các đơn vị còn lại có 5 lượt trên 10 chỉ tiêu (50,0 %)."
            ),
        ),
        (
            [row("A", None, 6, duplicates=2), row("B", 10, 0)],
            (
                "Riêng A chiếm 100,0 % tổng số lượt, trong đó 2 lượt trùng; "
                "các đơn vị còn lại có 0 lượt."
            ),
        ),
        (
            [row("A", 10, 1500), row("B", 0, 1200)],
            (
                "Riêng A chiếm 55,6 % tổng số lượt, trong đó không có lượt trùng; "
                "các đơn vị còn lại có 1.200 lượt."
            ),
        ),
    ],
)
def test_a_unit_stands_out_only_where_it_holds_more_than_all_others_together(rows, expected):
    assert line_with("Riêng", said(rows)) == expected


# -- targets that are 0 or missing ---------------------------------------------------------------


def test_a_target_of_0_is_no_target_and_nothing_is_divided_by_it():
    lines = said([row("A", 0, 5), row("B", 0, 0)])

    assert line_with("không so tiến độ", lines) == (
        "Chưa có chỉ tiêu năm 2022 nên không so tiến độ: A, B."
    )
    assert line_with("Về số lượng", lines) == (
        "Về số lượng: có 5 lượt sáng kiến được cập nhật; trong đó có 5 lượt hợp lệ."
    )


def test_the_upper_unit_itself_is_neither_judged_nor_asked_for_a_target():
    direct = replace(row("Trực tiếp", None, 3), is_direct=True)

    lines = said([quick("A"), direct])

    assert not any("không so tiến độ" in line for line in lines)
    assert line_with("Về số lượng", lines).startswith(
        "Về số lượng: có 103 lượt sáng kiến được cập nhật, bằng 103,0 % chỉ tiêu "
        "(chỉ tiêu năm 2022 là 100); "
    )


# -- counts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"pending": 5}, "5 lượt chờ xét, chưa có lượt hợp lệ"),
        ({"duplicates": 2, "pending": 3}, "2 lượt trùng (chưa kết luận), 3 lượt chờ xét, chưa có"),
        ({"other": 5}, "5 lượt có lý do khác, chưa có lượt hợp lệ"),
        ({"wrong_unit": 1, "other": 1}, "1 lượt chọn sai đơn vị, 1 lượt có lý do khác, 3 lượt hợp"),
        ({}, "5 lượt hợp lệ, bằng 5,0 % chỉ tiêu."),
    ],
)
def test_of_the_columns_only_those_with_something_in_them_are_told(counts, expected):
    lines = said([row("A", 100, 5, **counts)])

    told = line_with("Về số lượng", lines).partition("trong đó có ")[2]
    assert told.startswith(expected)


PARTS = ("duplicates", "wrong_unit", "wrong_date", "other", "pending")
COUNTS = st.fixed_dictionaries({name: st.integers(0, 700) for name in PARTS})
ROWS = st.lists(
    st.builds(
        lambda target, valid, counts: (target, valid, counts),
        st.none() | st.integers(0, 2000),
        st.integers(0, 900),
        COUNTS,
    ),
    min_size=1,
    max_size=5,
)


def as_rows(drawn):
    """Rows A1, A2 … with those targets and counts."""
    return tuple(
        row(f"A{number}", target, valid + sum(counts.values()), **counts)
        for number, (target, valid, counts) in enumerate(drawn, start=1)
    )


def number(text: str) -> int:
    return int(text.replace(".", ""))


@given(ROWS)
def test_the_parts_that_are_told_make_up_the_whole_that_is_told(drawn):
    line = line_with("Về số lượng", said(as_rows(drawn)))
    if "chưa có lượt sáng kiến nào" in line:
        assert sum(r.gross for r in as_rows(drawn)) == 0
        return

    whole, _, parts = line.partition("; trong đó có ")
    told = [number(n) for n in re.findall(r"(?:^|, )([\d.]+) lượt", parts)]

    assert number(re.search(r"có ([\d.]+) lượt", whole)[1]) == sum(told)


@given(ROWS, st.dates(dt.date(2021, 12, 1), dt.date(2023, 1, 31)))
def test_every_unit_with_a_target_is_ahead_or_behind_or_without_an_entry_and_never_two(drawn, day):
    rows = as_rows(drawn)
    clock = replace(YEAR, day=day)
    lines = said(rows, target_period=clock, day=day)
    ahead = re.findall(r"\bA\d", line_with("trở lên:", lines))
    behind = re.findall(r"\bA\d", line_with("chậm so với", lines))
    empty = re.findall(r"\bA\d", line_with("chưa có sáng kiến nào", lines))
    unjudged = re.findall(r"\bA\d", line_with("không so tiến độ", lines))

    assert not set(ahead) & set(behind)
    assert not (set(ahead) | set(behind)) & set(unjudged)
    assert behind == [r.short_unit for r in rows if is_behind(r, clock)]
    assert unjudged == [r.short_unit for r in rows if not r.target]
    if sum(r.gross for r in rows):
        assert empty == [r.short_unit for r in rows if r.gross == 0]
    if clock.day_number >= 1:
        judged = {r.short_unit for r in rows if r.target}
        assert judged == set(ahead) | set(behind)


@given(ROWS)
def test_every_percentage_of_a_unit_is_its_own_figures_divided(drawn):
    for line in said(as_rows(drawn)):
        for part, base, shown in re.findall(r"A\d ([\d.]+)/([\d.]+) \(([\d.,]+ %)\)", line):
            assert percent(number(part), number(base)).replace(NBSP, " ") == shown


@given(ROWS, st.booleans())
def test_a_drafted_letter_passes_its_own_lint_whatever_the_figures(drawn, full_annex):
    facts = replace(FACTS, rows=as_rows(drawn), full_annex=full_annex)

    assert lint(reminder(facts), ND30) == ()


@given(ROWS)
def test_the_total_row_of_both_annexes_is_the_sum_of_the_rows_above_it(drawn):
    facts = replace(FACTS, rows=as_rows(drawn), full_annex=True)

    for annex in reminder(facts).annexes:
        *rows, total = annex.table.rows
        assert number(total.cells[3]) == sum(number(each.cells[3]) for each in rows)
    full = reminder(facts).annexes[1].table.rows
    for each in full:
        gross, *columns = (number(cell) for cell in each.cells[3:10])
        assert gross == sum(columns)


# -- clocks --------------------------------------------------------------------------------------


@given(
    st.dates(dt.date(2021, 1, 1), dt.date(2024, 12, 31)),
    st.integers(0, 1500),
    st.dates(dt.date(2020, 6, 1), dt.date(2026, 1, 1)),
)
def test_a_clock_says_days_that_add_up_or_that_it_has_not_begun_or_is_over(opens_on, length, day):
    clock = Clock("Kỳ", opens_on, opens_on + dt.timedelta(days=length), day)
    (line,) = [
        text
        for text in said([quick("A")], phase=clock, target_period=clock, day=day)
        if text.startswith("Về thời gian")
    ]

    if day < opens_on:
        wait = (opens_on - day).days
        assert line.endswith(f"kỳ của chỉ tiêu) chưa bắt đầu, còn {wait} ngày.")
    elif day > clock.closes_on:
        assert line.endswith("kỳ của chỉ tiêu) đã kết thúc.")
    else:
        gone, whole, left = re.search(
            r"thứ ([\d.]+) trong ([\d.]+) ngày, .* còn ([\d.]+) ngày\.$", line
        ).groups()
        assert number(gone) + number(left) == number(whole) == length + 1


def test_days_beyond_a_thousand_have_their_dot():
    long = Clock("Chương trình", dt.date(2019, 1, 1), dt.date(2024, 12, 31), DAY)

    line = line_with("Về thời gian", said([quick("A")], phase=long, target_period=long))

    assert "ngày thứ 1.172 trong 2.192 ngày, đã qua 53,5 % thời gian, còn 1.020 ngày." in line


# -- what a row may hold -------------------------------------------------------------------------


@pytest.mark.parametrize("name", PARTS)
def test_a_row_whose_columns_do_not_make_its_gross_count_is_never_made(name):
    with pytest.raises(ValueError, match="do not sum"):
        ReminderRow("A", "A", 10, 5, **{name: 4})


@given(ROWS)
def test_the_total_holds_every_column_summed(drawn):
    rows = as_rows(drawn)
    total = ReminderFacts(
        office=FACTS.office,
        campaign=FACTS.campaign,
        day=DAY,
        phase=YEAR,
        target_period=YEAR,
        target_name="Chỉ tiêu",
        rows=rows,
    ).total

    for name in (*PARTS, "gross", "valid", "open_duplicates"):
        assert getattr(total, name) == sum(getattr(r, name) for r in rows)


# -- requests follow what was found --------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"duplicates": 1}, "Rà soát các lượt trùng (A 1); không cập nhật lại sáng kiến đã có."),
        ({"wrong_unit": 1}, "Hướng dẫn đoàn viên chọn đúng đơn vị thành viên của mình"),
        ({"wrong_date": 1}, "Chỉ cập nhật sáng kiến được áp dụng từ ngày 01/9/2021 đến nay."),
    ],
)
def test_a_fault_is_asked_about_where_it_was_found_and_nowhere_else(counts, words):
    with_it, without = said([row("A", 1, 9, **counts)]), said([row("A", 1, 9)])

    assert line_with(words, with_it)
    assert not line_with(words, without)


def test_wrong_dates_are_not_asked_about_where_the_window_is_not_known():
    assert not line_with("Chỉ cập nhật", said([row("A", 1, 9, wrong_date=1)], applied_from=None))


def test_a_note_of_wrong_ticks_that_counts_nothing_is_left_out_of_the_annex():
    notes = (WrongUnitNote("Giáo dục", moved=0, unmoved=0), WrongUnitNote("Y tế", 1, 0))

    facts = replace(FACTS, rows=(row("A", 1, 9),), wrong_units=notes)

    assert reminder(facts).annexes[0].notes == (
        (
            "Có 1 lượt chọn đơn vị thành viên chưa chính xác, tích chọn Y tế: "
            "1 lượt đã được chuyển về đúng đơn vị."
        ),
    )
