from dataclasses import replace

import pytest

from sangkien.core.facts import WorkplaceFact
from tests.core.screening.cases import (
    DISTRICT,
    PROVINCE,
    SCHOOL,
    SECTOR,
    candidate,
    facts,
    found,
)

CODE = "wrong-unit"
BY_RULE = WorkplaceFact(DISTRICT, "territorial", "rule", "mam non", "MN", "Điều 24")


def test_a_workplace_nobody_knows_is_clean():
    assert found(CODE, candidate(counted=SECTOR), facts(workplace=None)) is None


@pytest.mark.parametrize("counted", [DISTRICT, SCHOOL, PROVINCE])
def test_the_unit_itself_one_above_and_one_below_fit(counted):
    assert found(CODE, candidate(counted=counted), facts(workplace=BY_RULE)) is None


def test_a_school_that_ticked_the_sector_is_held_with_the_unit_it_belongs_to():
    assert found(CODE, candidate(counted=SECTOR), facts(workplace=BY_RULE)) == {
        "workplace": "Trường Mầm non Mường Kim",
        "unit": "Giáo dục",
        "expected": "Than Uyên",
        "expected_id": 2,
        "because": "rule",
        "mark": "mam non",
        "school_level": "MN",
        "basis": "Điều 24",
    }


def test_the_unit_that_counts_is_judged_not_the_one_that_was_ticked():
    moved = candidate(ticked=SECTOR, counted=DISTRICT)

    assert found(CODE, moved, facts(workplace=BY_RULE)) is None


def test_where_only_the_line_is_known_any_unit_of_that_line_fits():
    line_only = facts(workplace=replace(BY_RULE, unit=None))

    assert found(CODE, candidate(counted=DISTRICT), line_only) is None
    held = found(CODE, candidate(counted=SECTOR), line_only)
    assert (held["expected"], held["expected_id"]) == ("", None)


def test_units_whose_numbers_only_begin_alike_are_not_taken_for_relatives():
    twelve = replace(DISTRICT, id=12, path="1.12.")
    one_two = WorkplaceFact(replace(DISTRICT, id=1, path="1.1."), "territorial", "registry")

    assert found(CODE, candidate(counted=twelve), facts(workplace=one_two)) is not None
