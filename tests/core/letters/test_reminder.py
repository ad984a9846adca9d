"""What letter 878 got wrong on 17/3/2022 must not be said again."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.dates import NBSP
from sangkien.core.letters.facts import Clock, ReminderFacts
from sangkien.core.letters.model import LetterText, Paragraph
from sangkien.core.letters.reminder import is_behind, listed, reminder
from tests.core.letters.lai_chau import CAMPAIGN, DAY, FACTS, OFFICE, PHASE, ROWS, YEAR, row


def body(letter: LetterText) -> str:
    return "\n".join(paragraph.text for paragraph in letter.paragraphs).replace(NBSP, " ")


def drafted(**changes: object) -> str:
    return body(reminder(replace(FACTS, **changes)))


def paragraph_with(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)


def test_both_clocks_are_printed_with_their_start():
    assert paragraph_with(drafted(), "Về thời gian") == (
        "Về thời gian: Giai đoạn 1 (từ ngày 08/01/2022 đến ngày 31/5/2022): ngày 17/3/2022 là "
        "ngày thứ 69 trong 144 ngày, đã qua 47,9 % thời gian, còn 75 ngày. Năm 2022 (từ ngày "
        "01/01/2022 đến ngày 31/12/2022, kỳ của chỉ tiêu): ngày 17/3/2022 là ngày thứ 76 trong "
        "365 ngày, đã qua 20,8 % thời gian, còn 289 ngày."
    )


def test_the_letter_never_says_that_half_of_the_time_is_gone():
    assert re.findall(r"(?<!\d)1/2(?!\d)|nửa|đã hết", drafted()) == []


def test_exactly_one_unit_without_an_entry_is_one_unit_and_is_named():
    assert "Một đơn vị chưa có sáng kiến nào (Tân Uyên)." in drafted().splitlines()


def test_three_units_without_an_entry_are_three():
    rows = (row("Than Uyên", 115, 9), *(row(name, 10, 0) for name in ("A", "B", "C")))

    assert "3 đơn vị chưa có sáng kiến nào (A, B, C)." in drafted(rows=rows).splitlines()


def test_no_unit_is_praised_without_its_duplicates_beside_it():
    assert paragraph_with(drafted(), "trở lên") == (
        "Theo số lượt, so với chỉ tiêu năm 2022 đạt từ 20,8 % (phần thời gian đã qua tính từ ngày "
        "01/01/2022) trở lên: Than Uyên 150/115 (130,4 %), trong đó 60 lượt trùng; "
        "Phong Thổ 30/135 (22,2 %), trong đó 8 lượt trùng."
    )


def test_a_unit_is_slow_only_against_the_period_of_its_target():
    rows = (row("Than Uyên", 100, 30),)
    on_phase = drafted(rows=rows, target_period=PHASE, target_name="Chỉ tiêu giai đoạn 1")

    assert "chậm so với" not in drafted(rows=rows)  # 30 % of the year's target, 20,8 % of the year
    assert paragraph_with(on_phase, "chậm so với") == (
        "Theo số lượt, chậm so với chỉ tiêu giai đoạn 1, thấp hơn 47,9 % (phần thời gian đã qua "
        "tính từ ngày 08/01/2022): Than Uyên 30/100 (30,0 %)."
    )


def test_one_clock_is_printed_where_the_target_is_for_the_phase():
    text = paragraph_with(drafted(target_period=PHASE), "Về thời gian")

    assert text.count("là ngày thứ") == 1
    assert "31/5/2022, kỳ của chỉ tiêu)" in text


def test_the_counts_say_what_stands_behind_the_gross_number():
    assert paragraph_with(drafted(), "Về số lượng") == (
        "Về số lượng: có 245 lượt sáng kiến được cập nhật, bằng 20,4 % chỉ tiêu (chỉ tiêu năm "
        "2022 là 1.200); trong đó có 78 lượt trùng (chưa kết luận), 2 lượt chọn sai đơn vị, "
        "5 lượt sai thời gian áp dụng, 160 lượt hợp lệ, bằng 13,3 % chỉ tiêu."
    )


def test_a_count_that_is_partly_decided_says_how_much_is_open():
    rows = (replace(row("Than Uyên", 100, 9, duplicates=5), open_duplicates=2),)

    assert "5 lượt trùng (2 lượt chưa kết luận)" in drafted(rows=rows)


def test_the_rest_is_shown_without_the_unit_that_holds_most():
    assert paragraph_with(drafted(), "Riêng") == (
        "Riêng Than Uyên chiếm 61,2 % tổng số lượt, trong đó 60 lượt trùng; "
        "các đơn vị còn lại có 95 lượt trên 1.085 chỉ tiêu (8,8 %)."
    )


def test_no_unit_stands_out_where_none_holds_more_than_half():
    assert "Riêng" not in drafted(rows=(row("A", 10, 5), row("B", 10, 5)))


def test_a_unit_without_a_target_is_not_judged():
    text = drafted(rows=(row("A", None, 5), row("B", 100, 5)))

    assert "Chưa có chỉ tiêu năm 2022 nên không so tiến độ: A." in text.splitlines()
    assert "10 lượt sáng kiến được cập nhật; trong đó" in text  # no share of a sum with a gap
    assert "A 5/" not in text


def test_documents_are_cited_in_full_the_first_time():
    assert drafted().splitlines()[0] == (
        "Thực hiện Kế hoạch số 302/KH-LĐLĐ ngày 13 tháng 01 năm 2022 của Ban Thường vụ Liên đoàn "
        f"Lao động tỉnh Lai Châu về việc thực hiện {CAMPAIGN}; Hướng dẫn số 52/HD-LĐLĐ ngày 14 "
        "tháng 01 năm 2022 của Liên đoàn Lao động tỉnh Lai Châu, LĐLĐ tỉnh thông báo kết quả "
        "thực hiện Chương trình tính đến hết ngày 17/3/2022 như sau (có các phụ lục kèm theo):"
    )


def test_without_documents_none_is_invented():
    assert drafted(documents=(), full_annex=False).splitlines()[0] == (
        f"Liên đoàn Lao động tỉnh Lai Châu thông báo kết quả thực hiện {CAMPAIGN} "
        "tính đến hết ngày 17/3/2022 như sau (có phụ lục kèm theo):"
    )


def test_only_what_was_found_is_asked_for():
    text = drafted(rows=(row("A", 10, 10),), wrong_units=())

    assert "Đề nghị các đơn vị thực hiện một số nội dung sau:" not in text
    assert "trùng (" not in text


def test_requests_follow_the_findings():
    letter = reminder(FACTS)
    start = next(n for n, p in enumerate(letter.paragraphs) if p.text.startswith("Đề nghị"))

    assert letter.paragraphs[start + 1 : -1] == (
        Paragraph(
            "Các đơn vị chậm và đơn vị chưa có sáng kiến cần đôn đốc, hướng dẫn công đoàn cơ sở, "
            "đoàn viên, người lao động đăng ký sáng kiến; "
            "Giai đoạn 1 kết thúc ngày 31/5/2022, còn 75 ngày.",
            "lettered",
        ),
        Paragraph(
            "Rà soát các lượt trùng (Than Uyên 60, Phong Thổ 8, Sìn Hồ 6, Công đoàn Viên chức 4); "
            "không cập nhật lại sáng kiến đã có.",
            "lettered",
        ),
        Paragraph(
            "Hướng dẫn đoàn viên chọn đúng đơn vị thành viên của mình khi cập nhật sáng kiến.",
            "lettered",
        ),
        Paragraph("Chỉ cập nhật sáng kiến được áp dụng từ ngày 01/9/2021 đến nay.", "lettered"),
    )


def test_help_is_offered_by_a_board_and_never_by_a_person():
    assert drafted().splitlines()[-1] == (
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị các đơn vị báo cáo về "
        "LĐLĐ tỉnh (qua Ban Chính sách Pháp luật và Quan hệ Lao động) để được hướng dẫn."
    )


def test_an_empty_register_is_said_once_and_judged_by_no_share_of_it():
    text = drafted(rows=(row("A", 10, 0), row("B", 10, 0)), wrong_units=())

    assert "Về số lượng: chưa có lượt sáng kiến nào được cập nhật." in text
    assert "Riêng" not in text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2022, 1, 5), "kỳ của chỉ tiêu) chưa bắt đầu, còn 3 ngày."),
        (dt.date(2022, 6, 1), "kỳ của chỉ tiêu) đã kết thúc."),
        (dt.date(2022, 1, 8), "là ngày thứ 1 trong 144 ngày, đã qua 0,7 % thời gian, còn 143 ngày"),
        (dt.date(2022, 5, 31), "là ngày thứ 144 trong 144 ngày, đã qua 100,0 % thời gian, còn 0"),
    ],
)
def test_a_clock_is_told_before_within_and_after_its_period(day, said):
    clock = replace(PHASE, day=day)
    text = drafted(day=day, phase=clock, target_period=clock)

    assert said in text
    assert ("kết thúc ngày" in text) == (1 <= clock.day_number <= clock.length)


def test_nobody_is_slow_or_ahead_before_the_period_begins():
    clock = replace(YEAR, day=dt.date(2021, 12, 1))
    text = drafted(target_period=clock)

    assert "chậm so với" not in text
    assert "trở lên" not in text


@given(
    day=st.dates(dt.date(2021, 12, 1), dt.date(2023, 1, 31)),
    target=st.integers(1, 500),
    gross=st.integers(0, 500),
)
def test_a_unit_is_behind_exactly_when_its_share_is_below_the_share_of_days(day, target, gross):
    clock = Clock("Năm 2022", dt.date(2022, 1, 1), dt.date(2022, 12, 31), day)
    elapsed = min(max((day - clock.opens_on).days + 1, 0), 365)

    assert is_behind(row("A", target, gross), clock) == (gross * 365 < target * elapsed)


counted = st.builds(
    lambda name, target, parts: row(
        name,
        target,
        sum(parts),
        **dict(zip(("duplicates", "wrong_unit", "wrong_date", "other"), parts, strict=False)),
    ),
    st.text("ABCĐ", min_size=1, max_size=4),
    st.none() | st.integers(0, 300),
    st.tuples(*[st.integers(0, 40)] * 5),
)


@given(
    st.builds(
        lambda rows: replace(FACTS, rows=tuple(rows), wrong_units=()),
        st.lists(counted, max_size=6),
    )
)
def test_any_counts_give_a_letter_that_never_names_a_part_that_is_zero(facts: ReminderFacts):
    text = body(reminder(facts))

    assert " 0 lượt trùng" not in text
    assert ("lượt chọn sai đơn vị" in text) == (facts.total.wrong_unit > 0)
    assert ("đơn vị chưa có sáng kiến nào" in text) == bool(facts.zero_units and facts.total.gross)


def test_the_head_of_the_letter_is_the_office_and_the_blanks_stay_blank():
    letter = reminder(replace(FACTS, issued_on=None, office=replace(OFFICE, position="")))

    assert (letter.number, letter.day, letter.signing.position, letter.signing.name) == (
        None,
        None,
        "",
        "",
    )
    assert letter.addressees == (
        "Liên đoàn Lao động các huyện, thành phố;",
        "Công đoàn ngành, Công đoàn Viên chức.",
    )
    assert letter.recipients == ("Như trên;", "Tổng Liên đoàn LĐVN;")
    assert letter.archive == "Lưu: VT, CSPL&QHLĐ."
    assert letter.abstract == f"V/v đôn đốc thực hiện {CAMPAIGN}"


def test_a_single_addressee_gets_no_mark():
    assert listed(("Bộ Nội vụ",), last=".") == ("Bộ Nội vụ",)
    assert listed(("Như trên",), last=";") == ("Như trên;",)


def test_columns_that_do_not_sum_to_the_gross_count_are_a_bug():
    with pytest.raises(ValueError, match="do not sum"):
        replace(ROWS[0], gross=151)


def test_the_total_of_targets_is_unknown_where_one_is():
    facts = replace(FACTS, rows=(row("A", None, 5), row("B", 100, 5)))

    assert (facts.total.target, facts.total.gross) == (None, 10)
    assert (FACTS.total.target, FACTS.total.gross, FACTS.day) == (1200, 245, DAY)
