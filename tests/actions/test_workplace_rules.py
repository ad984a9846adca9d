from datetime import date

import pytest

from sangkien.actions.workplace_rules import import_places, import_workplace_rules
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.workplace_sheets import PlaceRow, RuleRow
from sangkien.models import PlaceName, WorkplaceRule
from sangkien.queries.units import unit_fact
from sangkien.queries.workplaces import Workplaces
from tests import make
from tests.sheets import problems_of

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 17)


@pytest.fixture
def owner():
    return make.unit(code="LC")


@pytest.fixture
def education(owner):
    return make.unit(owner, code="LC-GD", line="sector")


@pytest.fixture
def district(owner):
    return make.unit(owner, "LĐLĐ huyện Than Uyên", code="LC-THU")


def test_the_rules_of_a_sheet_decide_where_workplaces_belong(owner, education, district):
    rules = [
        RuleRow(2, ("THPT", "DTNT"), "sector", "THPT", "LC-GD", basis="302/KH-LĐLĐ"),
        RuleRow(3, ("mầm non", "MN"), "territorial", "MN", valid_to=date(2025, 6, 30)),
    ]

    assert import_workplace_rules(owner, rules, make.SYSTEM) == 2
    assert import_places(owner, [PlaceRow(2, "Phúc Than", "LC-THU")], make.SYSTEM) == 1

    asked = [("Trường THPT Lai Châu", "MN"), ("Trường Mầm non Phúc Than", "MN")]
    facts = Workplaces(owner).facts((place, unit_fact(owner), DAY) for place, _ in asked)
    assert [fact.unit.id for fact in facts] == [education.id, district.id]


def test_a_table_loaded_again_replaces_the_one_before(owner):
    import_workplace_rules(owner, [RuleRow(2, ("MN",), "territorial")] * 2, make.SYSTEM)
    import_workplace_rules(owner, [RuleRow(2, ("TH",), "territorial")], make.SYSTEM)

    assert list(WorkplaceRule.objects.values_list("position", "marks")) == [(1, "TH")]


def test_a_unit_that_is_not_below_the_owner_is_named_with_the_nearest(owner, education):
    make.unit(code="HN-GD")
    rules = [RuleRow(2, ("a",), "sector", "", "HN-GD"), RuleRow(3, ("b",), "sector", "", "Q")]

    with pytest.raises(BadRows) as raised:
        import_workplace_rules(owner, rules, make.SYSTEM)

    assert problems_of(raised) == [
        (2, "Đơn vị ngành", "unit-code-near"),
        (3, "Đơn vị ngành", "unit-code-unknown"),
    ]
    assert raised.value.problems[0].details["nearest"] == "LC-GD"
    assert not WorkplaceRule.objects.exists()


def test_only_who_may_edit_units_sets_rules_and_places(owner):
    officer = make.officer(owner, Role.UPPER_OFFICER)

    with pytest.raises(Refusal):
        import_workplace_rules(owner, [], officer)
    with pytest.raises(Refusal):
        import_places(owner, [PlaceRow(2, "Phúc Than", "LC")], officer)

    assert not PlaceName.objects.exists()
