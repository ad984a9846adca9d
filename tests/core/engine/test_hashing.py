import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.hashing import mixed, of_bytes, together
from tests.core.engine.handmade import read_only

WHOLE = (1 << 64) - 1
NUMBERS = st.integers(0, WHOLE)
TEXTS = st.text(max_size=30)


def hashed(text):
    found = read_only(text)
    return int(of_bytes(found, 0, found.size))


def splitmix(number):
    """The finaliser as it stands in the paper, in numbers without a limit."""
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & WHOLE
    number = (number ^ number >> 27) * 0x94D049BB133111EB & WHOLE
    return number ^ number >> 31


@given(NUMBERS)
def test_a_number_is_mixed_as_the_paper_says(number):
    assert int(mixed(np.uint64(number))) == splitmix(number)


@pytest.mark.parametrize("bit", range(64))
def test_each_bit_that_goes_in_turns_about_half_of_those_that_come_out(bit):
    starts = range(1, 2_001, 7)
    turned = sum((splitmix(n) ^ splitmix(n ^ 1 << bit)).bit_count() for n in starts)

    assert 30 < turned / len(starts) < 34


@given(NUMBERS, NUMBERS)
def test_two_numbers_make_one_that_hangs_on_their_order(one, other):
    there, back = (
        int(together(np.uint64(a), np.uint64(b))) for a, b in ((one, other), (other, one))
    )

    step = 0x9E3779B97F4A7C15
    assert there == splitmix((one * step + splitmix(other)) & WHOLE)
    assert (there == back) == (one == other)


@given(TEXTS, TEXTS)
def test_bytes_have_one_number_only_if_they_are_the_same(left, right):
    assert (hashed(left) == hashed(right)) == (left == right)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_around_a_text_does_not_count(before, text, behind):
    whole = read_only(before + text + behind)
    begin = len(before.encode())

    assert int(of_bytes(whole, begin, begin + len(text.encode()))) == hashed(text)


def test_nothing_has_the_number_zero():
    text = read_only("đọc")

    assert [int(of_bytes(text, *bounds)) for bounds in ((0, 0), (4, 4), (3, 1))] == [0, 0, 0]


@pytest.mark.parametrize("length", range(1, 18))
def test_zeros_are_counted_too(length):
    numbers = {hashed("\0" * count) for count in range(1, length + 1)}

    assert len(numbers) == length


def test_each_place_of_a_long_text_counts():
    text = "abcdefghijklmnopqrstuvwxy"
    changed = {hashed(text[:at] + "!" + text[at + 1 :]) for at in range(len(text))}

    assert len(changed | {hashed(text)}) == len(text) + 1
