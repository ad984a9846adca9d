"""The batch in parts finds what the batch finds, however many parts there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.layout import KEYS, ROW
from sangkien.core.engine.meeting import KEY_CAP
from sangkien.core.engine.parts import (
    Candidates,
    Lists,
    compared,
    counted,
    met_by_key,
    part_of,
    postings,
)
from sangkien.core.engine.scoring import NO_FOREST

# few numbers, so that entries meet; the odd ones are enough alone
NUMBERS = st.sampled_from([0, 2, 3, 4, 6, 7, 256, (1 << 32) + 3, (1 << 40) - 1, (1 << 40) - 2])
MATRICES = st.lists(st.lists(NUMBERS, min_size=4, max_size=4), max_size=12)
SHARES = np.ones(4096, np.float32)


def keyed(rows):
    """A matrix of keys, as wide as they are."""
    found = np.zeros((len(rows), KEYS), np.uint64)
    for place, keys in enumerate(rows):
        found[place, : len(keys)] = keys
    return found


def candidates_in(keys, entries, parts, shuffled):
    """The candidates of all parts, each of which sees its own alone and in any order."""
    held, holders = postings(keys[shuffled], entries[shuffled])
    of_key = part_of(held, parts)
    met = [met_by_key(held[of_key == n], holders[of_key == n], parts) for n in range(parts)]
    found = [counted(lists_of(met, n, parts)) for n in range(parts)]
    return Candidates(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def lists_of(met, part, parts):
    """The lists of the later entries of one part, gathered from all keys."""
    later, keys, sizes = (np.concatenate([lists[n] for lists in met]) for n in range(3))
    earlier = np.split(np.concatenate([lists.earlier for lists in met]), np.cumsum(sizes)[:-1])
    chosen = np.flatnonzero(part_of(later, parts) == part)
    flat = np.concatenate([np.zeros(0, np.int64), *(earlier[n] for n in chosen)])
    return Lists(later[chosen], keys[chosen], sizes[chosen], flat)


def met_at_once(keys):
    rows = np.zeros((len(keys), ROW), np.uint64)
    found = find_pairs(rows, keys, SHARES, NO_FOREST, at_least=-np.inf)
    return sorted(zip(found.earlier.tolist(), found.later.tolist(), strict=True))


@given(MATRICES, st.integers(1, 7), st.randoms(use_true_random=False))
def test_however_many_parts_the_same_entries_are_compared(rows, parts, random):
    order = random.sample(range(len(rows)), len(rows))
    entries = np.arange(len(rows)) * 1000 + (1 << 41)  # numbers with gaps, and large ones

    found = candidates_in(keyed(rows), entries, parts, np.array(order, np.int64))

    pairs = sorted(zip(found.earlier.tolist(), found.later.tolist(), strict=True))
    assert pairs == [
        (int(entries[one]), int(entries[other])) for one, other in met_at_once(keyed(rows))
    ]


@given(MATRICES)
def test_a_pair_goes_where_the_least_of_its_shared_keys_goes(rows):
    found = candidates_in(keyed(rows), np.arange(len(rows)), 3, np.arange(len(rows)))

    assert found.keys.tolist() == [
        min(set(rows[one]) & set(rows[other]) - {0})
        for one, other in zip(found.earlier.tolist(), found.later.tolist(), strict=True)
    ]


@pytest.mark.parametrize("parts", [1, 3])
def test_of_a_popular_key_the_earliest_holders_meet_whatever_order_they_come_in(parts):
    keys = keyed([[3]] * (KEY_CAP + 6))
    backwards = np.arange(len(keys))[::-1]

    found = candidates_in(keys, np.arange(len(keys)), parts, backwards)

    assert len(found.later) == KEY_CAP * (KEY_CAP - 1) // 2
    assert found.later.max() == KEY_CAP - 1


def test_a_key_that_an_entry_has_twice_counts_once():
    found = candidates_in(keyed([[2, 2], [2, 2]]), np.arange(2), 1, np.arange(2))

    assert found.later.tolist() == []


def test_numbers_that_follow_each_other_are_spread_over_all_parts():
    sizes = np.bincount(part_of(np.arange(100_000), 50), minlength=50)

    assert (sizes.min() > 1_900, sizes.max() < 2_100) == (True, True)


def test_rows_may_come_in_any_order():
    rows = np.zeros((3, ROW), np.uint64)
    rows[:2] = 1  # two are equal, the third is not
    entries = np.array([30, 10, 20])

    points = compared(
        rows,
        entries,
        np.array([10, 10, 20]),
        np.array([30, 20, 30]),
        frequencies=SHARES,
        forest=NO_FOREST,
        correction=0.0,
    )

    assert np.isinf(points).tolist() == [True, False, False]
