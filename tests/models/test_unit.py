from datetime import date

import pytest

from sangkien.models import PlaceName, Unit, UnitName, WorkplaceRule
from tests import make
from tests.models.holding import is_held_back, longest_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make.unit(name="LĐLĐ huyện Than Uyên", code="THU")


def test_a_code_and_a_place_in_the_tree_belong_to_one_unit(unit):
    other = make.unit()

    def like(**changes):
        Unit.objects.filter(id=other.id).update(**changes)

    assert is_held_back(lambda: like(code="THU"))
    assert is_held_back(lambda: like(path=unit.path))


def test_codes_that_differ_in_case_are_two_codes(unit):
    assert make.unit(code="thu").code == "thu"


def test_the_lineage_names_every_unit_from_the_root_down_to_the_sixth_level(unit):
    line = [unit]
    for _ in range(5):
        line.append(make.unit(line[-1]))

    assert line[-1].lineage == [each.id for each in line]
    assert (line[-1].level, unit.lineage) == (6, [unit.id])
    assert [line[-1].l1, line[-1].l2, line[-1].l3, line[-1].l4] == [each.id for each in line[:4]]


def test_the_path_of_a_tree_of_twelve_levels_with_long_numbers_fits_its_column():
    longest = ".".join(["123456789012"] * 12) + "."

    assert len(longest) <= longest_of(Unit, "path")


def test_a_unit_with_units_below_it_cannot_be_removed_and_a_bare_one_takes_its_names_along(unit):
    below = make.unit(unit)

    assert is_held_back(unit.delete)
    below.delete()
    unit.delete()
    assert UnitName.objects.count() == 0


def test_a_unit_goes_by_each_name_once_and_two_units_may_share_one(unit):
    def called(which):
        return UnitName.objects.create(unit=which, folded="ldld huyen than uyen")

    assert is_held_back(lambda: called(unit))
    called(make.unit())


def test_a_place_is_told_once_of_a_unit(unit):
    def care():
        return PlaceName.objects.create(unit=unit, folded="khoen on")

    care()
    assert is_held_back(care)


def rule(owner, position, **changes):
    values = {"owner": owner, "position": position, "marks": "mầm non", "line": "territorial"}
    return WorkplaceRule.objects.create(**values | changes)


def test_rules_of_one_federation_stand_in_one_order(unit):
    rule(unit, 2)
    rule(unit, 1, valid_to=date(2025, 6, 30))

    assert [each.position for each in unit.workplace_rules.all()] == [1, 2]
    assert is_held_back(lambda: rule(unit, 1))
    rule(make.unit(), 1)


def test_a_unit_is_called_by_its_short_name():
    assert str(Unit(short_name="Than Uyên", name="LĐLĐ huyện Than Uyên")) == "Than Uyên"
