"""The measures: worked out by hand on five entries, and by brute force on drawn ones."""

from itertools import combinations

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.engine.generate import write
from bench.engine.measures import (
    Bin,
    Labels,
    Pairs,
    Score,
    b_cubed,
    calibration,
    clusters_of,
    fallen_for,
    false_alarms,
    false_pairs,
    measured,
    pair_recall_by_kind,
    pair_score,
    recall_by_kind,
    true_pairs,
)

# 0 was copied as 2 and 4; 1 has a namesake 3, which is another work
LABELS = Labels(
    np.array([0, 1, 0, 3, 0]),
    np.array(["original", "original", "exact", "same_title_other_author", "telex"]),
    np.array([-1, -1, 0, 1, 0]),
)


def pairs(*said):
    a, b, probability = zip(*said, strict=True) if said else ((), (), ())
    return Pairs.of(np.array(a, int), np.array(b, int), np.array(probability), LABELS.size)


def test_pairs_have_one_form_whatever_order_and_repetition_they_come_in():
    found = pairs((4, 0, 0.6), (0, 2, 0.5), (0, 4, 0.9), (1, 3, 0.49), (3, 3, 1.0))

    assert list(zip(found.a, found.b, found.probability, strict=True)) == [(0, 2, 0.5), (0, 4, 0.9)]


def test_precision_and_recall_are_of_pairs():
    # true pairs: 0-2, 0-4, 2-4; two of them found among four
    score = pair_score(LABELS, pairs((0, 2, 0.9), (2, 4, 0.9), (1, 3, 0.9), (0, 1, 0.6)))

    assert score == Score(2 / 4, 2 / 3)
    assert score.f1 == pytest.approx(4 / 7)


def test_what_is_a_share_of_nothing_is_none_and_finding_nothing_right_is_zero():
    assert pair_score(LABELS, pairs()) == Score(None, 0.0)
    assert pair_score(LABELS, pairs()).f1 is None
    assert pair_score(LABELS, pairs((0, 1, 0.8))).f1 == 0.0


def test_recall_of_a_kind_asks_for_the_pair_with_the_source():
    found = pairs((0, 2, 0.9), (2, 4, 0.9))

    assert recall_by_kind(LABELS, found, ["exact", "telex", "nfd"]) == {
        "exact": 1.0,
        "telex": 0.0,
        "nfd": None,
    }


def test_recall_of_a_kind_by_pairs_asks_for_copies_of_one_source_too():
    found = pairs((0, 2, 0.9), (2, 4, 0.9))

    # the true pairs of exact are 0-2 and 2-4, those of telex 0-4 and 2-4
    assert pair_recall_by_kind(LABELS, found, ["exact", "telex"]) == {"exact": 1.0, "telex": 0.5}


def test_b_cubed_is_averaged_over_entries():
    # predicted {0, 1, 2}, {3}, {4}; right together: 2 of 3 (for 0 and 2), 1 of 3 (for 1), 1, 1
    score = b_cubed(LABELS, np.array([0, 0, 0, 3, 4]))

    assert score.precision == pytest.approx((2 / 3 + 1 / 3 + 2 / 3 + 1 + 1) / 5)
    assert score.recall == pytest.approx((2 / 3 + 1 + 2 / 3 + 1 + 1 / 3) / 5)


def test_an_alarm_is_false_for_the_original_that_was_filed_later():
    # 1 is told to repeat 0; 0 itself is warned of nothing, 3 is no original
    assert false_alarms(LABELS, pairs((0, 1, 0.7), (1, 3, 0.7), (0, 2, 0.9))) == 1 / 2
    assert false_alarms(LABELS, pairs((1, 3, 0.7))) == 0.0


def test_false_pairs_are_counted_by_the_trap_they_fell_into():
    found = false_pairs(
        LABELS, pairs((1, 3, 0.7), (0, 1, 0.7), (0, 2, 0.9)), ["same_title_other_author", "series"]
    )

    assert found == {"same_title_other_author": 1, "series": 0, "": 1}


