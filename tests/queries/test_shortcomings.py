from datetime import UTC, date, datetime

import pytest

from sangkien.actions.import_undo import undo_import
from sangkien.actions.journal import By
from sangkien.actions.moving import move_initiative
from sangkien.actions.review import decide_finding, withdraw
from sangkien.core.facts import Window
from sangkien.core.standing import Column
from sangkien.models import Finding, WorkplaceRule
from sangkien.queries import shortcomings
from sangkien.queries.shortcomings import Questioned, end_of, own_copies, questioned_entries
from tests import make
from tests.importing import csv_file, imported, row
from tests.reports.lai_chau import DAY, FILED, Province

SCHOOL = "Trường mầm non Pa Tần, huyện Sìn Hồ"
TOO_EARLY = date(2021, 8, 31)


def on_day(month, day):
    return By(None, now=datetime(2022, month, day, 3, tzinfo=UTC), is_system=True)


@pytest.fixture
def province(db):
    return Province()


def questioned(province, unit=None, on=DAY, filed=None):
    return questioned_entries(province.campaign, unit or province.root, on=on, filed=filed)


def test_the_end_of_a_day_is_midnight_in_viet_nam():
    assert end_of(date(2022, 3, 17)) == datetime(2022, 3, 17, 17, tzinfo=UTC)
    assert end_of(date(2022, 12, 31)) == datetime(2022, 12, 31, 17, tzinfo=UTC)


def test_clean_entries_are_questioned_by_nobody(province):
    province.file(province.sin_ho)

    assert questioned(province) == []


def test_a_wrong_tick_is_unmoved_until_it_is_moved_and_moved_from_then_on(province):
    entry = province.file(province.education, workplace=SCHOOL)
    move_initiative(entry, province.sin_ho, reason="Trường của huyện", by=on_day(3, 1))
    shared = {
        "ticked": "Công đoàn ngành Giáo dục",
        "ticked_path": province.education.path,
        "has_wrong_date": False,
        "workplace_kind": "trường mầm non",
    }

    before = Questioned(
        unit_path=province.education.path,
        column=Column.WRONG_UNIT,
        is_unmoved=True,
        is_moved=False,
        **shared,
    )
    after = Questioned(
        unit_path=province.sin_ho.path,
        column=Column.PENDING,
        is_unmoved=False,
        is_moved=True,
        **shared,
    )
    days = (date(2022, 2, 9), date(2022, 2, 28), date(2022, 3, 1))
    assert [questioned(province, on=day) for day in days] == [[], [before], [after]]


def test_moved_to_a_wrong_unit_again_an_entry_is_unmoved_and_not_moved(province):
    entry = province.file(province.education, workplace=SCHOOL)
    move_initiative(entry, province.than_uyen, reason="Nhầm", by=on_day(3, 1))

    (one,) = questioned(province)

    assert (one.is_unmoved, one.is_moved, one.unit_path) == (True, False, province.than_uyen.path)


def test_a_wrong_tick_that_an_officer_let_pass_is_no_shortcoming(province):
    province.file(province.education, workplace=SCHOOL)
    finding = Finding.objects.get(rule="wrong-unit")
    decide_finding(finding, uphold=False, reason="Trường của ngành", by=on_day(3, 1))

    assert [len(questioned(province, on=date(2022, *day))) for day in ((2, 28), (3, 1))] == [1, 0]


def test_a_move_down_to_the_own_union_leaves_the_ticked_unit_right(province):
    union = make.unit(province.sin_ho)
    entry = province.file(province.sin_ho)
    move_initiative(entry, union, reason="CĐCS", by=on_day(3, 1))

    assert questioned(province) == []


@pytest.mark.parametrize(
    ("changes", "is_wrong"),
    [
        ({"applied_on": TOO_EARLY}, True),
        ({"applied_on": date(2023, 9, 2)}, True),
        ({"applied_on": date(2022, 3, 1)}, True),  # after the filing
        ({"applied_on": date(2021, 9, 1)}, False),
        ({"effect": ""}, False),
    ],
)
def test_a_wrong_date_is_one_outside_the_window_or_after_the_filing(province, changes, is_wrong):
    province.file(province.sin_ho, **changes)

    assert [one.has_wrong_date for one in questioned(province)] == [True] * is_wrong


