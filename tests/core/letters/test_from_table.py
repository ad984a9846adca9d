from dataclasses import replace
from datetime import date

from sangkien.core.facts import Window
from sangkien.core.letters.facts import Clock, ProgrammeDocument, ReminderRow
from sangkien.core.letters.from_table import reminder_facts
from sangkien.core.letters.reminder import reminder
from sangkien.core.pace import clock, year_clock
from sangkien.core.progress.table import Basis, Goal, Note, ProgressTable, Role, Row, total_of
from tests.core.letters.lai_chau import CAMPAIGN, DAY, OFFICE

PHASE = clock(Window(date(2022, 1, 8), date(2022, 5, 31)), DAY, title="Giai đoạn 1")
WINDOW = Window(date(2021, 9, 1), date(2023, 9, 1))
ROWS = (
    Row("LĐLĐ huyện Than Uyên", 115, (60, 0, 4, 0, 80, 6), (60, 0, 4, 0, 0, 0), code="THU"),
    Row("Công đoàn ngành Giáo dục", 60, (0, 2, 0, 0, 1, 0), (0, 1, 0, 0, 0, 0), code="GD"),
)
NOTES = (
    Note("duplicate", "Có 60 lượt trùng: Than Uyên 60."),
    Note("wrong-date", "Có 4 lượt ngoài thời gian (từ 01/09/2021 đến 01/02/2022)."),
    Note("target", "Cộng chỉ tiêu các đơn vị được 175."),
)


def table(*rows, **changes):
    rows = rows or ROWS
    values = {
        "campaign_slug": "lai-chau",
        "campaign_title": CAMPAIGN,
        "unit_code": "LC",
        "unit_name": "LĐLĐ tỉnh",
        "day": DAY,
        "goal": Goal(Basis.YEAR, "assigned", 2022),
        "goal_clock": year_clock(DAY),
        "clocks": (PHASE, year_clock(DAY)),
        "rows": rows,
        "total": total_of(rows, own_target=None),
        "notes": NOTES,
        "rules_version": 1,
    }
    return ProgressTable(**values | changes)


def test_rows_of_the_table_become_rows_of_the_letter_with_what_is_undecided():
    assert reminder_facts(table(), OFFICE).rows == (
        ReminderRow(
            unit="LĐLĐ huyện Than Uyên",
            short_unit="Than Uyên",
            target=115,
            gross=150,
            duplicates=60,
            wrong_date=4,
            pending=80,
            valid=6,
            remark="(Có sáng kiến trùng)",
            open_duplicates=60,
            open_wrong_date=4,
        ),
        ReminderRow(
            unit="Công đoàn ngành Giáo dục",
            short_unit="Công đoàn ngành Giáo dục",
            target=60,
            gross=3,
            wrong_unit=2,
            pending=1,
            open_wrong_unit=1,
        ),
    )


def test_both_clocks_are_told_apart():
    facts = reminder_facts(table(), OFFICE)

    assert (facts.phase, facts.target_period, facts.target_name) == (
        Clock("Giai đoạn 1", date(2022, 1, 8), date(2022, 5, 31), DAY),
        Clock("Năm 2022", date(2022, 1, 1), date(2022, 12, 31), DAY),
        "Chỉ tiêu năm 2022",
    )


def test_a_target_of_the_phase_needs_no_other_clock():
    goal = Goal(Basis.PHASE, "assigned", 1, "Giai đoạn 1")

    facts = reminder_facts(table(goal=goal, goal_clock=PHASE), OFFICE)

    assert facts.phase == facts.target_period
    assert facts.phase.title == "Giai đoạn 1"


def test_a_campaign_without_phases_has_the_clock_of_its_target():
    facts = reminder_facts(table(clocks=(year_clock(DAY),)), OFFICE)

    assert facts.phase == facts.target_period


def test_notes_are_those_of_the_table_with_days_as_letters_write_them():
    facts = reminder_facts(table(), OFFICE)

    assert facts.notes == (
        Note("duplicate", "Có 60 lượt trùng: Than Uyên 60."),
        Note("wrong-date", "Có 4 lượt ngoài thời gian (từ 01/9/2021 đến 01/02/2022)."),
    )
    assert reminder(facts).annexes[0].notes == tuple(note.text for note in facts.notes)


def test_a_note_on_moved_entries_asks_for_the_right_unit_even_when_none_is_left():
    moved = Note("wrong-unit", "Có 3 lượt tích chọn Công đoàn ngành Giáo dục: đã chuyển 3 lượt.")
    rows = (replace(ROWS[0], undecided=(0,) * 6),)

    said = [
        each.text
        for each in reminder(reminder_facts(table(*rows, notes=(moved,)), OFFICE)).paragraphs
    ]
    silent = [
        each.text for each in reminder(reminder_facts(table(*rows, notes=()), OFFICE)).paragraphs
    ]

    asked = "Hướng dẫn đoàn viên chọn đúng đơn vị thành viên của mình khi cập nhật sáng kiến."
    assert (asked in said, asked in silent) == (True, False)


def test_entries_at_the_upper_unit_itself_have_a_line_but_no_place_and_no_target():
    direct = Row("Trực tiếp LĐLĐ tỉnh", None, (0, 0, 0, 0, 5, 0), role=Role.DIRECT, code="LC")

    facts = reminder_facts(table(*ROWS, direct), OFFICE, full_annex=True)
    letter = reminder(facts)

    assert facts.total.target == 175
    assert [annex.table.rows[2].cells[:2] for annex in letter.annexes] == [
        ("", "Trực tiếp LĐLĐ tỉnh"),
        ("", "Trực tiếp LĐLĐ tỉnh"),
    ]
    assert not any("không so tiến độ" in each.text for each in letter.paragraphs)


def test_the_office_cites_its_own_documents():
    own = ProgrammeDocument("Kế hoạch", "302/KH-LĐLĐ", DAY, OFFICE.full_name, "thực hiện")
    other = ProgrammeDocument("Hướng dẫn", "46/HD-TLĐ", DAY, "Tổng Liên đoàn", "nộp")

    assert reminder_facts(table(), OFFICE, documents=[other, own]).documents == (
        replace(own, abstract="về việc thực hiện"),
    )
    assert reminder_facts(table(), OFFICE, documents=[other]).documents == (
        replace(other, abstract="về việc nộp"),
    )


def test_an_abstract_that_is_complete_is_cited_as_it_is():
    said = ("về việc nộp sáng kiến", "V/v nộp", "Chương trình “01 triệu sáng kiến”", "")
    documents = [ProgrammeDocument("Chương trình", "1", DAY, "", text) for text in said]

    cited = reminder_facts(table(), OFFICE, documents=documents).documents

    assert tuple(document.abstract for document in cited) == said


def test_the_window_is_told_only_where_it_is_known():
    assert reminder_facts(table(), OFFICE).applied_from is None
    facts = reminder_facts(table(), OFFICE, applied=WINDOW)
    assert (facts.applied_from, facts.applied_to) == (WINDOW.opens_on, WINDOW.closes_on)


def test_number_and_day_of_the_letter_stay_blank():
    facts = reminder_facts(table(), OFFICE)

    assert (facts.number, facts.issued_on) == (None, None)
