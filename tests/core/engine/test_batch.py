"""A whole register at once: pairs in order, whatever threads do, and clusters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text, clusters
from sangkien.core.engine import batch
from sangkien.core.engine.batch import clusters_of, find_pairs
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.layout import KEY_CAP, KEYS, LATE_CAP, ROW
from sangkien.core.engine.scoring import NO_FOREST, OTHER_WORK, SOMEBODY_IS_TO_LOOK, score_pairs
from tests.core.judging import judge

EDGES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30)
NAMES = [f"{family} {given}" for family in ("Lò", "Trần", "Vàng") for given in ("An", "Tư", "Páo")]
WORKS = ["bơm ngô chè", "ngô chè lúa", "chè lúa vịt", "vịt nấm bơm", "bơm ngô chè lúa"]


def extracted(count):
    """Rows and keys of `count` entries, in which works, authors and units come again and again."""
    texts = [
        Text(
            f"{WORKS[n % 5]} số {n // 35}",
            description="Bà con theo dõi qua tin nhắn và đỡ phải thức đêm canh nước. " * (n % 3),
            authors=(NAMES[n % 7 % len(NAMES)],),
            unit=f"1.{n % 4}.",
        )
        for n in range(count)
    ]
    return judge().extractor.extract(entries_of(texts))


def pairs_in(found, *, rows=None, **asked):
    shares, forest = judge().artefact.statistics.name_shares, judge().artefact.forest
    return find_pairs(found.rows if rows is None else rows, found.keys, shares, forest, **asked)


def listed(pairs):
    return list(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True))


@pytest.fixture(scope="module")
def thousand():
    return extracted(1_000)


def test_of_no_entry_there_are_no_pairs():
    pairs = pairs_in(extracted(0))

    assert (listed(pairs), pairs.points.tolist(), pairs.compared) == ([], [], 0)


def test_one_entry_meets_nobody():
    assert listed(pairs_in(extracted(1))) == []


def test_pairs_come_in_the_order_of_the_later_then_the_earlier(thousand):
    found = listed(pairs_in(thousand))

    assert len(found) > 1_000
    assert found == sorted(set(found), key=lambda pair: pair[::-1])
    assert all(earlier < later for earlier, later in found)


def test_the_points_are_those_that_each_pair_would_get_alone(thousand):
    pairs = pairs_in(thousand, correction=1.0)
    points = np.zeros(pairs.points.size)

    artefact = judge().artefact
    score_pairs(
        thousand.rows, pairs.earlier, pairs.later, artefact.statistics.name_shares,
        artefact.forest, 1.0, points,
    )  # fmt: skip

    assert pairs.points.tolist() == points.tolist()


def test_only_pairs_of_so_many_points_are_kept_and_all_are_compared(thousand):
    everything = pairs_in(thousand, at_least=-np.inf)
    strong = pairs_in(thousand, at_least=2.0)

    assert everything.compared == strong.compared == everything.points.size
    kept = everything.points >= 2.0
    assert 0 < kept.sum() < kept.size
    assert listed(strong) == [
        pair for pair, is_kept in zip(listed(everything), kept, strict=True) if is_kept
    ]


def test_the_size_of_the_register_takes_off_points(thousand):
    alone, corrected = (
        pairs_in(thousand, correction=correction, at_least=-np.inf) for correction in (0.0, 1.5)
    )

    # nobody is less than a stranger, and what stays a question stays one at any size
    free = alone.points != SOMEBODY_IS_TO_LOOK
    expected = np.maximum(alone.points - 1.5, OTHER_WORK)
    assert corrected.points[free] == pytest.approx(expected[free])
    assert corrected.points[~free].max() == SOMEBODY_IS_TO_LOOK
    assert corrected.points[~free].min() >= SOMEBODY_IS_TO_LOOK - 1.5
    assert alone.points.min() == OTHER_WORK < alone.points.max()


@pytest.mark.parametrize("at_a_time", [1, 7, 333, 8_192])
def test_however_many_threads_share_the_work_the_pairs_are_the_same(
    at_a_time, thousand, monkeypatch
):
    once = pairs_in(thousand)
    monkeypatch.setattr(batch, "_ENTRIES_AT_A_TIME", at_a_time)
    told = []

    shared = pairs_in(thousand, progress=told.append)

    assert [part.tolist() for part in shared[:3]] == [part.tolist() for part in once[:3]]
    assert shared.compared == once.compared
    assert sum(told) == 1_000


def test_more_pairs_than_there_was_room_for_at_first_are_kept():
    keys = np.zeros((60, KEYS), np.uint64)
    keys[:, 0] = 3  # all meet under it
    rows = np.tile(np.arange(ROW, dtype=np.uint64), (60, 1))

    pairs = find_pairs(rows, keys, np.ones(4096, np.float32), NO_FOREST)

    # 1,770 pairs of one part, each of rows that are the same to the last number
    assert listed(pairs) == [(one, other) for other in range(60) for one in range(other)]
    assert pairs.points.tolist() == [np.inf] * 1_770


def test_ten_thousand_identical_entries_are_compared_with_the_earliest_only():
    one = extracted(1)
    count = 10_000
    rows, keys = np.repeat(one.rows, count, axis=0), np.repeat(one.keys, count, axis=0)

    pairs = pairs_in(one._replace(rows=rows, keys=keys))

    assert pairs.compared == len(listed(pairs)) <= count * KEY_CAP
    assert set(listed(pairs)) == {
        (a, b) for b in range(count) for a in range(b if b < KEY_CAP else LATE_CAP)
    }
    assert not clusters_of(count, pairs.earlier, pairs.later).any()  # all are copies of the first


@given(EDGES)
def test_clusters_are_those_of_plain_python_named_after_their_first(edges):
    earlier, later = (np.array([edge[side] for edge in edges], np.int64) for side in (0, 1))
    expected = {entry: min(cluster) for cluster in clusters(edges) for entry in cluster}

    found = clusters_of(21, earlier, later).tolist()

    assert found == [expected.get(entry, entry) for entry in range(21)]


def test_a_chain_is_one_cluster_however_long():
    count = 100_000
    order = np.random.default_rng(1).permutation(count - 1)

    assert not clusters_of(count, order, order + 1).any()


def test_without_pairs_each_entry_stands_alone():
    nobody = np.zeros(0, np.int64)

    assert clusters_of(3, nobody, nobody).tolist() == [0, 1, 2]
    assert clusters_of(0, nobody, nobody).tolist() == []
