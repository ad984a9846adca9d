"""Sketches of descriptions: what goes in, and how near they come to the true likeness."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from sangkien.core.engine.descriptions import (
    BANDS,
    ROOM_FOR_RUNS,
    STOCK_BITS,
    bins_that_agree,
    is_stock,
    note_runs,
    run_of,
    share_of,
    sketch,
    write_sketch,
)
from sangkien.core.engine.layout import BINS, SKETCH_WORDS
from sangkien.core.engine.letters import packed
from sangkien.core.engine.titles import Spoken
from sangkien.core.engine.words import Part

NOTHING = (1 << 64) - 1
NO_STOCK = np.zeros((1 << STOCK_BITS) // 8, np.uint8)
ALL_STOCK = np.full_like(NO_STOCK, 255)
NO_TITLE = np.zeros(ROOM_FOR_RUNS, np.uint64)


def said(words, common=()):
    """Words as a text that was read; all tell but the `common` ones."""
    codes = np.array([packed(word) for word in words], np.uint64)
    parts = np.array([0 if word in common else Part.TELLING for word in words], np.uint32)
    size = len(words)
    return Spoken(
        codes, np.ones(size, np.float32), parts, np.zeros(size, np.int32), np.zeros(size, np.uint8)
    )


def sketched(words, *, title=NO_TITLE, stock=NO_STOCK, common=()):
    """How many runs were read, the bins and the bands."""
    bins, bands = np.zeros(BINS, np.uint64), np.zeros(BANDS, np.uint64)
    read = sketch(said(words, common), len(words), title, stock, bins, bands)
    return read, bins, bands


def in_bits(bins):
    row = np.zeros(SKETCH_WORDS, np.uint64)
    write_sketch(bins, row)
    return row


def likeness(left, right):
    one, other = (in_bits(sketched(words)[1]) for words in (left, right))
    return share_of(*bins_that_agree(one, other))


def runs(words):
    return set(zip(words, words[1:], words[2:], strict=False))


def run_number(run):
    return int(run_of(*(np.uint64(packed(word)) for word in run)))


def noted(title):
    table = np.full(ROOM_FOR_RUNS, 7, np.uint64)
    note_runs(said(title), len(title), table)
    return table


def drawn(random, count):
    return ["".join(random.choices("aeghinotuxy", k=4)) for _ in range(count)]


def test_a_run_is_known_by_its_words_in_their_order():
    orders = [("a", "b", "c"), ("a", "c", "b"), ("b", "a", "c"), ("c", "b", "a"), ("a", "b", "b")]

    assert len({run_number(run) for run in orders}) == len(orders)
    assert run_number(orders[0]) == run_number(("a", "b", "c"))
    assert all(run_number(run) >> 63 for run in orders)  # 0 is no run


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (90, 88)])
def test_a_text_has_a_run_at_each_word_from_the_third_on(count, expected):
    words = drawn(Random(1), count)

    read, bins, bands = sketched(words)

    assert read == expected
    # what was there before is gone, and each run is in one bin and led one band at the most
    assert (bins != NOTHING).sum() <= expected
    assert (bands != NOTHING).sum() <= min(expected, BANDS)
    assert bool((bins != NOTHING).any()) == (expected > 0)


def test_the_order_of_the_sentences_does_not_count_but_where_they_meet():
    one, other = drawn(Random(1), 200), drawn(Random(2), 200)

    there, back = sketched([*one, *other])[1], sketched([*other, *one])[1]

    assert (there != back).sum() <= 4  # four of the 398 runs stand across the border


def test_runs_of_common_words_only_say_nothing():
    words = ["a", "b", "c", "xin", "a", "b", "c"]

    # of the five runs three hold the word that tells
    assert sketched(words, common=set("abc"))[0] == 3
    assert sketched(words[:3], common=set("abc"))[0] == 0


def test_runs_of_the_title_say_nothing():
    title = ["ren", "chu", "dep", "lop"]
    words = ["toi", *title, "nay"]

    read, bins, _ = sketched(words, title=noted(title))

    assert read == 2  # "toi ren chu" and "dep lop nay"
    assert sketched(title, title=noted(title))[0] == 0
    assert sketched(title, title=noted(["ren", "chu"]))[0] == 2
    assert (bins != NOTHING).sum() == 2


def test_a_title_of_as_many_words_as_are_read_has_room_for_its_runs():
    words = drawn(Random(3), 256)
    table = noted(words)

    assert set(table[table > 0].tolist()) == {run_number(run) for run in runs(words)}
    assert sketched(words, title=table)[0] == 0


def test_of_stock_runs_a_quarter_is_kept_and_none_leads_a_band():
    words = drawn(Random(4), 4_000)
    kept = [run for run in runs(words) if run_number(run) >> 40 & 3 == 0]

    read, bins, bands = sketched(words, stock=ALL_STOCK)

    assert read == len(kept)
    assert 0.22 < read / len(runs(words)) < 0.28
    assert (bins != NOTHING).any()
    assert (bands == NOTHING).all()


def test_a_run_is_stock_just_if_its_bit_is_set():
    numbers = [run_number(run) for run in pairwise3(drawn(Random(5), 60))]
    stock = NO_STOCK.copy()
    for number in numbers[::2]:
        place = number & (1 << STOCK_BITS) - 1
        stock[place >> 3] |= 1 << (place & 7)

    found = [is_stock(np.uint64(number), stock) for number in numbers]

    assert found == [True, False] * 29


def pairwise3(words):
    return [(a, b, c) for (a, b), (_, c) in pairwise(pairwise(words))]


def test_an_empty_bin_is_written_as_nothing_and_no_other_is():
    bins = np.full(BINS, NOTHING, np.uint64)
    bins[[0, 17, 255]] = [0, 123, NOTHING - 1]

    written = in_bits(bins)

    filled = [place for place in range(BINS) if int(written[place // 16]) >> 4 * (place % 16) & 15]
    assert filled == [0, 17, 255]


def test_every_value_of_four_bits_but_nothing_is_used():
    bins = np.random.default_rng(1).integers(0, NOTHING, BINS, np.uint64)

    written = in_bits(bins)

    values = [int(word) >> 4 * place & 15 for word in written for place in range(16)]
    assert set(values) == set(range(1, 16))


def test_bins_that_are_empty_on_both_sides_are_no_agreement():
    one, other = np.full(BINS, NOTHING, np.uint64), np.full(BINS, NOTHING, np.uint64)
    one[:6], other[:4] = 5, 5
    one[4], other[200] = 9, 9

    # four the same; two on the left alone and one on the right
    assert bins_that_agree(in_bits(one), in_bits(other)) == (4, 7)
    assert bins_that_agree(in_bits(one), in_bits(one)) == (6, 6)


@pytest.mark.parametrize("seed", range(5))
def test_bins_are_counted_as_one_would_count_them_by_hand(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 4, (2, BINS))  # so many are empty or the same
    rows = np.zeros((2, SKETCH_WORDS), np.uint64)
    for side in (0, 1):
        for place in range(BINS):
            rows[side, place // 16] |= np.uint64(int(values[side, place]) << 4 * (place % 16))

    filled = (values > 0).any(axis=0)
    assert bins_that_agree(*rows) == ((values[0] == values[1])[filled].sum(), filled.sum())


@pytest.mark.parametrize(
    ("equal", "filled", "share"),
    [(0, 0, 0.0), (256, 256, 1.0), (0, 256, 0.0), (10, 150, 0.0), (7, 15, 3 / 7), (-6, 256, 0.0)],
)
def test_what_agrees_by_luck_is_taken_off(equal, filled, share):
    # one bin in fifteen is equal by luck: of 7 in 15 that is one, and 6 in 14 are the share
    assert share_of(equal, filled) == pytest.approx(share)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_sketch_comes_near_the_true_share_of_common_runs(seed, share):
    random = Random(f"{seed} {share}")
    common = drawn(random, int(600 * share))
    left, right = (common + drawn(random, 600 - len(common)) for _ in range(2))
    exact = len(runs(left) & runs(right)) / len(runs(left) | runs(right))

    # the standard error of 256 bins of four bits is 0.034 at the most; three of them
    assert likeness(left, right) == pytest.approx(exact, abs=0.1)


def test_over_many_pairs_the_sketch_errs_to_neither_side():
    random, errors = Random(6), []
    for _ in range(60):
        common = drawn(random, 200)
        left, right = (common + drawn(random, 200) for _ in range(2))
        errors.append(
            likeness(left, right) - len(runs(left) & runs(right)) / len(runs(left) | runs(right))
        )

    assert abs(sum(errors) / len(errors)) < 0.02
    assert np.std(errors) < 0.05


def test_copies_with_few_words_changed_share_the_leader_of_a_band():
    random, met = Random(7), 0
    for _ in range(50):
        left = drawn(random, 150)
        right = [word if random.random() < 0.97 else "xoa" for word in left]
        one, other = sketched(left)[2], sketched(right)[2]
        met += bool((one == other)[one != NOTHING].any())

    assert met == 50
