import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from sangkien.core.engine.letters import BITS, packed
from sangkien.core.engine.names import LETTER
from sangkien.core.engine.slips import is_slip

# few letters, so that words are often near each other
WORDS = st.text("abc", min_size=1, max_size=6)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slipped(one, other):
    return is_slip(np.uint64(packed(one)), np.uint64(packed(other)), BITS)


def narrow(word):
    """A word as names have it: five bits a letter."""
    number = 0
    for letter in word:
        number = number << LETTER | LETTERS.index(letter) + 1
    return np.uint64(number)


@given(WORDS, WORDS)
def test_a_slip_is_a_distance_of_one(one, other):
    expected = OSA.distance(one, other) == 1

    assert slipped(one, other) == expected
    assert is_slip(narrow(one), narrow(other), LETTER) == expected


@given(st.text(LETTERS, min_size=1, max_size=10), st.data())
def test_one_slip_anywhere_in_any_word_is_seen(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    spoilt = data.draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                (word[:at] + letter + word[at:])[:10],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )

    assert slipped(word, spoilt) == slipped(spoilt, word) == (OSA.distance(word, spoilt) == 1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("nghiem", "nghiem", False),  # no slip at all
        ("nghiem", "ngiem", True),  # left out
        ("nghiem", "nghiemj", True),  # added
        ("nghiem", "nghien", True),  # changed at the end
        ("nghiem", "mghiem", True),  # changed at the start
        ("nghiem", "ngheim", True),  # swapped
        ("ab", "ba", True),
        ("a", "", True),
        ("a", "b", True),
        ("nghiem", "nghiemab", False),
        ("nghiem", "ngeihm", False),  # two swaps
        ("abc", "cba", False),
        ("ab", "c", False),
        ("abcdefghij", "abcdefghi0", True),
    ],
)
def test_slips_and_what_is_none(one, other, expected):
    assert (slipped(one, other), slipped(other, one)) == (expected, expected)
