from datetime import date

import pytest

from sangkien.models import WorkplaceRule
from sangkien.queries.units import unit_fact
from sangkien.queries.workplaces import Workplaces
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 17)


@pytest.fixture
def tree():
    province = make.unit(name="LĐLĐ tỉnh")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", place="Than Uyên")
    return {
        "province": province,
        "district": district,
        "other": make.unit(province, "LĐLĐ huyện Tân Uyên", place="Tân Uyên"),
        "sector": make.unit(province, "Công đoàn Giáo dục", line="sector"),
        "school": make.unit(district, "CĐCS Trường THPT số 1"),
    }


@pytest.fixture(autouse=True)
def rules(tree):
    values = {"owner": tree["province"], "line": "territorial", "basis": "Điều 24"}
    WorkplaceRule.objects.create(position=1, marks="mầm non|MN", school_level="MN", **values)
    WorkplaceRule.objects.create(
        position=2, marks="cao đẳng", **values | {"line": "sector"}, sector_unit=tree["sector"]
    )


def asked(tree, *workplaces, ticked="sector"):
    questions = [(workplace, unit_fact(tree[ticked]), DAY) for workplace in workplaces]
    return [
        (fact.unit.id if fact.unit else None, fact.because) if fact else None
        for fact in Workplaces(tree["province"]).facts(questions)
    ]


def test_the_registry_comes_before_the_rules_and_folds_what_was_typed(tree):
    assert asked(tree, "cđcs  TRƯỜNG thpt SỐ 1") == [(tree["school"].id, "registry")]


def test_the_rule_table_answers_for_workplaces_nobody_registered(tree):
    assert asked(tree, "Trường mầm non Than Uyên", "Trường Cao đẳng Tân Uyên", "Bưu điện tỉnh") == [
        (tree["district"].id, "rule"),
        (tree["sector"].id, "rule"),
        None,
    ]


def test_of_two_registered_units_of_one_name_the_one_below_the_ticked_unit_is_meant(tree):
    namesakes = {name: make.unit(tree[name], "CĐCS Trạm Y tế") for name in ("district", "other")}

    assert asked(tree, "CĐCS Trạm Y tế", ticked="other") == [(namesakes["other"].id, "registry")]
    assert asked(tree, "CĐCS Trạm Y tế", ticked="sector") == [None]


def test_the_name_of_the_owner_itself_says_nothing(tree):
    assert asked(tree, "LĐLĐ tỉnh") == [None]


def test_a_unit_of_another_federation_is_not_found(tree):
    make.unit(make.unit(name="Tỉnh khác"), "CĐCS Bệnh viện")

    assert asked(tree, "CĐCS Bệnh viện") == [None]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_workplaces(tree, number, django_assert_num_queries):
    with django_assert_num_queries(3):
        asked(tree, *(f"Trường mầm non số {k} Than Uyên" for k in range(number)))