def test_each_unit_is_told_what_counts_or_was_ticked_below_it(province):
    entry = province.file(province.education, workplace=SCHOOL)
    move_initiative(entry, province.sin_ho, reason="Trường của huyện", by=on_day(3, 1))

    counts = [
        len(questioned(province, unit))
        for unit in (province.root, province.sin_ho, province.education, province.tan_uyen)
    ]
    assert counts == [1, 1, 1, 0]


def test_a_kind_of_workplace_is_named_by_its_school_level_or_by_the_words_of_the_rule(province):
    WorkplaceRule.objects.create(
        owner=province.root, position=2, marks="Trạm Y tế|trạm xá", line="territorial"
    )
    places = (SCHOOL, "Trạm y tế xã Pa Tần huyện Sìn Hồ", "TRẠM XÁ Sìn Hồ", "Nhà máy chè")
    for workplace in places:
        province.file(province.education, workplace=workplace, applied_on=TOO_EARLY)

    assert [one.workplace_kind for one in questioned(province)] == [
        "trường mầm non",
        "Trạm Y tế",
        "trạm xá",
        "",
    ]


def test_an_import_that_was_taken_back_was_never_there(province):
    sheet = [row(province.sin_ho, 1, **{"Ngày áp dụng": "31/08/2021"})]
    batch = imported(province.campaign, province.root, csv_file(sheet))
    assert len(questioned(province)) == 1

    undo_import(batch, make.SYSTEM)

    assert questioned(province) == []


def test_a_withdrawn_entry_keeps_its_wrong_date(province):
    entry = province.file(province.sin_ho, applied_on=TOO_EARLY)
    withdraw(entry, reason="", by=on_day(3, 1))

    assert [one.column for one in questioned(province)] == [Column.WRONG_DATE]


def test_only_entries_filed_in_the_period_are_told(province):
    for month in (2, 3):
        at = datetime(2022, month, 10, 3, tzinfo=UTC)
        province.file(province.sin_ho, at=at, applied_on=TOO_EARLY)
        moved = province.file(province.education, at=at, workplace=SCHOOL)
        move_initiative(moved, province.sin_ho, reason="", by=on_day(3, 15))

    february = Window(date(2022, 2, 1), date(2022, 2, 28))
    assert [len(questioned(province, filed=filed)) for filed in (None, february)] == [4, 2]


def test_many_entries_are_read_in_pieces_and_none_is_lost(province, monkeypatch):
    monkeypatch.setattr(shortcomings, "AT_A_TIME", 2)
    for _ in range(5):
        province.file(province.sin_ho, applied_on=TOO_EARLY)

    assert len(questioned(province)) == 5


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_entries_take_seven_queries(province, number, django_assert_num_queries):
    for _ in range(number):
        province.file(province.sin_ho, applied_on=TOO_EARLY)

    with django_assert_num_queries(7):
        assert len(questioned(province)) == number


# -- copies --------------------------------------------------------------------------------------


def test_copies_of_the_same_person_are_counted_while_their_finding_stands(province):
    province.fill()
    kept, gone = Finding.objects.filter(rule="duplicate-own").order_by("id")
    decide_finding(gone, uphold=False, reason="Việc khác", by=on_day(3, 10))
    decide_finding(kept, uphold=True, reason="", by=on_day(3, 12))

    seen = {
        day: own_copies(province.campaign, on=day, filed=None)
        for day in (date(2022, 2, 9), date(2022, 2, 10), date(2022, 3, 10), DAY)
    }
    assert list(seen.values()) == [0, 2, 1, 1]


def test_copies_filed_outside_the_period_are_not_counted(province):
    province.fill()
    tenth = Window(FILED.date(), FILED.date())

    assert own_copies(province.campaign, on=DAY, filed=tenth) == 2
    assert own_copies(province.campaign, on=DAY, filed=Window(DAY, DAY)) == 0
    assert own_copies(make.campaign(province.root), on=DAY, filed=None) == 0
