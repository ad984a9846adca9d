from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("marks", [("",), ("", " "), ()])
def test_a_rule_without_a_word_fits_no_workplace(marks):
    assert placed("Trường mầm non Than Uyên", LineRule(marks, "territorial")) is None


def test_an_empty_mark_beside_others_is_passed_over():
    rule = LineRule(("mầm non", ""), "territorial")

    assert placed("Trường mầm non Than Uyên", rule).mark == "mam non"
    assert placed("Bưu điện Than Uyên", rule) is None


@pytest.mark.parametrize(
    ("workplace", "mark"),
    [
        ("Trường Mầm non và Tiểu học A", "mam non"),
        ("MN A", "mn"),
        ("trường mầm  non A", "mam non"),
        ("Truong Mam Non A", "mam non"),
        ("Trường mẫu giáo (MN) A", "mn"),
        ("TRƯỜNG MẦM NON A", "mam non"),
    ],
)
def test_the_words_that_decided_are_told(workplace, mark):
    assert placed(workplace, NURSERY).mark == mark


@pytest.mark.parametrize("mark", ["c++", "a.b", "(x)", "tr[u]", "\\d"])
def test_signs_in_a_mark_are_signs_and_not_a_pattern(mark):
    assert placed("abc 123 trống", LineRule((mark,), "territorial")) is None


def test_of_several_marks_the_longest_is_told():
    rule = LineRule(("tiểu học", "tiểu học và trung học cơ sở"), "territorial")

    assert placed("Trường Tiểu học và Trung học cơ sở Pa Ủ", rule).mark == (
        "tieu hoc va trung hoc co so"
    )


@pytest.mark.parametrize(
    ("workplace", "unit"),
    [
        ("MN Hoa Ban, huyện Than Uyên", THAN_UYEN),
        ("MN Hoa Ban - THAN UYÊN", THAN_UYEN),
        ("MN Than Uyên, huyện Than Uyên", THAN_UYEN),
        ("MN (Tân Uyên)", TAN_UYEN),
        ("MN Thân Uyển", THAN_UYEN),  # without accents the same: a slip, not another place
        ("MN Mường Tè", None),
    ],
)
def test_a_place_is_known_however_it_is_written(workplace, unit):
    assert placed(workplace, NURSERY).unit == unit


def test_a_unit_in_care_of_several_places_is_found_by_each():
    places = (Place(THAN_UYEN, ("huyen than uyen", "khoen on", "pha mu")), PLACES[1])

    units = [placed(f"MN {name}", NURSERY, places=places).unit for name in ("Khoen On", "Pha Mu")]

    assert units == [THAN_UYEN, THAN_UYEN]
    assert placed("MN Khoen On, Pha Mu", NURSERY, places=places).unit == THAN_UYEN


def test_without_places_only_the_line_is_known():
    assert placed("MN Than Uyên", NURSERY, places=()).unit is None


@given(st.text(max_size=60))
def test_any_workplace_is_placed_or_unknown_and_never_fails(workplace):
    found = placed(workplace, COLLEGE, NURSERY)

    assert found is None or found.unit in {THAN_UYEN, TAN_UYEN, SECTOR, None}
