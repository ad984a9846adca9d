from datetime import UTC, date, datetime

import pytest

from sangkien.actions.journal import By
from sangkien.actions.review import decide_finding
from sangkien.models import Finding
from sangkien.queries.held_back import HeldBack, held_back
from tests.reports.lai_chau import DAY, Province

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
