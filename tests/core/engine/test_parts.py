"""The batch in parts finds what the batch finds, however many parts there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine import parts as in_parts
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.layout import KEY_CAP, KEYS, LATE_CAP, ROW
from sangkien.core.engine.parts import (
    Candidates,
    Visits,
    compared,
    counted,
    met_by_key,
    part_of,
    postings,
)
from sangkien.core.engine.scoring import NO_FOREST

# few numbers, so that entries meet; the odd ones are enough alone
NUMBERS = st.sampled_from([0, 2, 3, 4, 6, 7, 256, (1 << 32) + 3, (1 << 36) - 1, (1 << 36) - 2])
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
    found = [counted(visits_of(met, n, parts)) for n in range(parts)]
    return Candidates(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def each_visit(met):
    """Of each visit the key, the hosts and the visitors."""
    for visits in met:
        hosts = np.split(visits.hosts, np.cumsum(visits.host_counts)[:-1])
        visitors = np.split(visits.visitors, np.cumsum(visits.visitor_counts)[:-1])
        yield from zip(visits.keys, hosts, visitors, strict=False)


def visits_of(met, part, parts):
    """The visits of the later entries of one part, gathered from all keys."""
    chosen = [visit for visit in each_visit(met) if part_of(visit[2], parts)[0] == part]
    assert all((part_of(visitors, parts) == part).all() for _, _, visitors in chosen)
    nothing = np.zeros(0, np.int64)
    return Visits(
        np.array([key for key, _, _ in chosen], np.uint64),
        np.array([hosts.size for _, hosts, _ in chosen], np.int64),
        np.array([visitors.size for _, _, visitors in chosen], np.int64),
        np.concatenate([nothing, *(hosts for _, hosts, _ in chosen)]),
        np.concatenate([nothing, *(visitors for _, _, visitors in chosen)]),
    )


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
def test_of_a_popular_key_all_meet_its_earliest_holders_whatever_order_they_come_in(parts):
    keys = keyed([[3]] * (3 * KEY_CAP))
    backwards = np.arange(len(keys))[::-1]

    found = candidates_in(keys, np.arange(len(keys)), parts, backwards)

    assert sorted(zip(found.later.tolist(), found.earlier.tolist(), strict=True)) == [
        (visitor, host)
        for visitor in range(len(keys))
        for host in range(visitor if visitor < KEY_CAP else LATE_CAP)
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("parts", [1, 5])
def test_a_crowd_many_times_the_cap_meets_as_in_the_batch(seed, parts):
    chance = np.random.default_rng(seed)
    keys = keyed(chance.choice([0, 2, 3, 4, 6, 7, 256], (6 * KEY_CAP, 3)))

    found = candidates_in(keys, np.arange(len(keys)), parts, chance.permutation(len(keys)))

    pairs = zip(found.earlier.tolist(), found.later.tolist(), strict=True)
    assert sorted(pairs) == met_at_once(keys)


def test_the_hosts_of_a_popular_key_are_handed_to_each_part_once():
    held, holders = postings(keyed([[3]] * 1_000), np.arange(1_000))

    visits = met_by_key(held, holders, 2)

    assert visits.host_counts.tolist() == [KEY_CAP, KEY_CAP]
    assert visits.visitor_counts.sum() == 999


def test_a_crowd_of_copies_is_compared_in_several_parts(monkeypatch):
    monkeypatch.setattr(in_parts, "_CROWD", 100)
    keys = keyed([[3]] * 1_000)

    found = candidates_in(keys, np.arange(1_000), 4, np.arange(1_000))

    of_part = np.bincount(part_of(found.keys, 4), minlength=4)
    assert (of_part.sum(), of_part.max() <= 6_000) == (
        KEY_CAP * (KEY_CAP - 1) // 2 + (1_000 - KEY_CAP) * LATE_CAP,
        True,
    )


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