def test_a_planted_title_is_fallen_for_when_it_is_paired_with_its_source():
    assert fallen_for(LABELS, pairs((1, 3, 0.7))) == 1.0
    assert fallen_for(LABELS, pairs((0, 3, 0.7))) == 0.0


def test_calibration_sets_what_was_said_beside_what_is_true():
    found = calibration(LABELS, pairs((0, 2, 0.5), (0, 1, 0.69), (1, 3, 0.9), (0, 4, 1.0)))

    assert found == [
        Bin(0.5, 2, pytest.approx(0.595), 0.5),
        Bin(0.7, 0, None, None),
        Bin(0.9, 1, 0.9, 0.0),
        Bin(0.99, 1, 1.0, 1.0),
    ]


def test_the_true_pairs_themselves_measure_perfectly():
    a, b = true_pairs(LABELS)
    truth = Pairs.of(a, b, np.ones(len(a)), LABELS.size)
    report = measured(LABELS, truth, ["exact", "telex"], ["same_title_other_author"])

    assert (report.pairs, report.b_cubed) == (Score(1.0, 1.0), Score(1.0, 1.0))
    assert report.recall == report.pair_recall == {"exact": 1.0, "telex": 1.0}
    assert (report.false_alarms, report.same_title_fallen_for) == (0.0, 0.0)
    assert report.false_pairs == {"same_title_other_author": 0, "": 0}


def test_labels_are_read_from_a_generated_file(tmp_path):
    write(tmp_path / "entries.parquet", 200, seed=3)
    rows = pq.read_table(tmp_path / "entries.parquet").to_pylist()

    labels = Labels.read(tmp_path / "entries.parquet")

    found = zip(labels.cluster, labels.kind, labels.source, strict=True)
    assert list(found) == [(row["cluster"], row["kind"], row["source"]) for row in rows]


ids = st.integers(0, 11)
said = st.lists(st.tuples(ids, ids, st.floats(0, 1)), max_size=30)
clusters = st.lists(st.integers(0, 5), min_size=12, max_size=12)


@given(clusters, said)
def test_pair_scores_are_those_of_sets_of_pairs(cluster, predicted):
    labels = Labels(np.array(cluster), np.array(["original"] * 12), np.full(12, -1))
    found = Pairs.of(*map(np.array, zip(*predicted, (0, 0, 0.0), strict=True)), 12)
    wanted = {(a, b) for a, b in combinations(range(12), 2) if cluster[a] == cluster[b]}
    given_pairs = {(min(a, b), max(a, b)) for a, b, p in predicted if p >= 0.5 and a != b}
    right = len(wanted & given_pairs)

    assert set(zip(*true_pairs(labels), strict=True)) == wanted
    assert set(zip(found.a, found.b, strict=True)) == given_pairs
    assert pair_score(labels, found) == Score(
        right / len(given_pairs) if given_pairs else None, right / len(wanted) if wanted else None
    )


@given(said)
def test_clusters_are_what_pairs_join_over_however_many_steps(predicted):
    found = Pairs.of(*map(np.array, zip(*predicted, (0, 0, 0.0), strict=True)), 12)
    least = list(range(12))
    for _ in range(12):
        for a, b in zip(found.a, found.b, strict=True):
            least[a] = least[b] = min(least[a], least[b])

    assert clusters_of(found, 12).tolist() == least


@given(clusters, clusters)
def test_b_cubed_is_that_of_sets_of_entries(cluster, predicted):
    labels = Labels(np.array(cluster), np.array(["original"] * 12), np.full(12, -1))

    def with_entry(numbers, entry):
        return {other for other in range(12) if numbers[other] == numbers[entry]}

    both = [(with_entry(cluster, e), with_entry(predicted, e)) for e in range(12)]
    score = b_cubed(labels, np.array(predicted))
    assert score.precision == pytest.approx(sum(len(t & p) / len(p) for t, p in both) / 12)
    assert score.recall == pytest.approx(sum(len(t & p) / len(t) for t, p in both) / 12)
