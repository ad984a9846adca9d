from datetime import date

import pytest

from sangkien.core.facts import UnitFact, WorkplaceFact
from sangkien.core.workplaces import LineRule, Place, by_rule

DAY = date(2022, 3, 17)
THAN_UYEN = UnitFact(2, "1.2.", "Than Uyên", "territorial")
TAN_UYEN = UnitFact(3, "1.3.", "Tân Uyên", "territorial")
SECTOR = UnitFact(4, "1.4.", "Giáo dục", "sector")
PLACES = (Place(THAN_UYEN, ("than uyen",)), Place(TAN_UYEN, ("tan uyen",)))
NURSERY = LineRule(("mầm non", "MN"), "territorial", "MN", basis="Điều 24")
COLLEGE = LineRule(("cao đẳng",), "sector", sector_unit=SECTOR)


def placed(workplace, *rules, day=DAY, places=PLACES):
    return by_rule(workplace, day=day, rules=rules, places=places)


def test_a_nursery_belongs_to_the_district_named_in_it():
    assert placed("Trường MẦM NON số 1 Than Uyên", COLLEGE, NURSERY) == WorkplaceFact(
        THAN_UYEN, "territorial", "rule", "mam non", "MN", "Điều 24"
    )


def test_a_sector_rule_names_its_unit_whatever_the_place():
    found = placed("Trường Cao đẳng Cộng đồng Than Uyên", NURSERY, COLLEGE)

    assert (found.unit, found.line) == (SECTOR, "sector")


@pytest.mark.parametrize("workplace", ["Trường mầm non Hoa Ban", "MN Than Uyên và Tân Uyên"])
def test_no_place_and_two_places_leave_only_the_line_known(workplace):
    found = placed(workplace, NURSERY)

    assert (found.unit, found.line) == (None, "territorial")


def test_a_workplace_no_rule_knows_is_unknown():
    assert placed("Bưu điện Than Uyên", NURSERY, COLLEGE) is None


def test_a_mark_is_a_whole_word():
    assert placed("Công ty HMN Than Uyên", NURSERY) is None


def test_a_place_is_a_whole_word():
    assert placed("Trường MN Thanh Than Uyenb", NURSERY).unit is None


def test_the_first_rule_that_fits_decides():
    other = LineRule(("mầm non",), "sector", sector_unit=SECTOR)

    assert placed("Mầm non Than Uyên", other, NURSERY).unit == SECTOR


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2022, 1, 1), True),
        (date(2021, 12, 31), False),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(day, holds):
    dated = LineRule(
        ("mầm non",), "territorial", valid_from=date(2022, 1, 1), valid_to=date(2025, 6, 30)
    )

    assert (placed("Mầm non Than Uyên", dated, day=day) is not None) is holds
