import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.inputs.digits import LARGEST_ID, whole_number


@given(st.integers(min_value=0, max_value=LARGEST_ID))
def test_an_id_reads_back_as_itself(number):
    assert whole_number(str(number)) == number


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-1", "+1", "1.0", "1_000", "1e3", "0x1", "٣", "²", "½", "１", "1 ", "\n1", "1\x00"],
)
def test_what_is_not_plain_digits_is_no_number(typed):
    assert whole_number(typed) is None


def test_a_number_beyond_every_id_is_the_largest_and_found_nowhere():
    assert whole_number("9" * 19) == LARGEST_ID


@pytest.mark.parametrize("digits", [20, 4301, 200_000])
def test_more_digits_than_an_id_has_are_no_number_and_no_fault(digits):
    assert whole_number("9" * digits) is None


@given(st.text())
def test_whatever_is_typed_is_an_id_or_none(typed):
    number = whole_number(typed)

    assert number is None or 0 <= number <= LARGEST_ID
