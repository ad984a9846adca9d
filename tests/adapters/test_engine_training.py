"""Learning from a few thousand generated entries, of which it is known who copied whom."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.engine.generate import tables
from sangkien.adapters import engine_training
from sangkien.adapters.engine_artefact import save
from sangkien.adapters.engine_tables import entries_of_table
from sangkien.adapters.engine_training import (
    NOBODY_DECIDED,
    Decided,
    Examples,
    Step,
    TooFew,
    learn,
    trained,
)
from sangkien.core.duplicates import Text
from sangkien.core.engine.artefact import MARK_LENGTH, number_of, version_of
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.fields import AGREEMENTS, RISING, SCORED, Field
from sangkien.core.engine.scoring import judged, points_of_all

# what the module makes is made once, not once a runner
pytestmark = pytest.mark.xdist_group("training")

COUNT, SEED = 3_000, 7
NAME, PROVENANCE = "small", {"data": f"bench.engine, {COUNT} entries, seed {SEED}"}
WORK = Text("Bơm nước lên nương chè", authors=("Lò Văn Tư",), workplace="Trạm", unit="1.")
OTHER = replace(WORK, title="Bơm nước lên nương ngô dốc")


@pytest.fixture(scope="module")
def labelled():
    """Entries, and of each the first of its cluster."""
    (table,) = tables(COUNT, SEED)
    return entries_of_table(table), table.column("cluster").to_numpy()


@pytest.fixture(scope="module")
def learned(labelled):
    told = []
    artefact = learn(*labelled, name=NAME, provenance=PROVENANCE, seed=SEED, told=told.append)
    return artefact, told


def test_too_few_pairs_are_refused_with_how_many_there_are_and_decisions_count():
    titles = [f"Rèn chữ đẹp lớp {n // 2}" for n in range(20)]
    table = pa.table({"title": titles})
    clusters = np.arange(20) // 2
    decided = Decided([WORK] * 5, [OTHER] * 5, [True, True, True, False, False])

    found = []
    for each in (NOBODY_DECIDED, decided):
        with pytest.raises(TooFew) as refused:
            learn(entries_of_table(table), clusters, name=NAME, provenance={}, decided=each)
        found.append((refused.value.copies, refused.value.strangers))

    (copies, strangers), more = found
    assert copies == 10
    assert more == (copies + 3, strangers + 2)


def examples(count=4_000, seed=1):
    """Agreements of which the likeness of titles and descriptions mostly says what they are."""
    random = np.random.default_rng(seed)
    found = random.random((count, AGREEMENTS))
    found[:, Field.NAMED] = random.integers(0, 5, count)
    sure = found[:, Field.LIKE] + found[:, Field.DESCRIPTION] + random.normal(0, 0.2, count)
    return Examples(found, sure > 1, np.ones(count))


def test_the_steps_are_told_in_their_order(learned):
    assert learned[1] == [Step.COUNTING, Step.MEETING, Step.LEARNING]


def test_an_artefact_says_its_version_its_size_and_where_it_came_from(learned):
    artefact, _ = learned

    name, _, mark = artefact.version.rpartition("-")
    assert (name, len(mark)) == (version_of(NAME), MARK_LENGTH)
    assert artefact.statistics.version == number_of(artefact.version)
    assert (artefact.provenance, artefact.forest.trained_on) == (PROVENANCE, COUNT)
    assert {"lop", "hoc", "sinh"} < set(artefact.weights)


def test_most_planted_copies_are_found_and_hardly_anything_else(labelled, learned):
    entries, clusters = labelled
    artefact, _ = learned
    rows, keys = Engine(artefact).extractor.extract(entries)

    found = find_pairs(rows, keys, artefact.statistics.name_shares, artefact.forest)

    copies = {at for at, first in enumerate(clusters) if first != at}
    same = clusters[found.earlier] == clusters[found.later]
    assert len(copies) == 0.08 * COUNT
    assert len(copies & set(found.later[same].tolist())) >= 0.85 * len(copies)
    assert (~same).sum() <= 0.05 * same.sum()


def test_the_same_entries_and_seed_give_the_same_artefact(labelled, learned, tmp_path):
    again = learn(*labelled, name=NAME, provenance=PROVENANCE, seed=SEED)

    save(learned[0], tmp_path / "a.npz")
    save(again, tmp_path / "b.npz")

    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_more_agreement_never_lowers_what_was_learned(learned):
    forest = learned[0].forest
    agreements = examples(300).agreements
    for field in list(Field)[:RISING]:
        nearer = agreements.copy()
        nearer[:, field] += 0.3

        raised = [
            judged(after, forest, 0.0) - judged(before, forest, 0.0)
            for before, after in zip(agreements, nearer, strict=True)
        ]

        assert min(raised) >= 0, field.name


def plain(forest):
    """The trees alone, without what was observed at their points."""
    return forest._replace(raw=np.array([-512.0, 512.0]), calibrated=np.array([-512.0, 512.0]))


def test_the_trees_give_the_points_that_scikit_learn_gives():
    some = examples()
    learned_from = np.random.default_rng(1 + SEED).random(len(some.weights)) >= 1 / 3
    model = HistGradientBoostingClassifier(
        max_iter=engine_training.TREES,
        max_leaf_nodes=engine_training.LEAVES,
        learning_rate=engine_training.RATE,
        min_samples_leaf=60,
        l2_regularization=1.0,
        monotonic_cst=[1] * RISING + [0] * (SCORED - RISING),
        early_stopping=False,
        random_state=SEED,
    ).fit(some.agreements[learned_from, :SCORED], some.are_copies[learned_from])

    forest = trained(some, size=1, seed=SEED)

    points = points_of_all(some.agreements, plain(forest))
    assert forest.roots.size == engine_training.TREES
    assert np.allclose(points, model.decision_function(some.agreements[:, :SCORED]), atol=1e-9)


def test_calibrated_points_tell_how_often_such_a_pair_is_a_copy():
    some = examples(12_000)
    forest = trained(some, size=1, seed=SEED)
    fresh = examples(12_000, seed=2)

    shares = 1 / (1 + np.exp(-points_of_all(fresh.agreements, forest)))

    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        told = (shares >= low) & (shares < low + 0.2)
        assert told.sum() > 300
        assert fresh.are_copies[told].mean() == pytest.approx(shares[told].mean(), abs=0.08)


def test_the_calibration_rises_everywhere():
    forest = trained(examples(), size=1, seed=SEED)

    assert (np.diff(forest.raw) > 0).all()
    assert (np.diff(forest.calibrated) > 0).all()
    assert (forest.raw[0], forest.raw[-1]) == (min(-12, forest.raw[0]), max(12, forest.raw[-1]))


def test_pairs_weigh_what_they_are_given():
    some = examples()
    # where the likeness of titles is high every copy weighs nothing
    doubted = some.are_copies & (some.agreements[:, Field.LIKE] > 0.9)
    lighter = some._replace(weights=np.where(doubted, 1e-6, 1.0))

    means = [
        points_of_all(some.agreements[doubted], trained(each, size=1, seed=SEED)).mean()
        for each in (some, lighter)
    ]

    assert means[1] < means[0] - 1


@pytest.mark.parametrize("are_copies", [True, False])
def test_what_persons_decided_outweighs_what_was_generated(are_copies, labelled, learned):
    pairs = [(replace(WORK, unit=f"{n}."), replace(OTHER, unit=f"{n}.")) for n in range(90)]
    lefts, rights = zip(*pairs, strict=True)
    decided = Decided(lefts, rights, [are_copies] * 90)

    judged = learn(
        *labelled, name=NAME, provenance=PROVENANCE, seed=SEED,
        decided=decided,
    )  # fmt: skip

    def points(artefact):
        engine = Engine(artefact)
        rows = np.stack([read.row for read in engine.read([WORK, OTHER])])
        return float(engine.points(rows, [0], [1], size=COUNT)[0])

    before, after = points(learned[0]), points(judged)
    assert (after > before) == are_copies
    assert (after > 0) == are_copies
