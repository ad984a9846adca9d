from datetime import UTC, date, datetime

import pytest

from sangkien.actions.journal import By
from sangkien.actions.review import decide_finding, withdraw
from sangkien.actions.unit_moves import move_subtrees
from sangkien.core.facts import Window
from sangkien.models import Finding, Initiative, Unit
from sangkien.queries.held_back import HeldBack, held_back
from tests import make
from tests.reports.lai_chau import DAY, FILED, Province

pytestmark = pytest.mark.django_db


def test_standing_findings_are_told_by_rule_with_their_units():
    province = Province()
    province.fill()

    assert held_back(province.campaign, province.root, on=DAY) == [
        HeldBack("duplicate-own", 2, 2, (("THU", "Than Uyên", 2),)),
        HeldBack("applied-before-window", 1, 1, (("SHO", "Sìn Hồ", 1),)),
        HeldBack("wrong-unit", 1, 1, (("GD", "Công đoàn ngành Giáo dục", 1),)),
    ]


def test_before_a_move_the_finding_stood_at_the_ticked_unit():
    province = Province()
    province.fill()

    found = {
        h.rule: h.by_unit for h in held_back(province.campaign, province.root, on=date(2022, 2, 28))
    }

    assert found["wrong-unit"] == (("GD", "Công đoàn ngành Giáo dục", 2),)


def test_a_decision_counts_from_its_day_on():
    province = Province()
    province.fill()
    kept, gone = Finding.objects.filter(rule="duplicate-own").order_by("id")
    by = By(None, now=datetime(2022, 3, 10, 3, tzinfo=UTC), is_system=True)
    decide_finding(kept, uphold=True, reason="", by=by)
    decide_finding(gone, uphold=False, reason="Việc khác", by=by)

    days = [date(2022, 3, 9), date(2022, 3, 10)]
    found = [held_back(province.campaign, province.than_uyen, on=day)[0] for day in days]

    assert [(h.rule, h.count, h.undecided) for h in found] == [
        ("duplicate-own", 2, 2),
        ("duplicate-own", 1, 0),
    ]


def test_a_unit_sees_only_what_stands_at_or_below_it():
    province = Province()
    province.fill()

    assert held_back(province.campaign, province.tan_uyen, on=DAY) == []


def moved_below(unit, parent):
    unit = Unit.objects.get(id=unit.id)
    unit.parent = parent
    unit.save()
    move_subtrees([unit], make.SYSTEM)
    return Unit.objects.get(id=unit.id)


def test_a_unit_that_moved_in_the_tree_takes_its_findings_along():
    province = Province()
    province.fill()
    middle = make.unit(province.root, "Khối huyện", code="KH")
    than_uyen = moved_below(province.than_uyen, middle)
    expected = [("duplicate-own", 2)]

    seen = {
        unit.code: [(h.rule, h.count) for h in held_back(province.campaign, unit, on=DAY)]
        for unit in (than_uyen, middle)
    }

    assert seen == {"THU": expected, "KH": expected}
    (at_root, *_) = held_back(province.campaign, province.root, on=DAY)
    assert at_root.by_unit == (("KH", "Khối huyện", 2),)


def test_what_stands_at_the_unit_itself_is_told_under_its_own_name():
    province = Province()
    province.file(province.root, applied_on=date(2020, 1, 1))
    province.file(province.sin_ho, applied_on=date(2020, 1, 1))

    (held,) = held_back(province.campaign, province.root, on=DAY)

    assert held.by_unit == (("LC", "LĐLĐ tỉnh Lai Châu", 1), ("SHO", "Sìn Hồ", 1))


def test_units_with_equal_counts_stand_in_the_order_of_their_codes_and_the_largest_first():
    province = Province()
    for unit in (province.tan_uyen, province.sin_ho, province.than_uyen, province.than_uyen):
        province.file(unit, applied_on=date(2020, 1, 1))

    (held,) = held_back(province.campaign, province.root, on=DAY)

    assert [(code, n) for code, _, n in held.by_unit] == [("THU", 2), ("SHO", 1), ("TAU", 1)]


def test_an_entry_with_two_faults_is_told_under_both_rules():
    province = Province()
    province.file(province.sin_ho, applied_on=date(2020, 1, 1), effect="")

    found = held_back(province.campaign, province.root, on=DAY)

    assert {h.rule: h.count for h in found} == {"applied-before-window": 1, "missing-effect": 1}


def test_a_remark_holds_nobody_back():
    province = Province()
    province.file(province.sin_ho, recognised_on=None)

    assert held_back(province.campaign, province.root, on=DAY) == []


def test_a_withdrawn_entry_keeps_the_finding_that_decided_its_column():
    province = Province()
    entry = province.file(province.sin_ho, applied_on=date(2020, 1, 1))
    withdraw(entry, reason="", by=make.SYSTEM)

    assert [h.rule for h in held_back(province.campaign, province.root, on=DAY)] == [
        "applied-before-window"
    ]


def test_only_entries_filed_in_the_period_are_told_both_ends_included_on_the_local_clock():
    province = Province()
    last_minute = datetime(2022, 2, 10, 16, 59, tzinfo=UTC)  # 23:59 on the 10th in Lai Châu
    next_day = datetime(2022, 2, 10, 17, 0, tzinfo=UTC)
    for at in (FILED, last_minute, next_day):
        province.file(province.sin_ho, at=at, applied_on=date(2020, 1, 1))

    def count(opens_on, closes_on):
        filed = Window(opens_on, closes_on)
        found = held_back(province.campaign, province.root, on=DAY, filed=filed)
        return sum(h.count for h in found)

    tenth, eleventh = date(2022, 2, 10), date(2022, 2, 11)
    assert [count(tenth, tenth), count(eleventh, eleventh), count(tenth, eleventh)] == [2, 1, 3]


def test_another_campaign_of_the_same_units_is_not_mixed_in():
    province = Province()
    province.fill()
    other = make.campaign(province.root)

    assert held_back(other, province.root, on=DAY) == []


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_units_take_two_queries(number, django_assert_num_queries):
    province = Province()
    for unit in (province.than_uyen, province.sin_ho, province.tan_uyen)[:number]:
        province.file(unit, applied_on=date(2020, 1, 1))

    with django_assert_num_queries(2):
        (held,) = held_back(province.campaign, province.root, on=DAY)

    assert held.count == Initiative.objects.count() == number
