"""How far two titles agree: weights that are set by hand, and what comes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from sangkien.core.engine.layout import (
    COUNTS,
    MOST_WORDS,
    ROW,
    TITLE,
    WEIGHT_STEPS,
    WEIGHTS,
    WORDS,
)
from sangkien.core.engine.letters import LONG, packed
from sangkien.core.engine.title_agreement import (
    TitleAgreement,
    titles_agree,
    weight_at,
    words_of,
)

TOKENS = ["tho", "chu", "ban", "bang", "sach", "vui", "12", "13", "dep", "nghe"]
WEIGHINGS = st.dictionaries(
    st.sampled_from(TOKENS), st.sampled_from([0.25, 0.5, 0.75, 1.0]), max_size=8
)
EQUAL, NOTHING = TitleAgreement(1.0, 1.0, 1.0, 0.0, 1.0), TitleAgreement(0.0, 0.0, 0.0, 0.0, 0.0)
SLIP = 0.85  # of its weight is left to a word with a slip


def titled(weights):
    """A row with these words and nothing else; the number of the title is one of its words."""
    row = np.zeros(ROW, np.uint64)
    codes = {packed(word) if isinstance(word, str) else word: word for word in weights}
    for place, code in enumerate(sorted(codes)):
        step = round(weights[codes[code]] * WEIGHT_STEPS)
        row[WORDS + place] = code
        row[WEIGHTS + place // 8] |= np.uint64(step << 8 * (place % 8))
    row[COUNTS] = len(codes)
    row[TITLE] = hash(frozenset(weights.items())) & LONG - 1
    return row


def agreed(left, right):
    """The agreement of two titles, the same both ways, and the words that are marked as shared."""
    marks = np.zeros((4, MOST_WORDS))
    there = titles_agree(titled(left), titled(right), marks[0], marks[1])
    back = titles_agree(titled(right), titled(left), marks[2], marks[3])
    assert there == back
    assert (marks[0].tolist(), marks[1].tolist()) == (marks[3].tolist(), marks[2].tolist())
    return TitleAgreement(*there)


def near(**values):
    return pytest.approx(list(NOTHING._replace(**values)))


def test_words_and_weights_are_read_as_they_were_written():
    row = titled({word: (place + 1) / 20 for place, word in enumerate(TOKENS)})

    assert words_of(row) == len(TOKENS)
    by_code = sorted((packed(word), (place + 1) / 20) for place, word in enumerate(TOKENS))
    assert [weight_at(row, place) for place in range(len(TOKENS))] == [w for _, w in by_code]


@given(WEIGHINGS.filter(bool))
def test_a_title_agrees_wholly_with_itself(weights):
    assert agreed(weights, weights) == EQUAL._replace(matched=sum(weights.values()))


def test_titles_without_a_word_agree_in_nothing():
    assert agreed({}, {}) == NOTHING
    assert agreed({}, {"tho": 1.0}) == NOTHING


def test_titles_of_other_words_agree_in_nothing_and_stand_against_each_other():
    assert list(agreed({"tho": 1.0, "vui": 0.5}, {"chu": 0.75})) == near(replaced=0.75)


def test_a_word_more_costs_half_of_its_weight():
    found = agreed({"tho": 1.0}, {"tho": 1.0, "chu": 0.5})

    # shared 1, inserted 0.5: 1 / (1 + 0.5 · 0.5); of the longer one's two words 1 in 1.5 is shared
    assert list(found) == near(like=0.8, covered=1.0, matched=1.0, topic=1 / 1.5)


def test_a_word_against_another_costs_twice_its_weight():
    found = agreed({"tho": 1.0, "chu": 0.5}, {"tho": 1.0, "vui": 0.5})

    # shared 1, replaced 0.5: 1 / (1 + 2 · 0.5)
    assert list(found) == near(like=0.5, covered=1 / 1.5, matched=1.0, replaced=0.5, topic=1 / 1.5)


def test_what_is_replaced_is_the_smaller_rest_and_the_remainder_is_inserted():
    found = agreed({"tho": 1.0, "chu": 0.5}, {"tho": 1.0, "vui": 1.0})

    # shared 1, 0.5 against 0.5, and 0.5 more on the right
    assert found.like == pytest.approx(1 / (1 + 2 * 0.5 + 0.5 * 0.5))
    assert (found.matched, found.replaced) == (1.0, 0.5)


def test_a_shared_word_counts_with_the_smaller_of_its_weights():
    assert agreed({"tho": 0.25, "chu": 1.0}, {"tho": 1.0}).matched == 0.25


def test_a_slip_is_forgiven_where_enough_of_the_rest_agrees():
    found = agreed({"tho": 1.0, "ban": 0.5}, {"tho": 1.0, "bang": 0.5})

    rest = (1 - SLIP) * 0.5  # on each side
    assert found.matched == pytest.approx(1 + SLIP * 0.5)
    assert found.replaced == pytest.approx(rest)
    assert found.topic == pytest.approx((1 + SLIP * 0.5) / 1.5)


def test_a_slip_is_not_sought_where_little_else_agrees():
    assert agreed({"ban": 1.0}, {"bang": 1.0}) == NOTHING._replace(replaced=1.0)
    # shared 0.25 is less than 0.35 of the 1 + 1 that is left
    assert agreed({"tho": 0.25, "ban": 1.0}, {"tho": 0.25, "bang": 1.0}).matched == 0.25


@pytest.mark.parametrize(
    ("left", "right"), [("12", "13"), ("lop4", "lop"), ("de", "den"), (LONG | 7, LONG | 6)]
)
def test_numbers_short_words_and_foreign_ones_have_no_slips(left, right):
    one, other = ({"tho": 1.0, "chu": 1.0, word: 0.5} for word in (left, right))

    assert (agreed(one, other).matched, agreed(one, other).replaced) == (2.0, 0.5)


def test_of_two_words_that_are_near_one_only_one_is_its_slip():
    both = {"tho": 1.0, "chu": 1.0, "bang": 0.5, "banh": 0.5}

    assert agreed({"tho": 1.0, "chu": 1.0, "ban": 0.5}, both).matched == pytest.approx(
        2 + SLIP * 0.5
    )


@given(WEIGHINGS, WEIGHINGS)
def test_titles_agree_as_their_weights_say(left, right):
    found = agreed(left, right)
    shared = set(left) & set(right)
    matched = sum(min(left[word], right[word]) for word in shared)
    rests = [sum(w for word, w in side.items() if word not in shared) for side in (left, right)]
    can_slip = any(
        OSA.distance(one, other) == 1 for one in set(left) - shared for other in set(right) - shared
    )
    if left != right and not can_slip:
        weight = matched + 2 * min(rests) + 0.5 * abs(rests[0] - rests[1])
        assert found.like == pytest.approx(matched / weight if weight else 0.0)
        assert (found.matched, found.replaced) == pytest.approx((matched, min(rests)))
    assert all(0 <= share <= 1 for share in (found.like, found.covered, found.topic))
    assert found.matched <= min(sum(left.values()), sum(right.values())) + 1e-9


def test_the_topic_is_the_four_words_that_tell_most():
    left = {"tho": 1.0, "chu": 1.0, "ban": 1.0, "sach": 1.0, "vui": 0.5, "dep": 0.5}
    # all that tells most is shared, though two lighter words are not
    assert agreed(left, left | {"nghe": 0.25}).topic == 1.0
    lighter = {word: weight for word, weight in left.items() if weight == 0.5}
    # of the left side's four nothing is shared, of the right side's two all
    assert agreed(left, lighter).topic == 0.0
