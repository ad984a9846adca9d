import pytest

from sangkien.core.screening.rule import Severity
from sangkien.core.screening.run import RULES
from tests.core.screening.cases import candidate, found

CODE = "not-recognised"


def test_recognised_with_a_date_is_clean_even_without_a_number():
    assert found(CODE, candidate(recognition_number="")) is None


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"recognised_by": ""}, ["by"]),
        ({"recognised_on": None}, ["date"]),
        ({"recognised_by": "", "recognised_on": None}, ["by", "date"]),
    ],
)
def test_what_is_missing_of_the_recognition_is_named(changes, missing):
    assert found(CODE, candidate(**changes)) == {"missing": missing}


def test_a_secret_work_needs_no_recognition_by_the_civil_council():
    assert found(CODE, candidate(is_secret=True, recognised_by="", recognised_on=None)) is None


def test_it_is_a_remark_that_moves_the_entry_to_no_other_column():
    assert RULES[CODE].severity == Severity.NOTE
