"""Who meets whom, against a plain search through all pairs."""

from collections import Counter, defaultdict
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.kept import is_lone
from sangkien.core.engine.layout import KEY_CAP, KEYS, LATE_CAP
from sangkien.core.engine.meeting import meet, meetings
from sangkien.core.engine.probing import worth_comparing

LARGEST = (1 << 36) - 1
# few numbers, so that entries meet; some of one first part; the odd ones are enough alone
NUMBERS = st.sampled_from([0, 2, 3, 4, 6, 7, 256, 1 << 32, (1 << 32) + 3, LARGEST, LARGEST - 1])
ROWS = st.lists(NUMBERS, min_size=4, max_size=4)
MATRICES = st.lists(ROWS, max_size=12)


def keyed(rows):
    """A matrix of keys, as wide as they are."""
    found = np.zeros((len(rows), KEYS), np.uint64)
    for place, keys in enumerate(rows):
        found[place, : len(keys)] = keys
    return found


def met_in(rows):
    """The pairs that are to be compared, earlier first."""
    where = meetings(keyed(rows))
    counts, met = np.zeros(len(rows), np.uint8), np.zeros(KEYS * KEY_CAP, np.int32)
    pairs = []
    for entry in range(len(rows)):
        kept = meet(entry, where, counts, met)
        pairs += [(int(other), entry) for other in met[:kept]]
        assert not counts.any()
    return pairs


def holders_of(rows):
    """The entries that hold each key, earliest first."""
    found = defaultdict(list)
    for entry, keys in enumerate(rows):
        for key in set(keys) - {0}:
            found[key].append(entry)
    return found


def met_by_hand(rows):
    """The earliest holders meet each other; who comes later meets few, and at lone keys only."""
    worth = Counter()
    for key, holders in holders_of(rows).items():
        hosts, late = holders[:KEY_CAP], holders[KEY_CAP:]
        met = [*combinations(hosts, 2), *(product(hosts[:LATE_CAP], late) if is_lone(key) else ())]
        for pair in met:
            worth[pair] += 2 if is_lone(key) else 1
    return sorted(pair for pair, found in worth.items() if found > 1)


def met_online(rows):
    """The same as the register does it: each entry asks for the hosts of its keys."""
    hosts = {key: holders[:KEY_CAP] for key, holders in holders_of(rows).items()}
    return sorted(
        (other, entry)
        for entry, keys in enumerate(rows)
        for other in worth_comparing(set(keys) - {0}, hosts, visitor=entry)
        if other < entry
    )


@given(MATRICES)
def test_those_meet_who_share_a_key_that_is_enough_alone_or_two_others(rows):
    found = met_in(rows)

    assert sorted(found) == met_by_hand(rows)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("seed", range(20))
def test_a_crowd_many_times_the_cap_meets_as_the_rule_says_in_the_batch_and_in_the_register(seed):
    chance = np.random.default_rng(seed)
    rows = chance.choice([0, 2, 3, 4, 6, 7, 256, 1 << 32], (6 * KEY_CAP, 3)).tolist()

    expected = met_by_hand(rows)

    assert max(map(len, holders_of(rows).values())) > KEY_CAP
    assert sorted(met_in(rows)) == expected
    assert met_online(rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([[3]], []),
        ([[3], [3]], [(0, 1)]),
        ([[2], [2]], []),  # one key that is not enough alone
        ([[2, 4], [2, 4]], [(0, 1)]),
        ([[2, 2], [2, 2]], []),  # one key held twice is one key
        ([[3, 3], [3, 3]], [(0, 1)]),
        ([[0, 0], [0, 0]], []),  # no key is not a key
        ([[2, 4], [2], [4]], []),
        ([[2, 4], [4, 2], [2, 6], [6, 4]], [(0, 1)]),
        ([[3], [5], [3, 5]], [(0, 2), (1, 2)]),
        ([[LARGEST], [LARGEST - 2], [LARGEST]], [(0, 2)]),
        ([[1 << 32 | 3], [3]], []),  # the same rest, another first part
    ],
)
def test_who_meets_whom(rows, expected):
    assert met_in(rows) == expected


@pytest.mark.parametrize("key", [3, LARGEST])
def test_who_comes_late_to_a_key_that_is_enough_alone_meets_the_first_of_its_hosts(key):
    rows = [[key]] * 200

    assert met_in(rows) == [
        (host, visitor)
        for visitor in range(200)
        for host in range(visitor if visitor < KEY_CAP else LATE_CAP)
    ]


def test_who_comes_when_two_common_keys_are_full_meets_nobody_there():
    rows = [[2, 4]] * KEY_CAP + [[2, 4], [4, 2]]

    assert [pair for pair in met_in(rows) if pair[1] >= KEY_CAP] == []


def test_two_copies_meet_by_two_common_keys_only_while_both_are_hosts():
    rows = [[2]] * KEY_CAP + [[2, 4], [4, 2]]

    assert met_in(rows) == met_in(rows[1:]) == []
    assert met_in(rows[2:]) == [(KEY_CAP - 2, KEY_CAP - 1)]


def test_strangers_with_other_keys_change_nothing_wherever_they_stand():
    rows = [[2, 4], [3], [2, 4], [3]]
    among = [[100], *rows, [102, 104]]

    assert met_in(among) == [(left + 1, right + 1) for left, right in met_in(rows)]


def test_a_meeting_place_is_a_key_of_several_and_is_told_earliest_first():
    where = meetings(keyed([[3, 8], [6], [3, 6], [10], [3]]))

    hosts = [
        where.hosts[start:end].tolist()
        for start, end in zip(where.starts, where.starts[1:], strict=False)
    ]
    assert sorted(hosts) == [[0, 2, 4], [1, 2]]
    assert where.firsts.tolist() == [0, 1, 2, 4, 4, 5]


def test_the_numbers_of_entries_may_be_wide():
    # a batch has millions of entries: the number stands beside the rest of the key
    rows = keyed([[3]] + [[]] * 70_000 + [[3]])

    where = meetings(rows)

    assert where.hosts.tolist() == [0, 70_001]
    assert where.firsts[-1] == 2


def test_an_entry_meets_at_most_so_many_as_its_keys_have_room_for():
    keys = [3 + 2 * place for place in range(KEYS)]
    # each key is held by others, and the last of all holds every one
    rows = [[key] for key in keys for _ in range(KEY_CAP - 1)] + [keys]

    last = [pair for pair in met_in(rows) if pair[1] == len(rows) - 1]
    assert len(last) == KEYS * (KEY_CAP - 1)
