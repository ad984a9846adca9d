"""Learn an artefact from entries of which it is known who copied whom (scikit-learn)."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from sangkien.core.duplicates import Text
from sangkien.core.engine.agreement import NOT_TOLD
from sangkien.core.engine.arrays import F32, F64, I64, U64, Marks
from sangkien.core.engine.artefact import Artefact, named, number_of, version_of
from sangkien.core.engine.batch import Pairs, find_pairs
from sangkien.core.engine.entries import Entries, entries_of
from sangkien.core.engine.extracting import Extractor
from sangkien.core.engine.fields import AGREEMENTS, RISING, SCORED, Field
from sangkien.core.engine.scoring import NO_FOREST, Forest, agree_pairs, points_of_all
from sangkien.core.engine.statistics import counted
from sangkien.core.engine.vocabulary import Vocabulary

TREES, LEAVES, RATE = 200, 48, 0.08
_LEAST_LEAF = 60
_STRANGERS_KEPT = 1 / 8  # of the pairs that are none
_SILENT = 1 / 8  # of the pairs are learned from once more without their descriptions
_KNOTS = 80
_HELD_OUT = 1 / 3
DECIDED_WEIGHT = 20.0
# a leaf has 60 pairs; of the strangers that meet an eighth is learned from
LEAST_COPIES, LEAST_STRANGERS = 100, 800


class TooFew(Exception):  # noqa: N818 - it is an answer about the entries, not a failure
    """Among the entries too few copies meet, or too few strangers, to learn one from the other."""

    def __init__(self, copies: int, strangers: int) -> None:
        super().__init__(f"{copies} copies, {strangers} strangers")
        self.copies = copies
        self.strangers = strangers


class Step(StrEnum):
    """What `learn` is at."""

    COUNTING = "counting"  # words, names and stock sentences
    MEETING = "meeting"  # which pairs share keys
    LEARNING = "learning"


class Decided(NamedTuple):
    """Pairs of texts that a person judged."""

    lefts: Sequence[Text]
    rights: Sequence[Text]
    are_copies: Sequence[bool]


NOBODY_DECIDED = Decided((), (), ())


class Examples(NamedTuple):
    """Pairs of entries, whether each is a copy, and how much it weighs: (pairs, AGREEMENTS) …"""

    agreements: F64
    are_copies: Marks
    weights: F64


def learn(
    entries: Entries,
    clusters: NDArray[np.int64],
    *,
    name: str,
    provenance: dict[str, str],
    decided: Decided = NOBODY_DECIDED,
    seed: int = 0,
    told: Callable[[Step], object] = lambda _: None,
) -> Artefact:
    """Return an artefact learned from `entries`; those of one cluster are copies of each other.

    What persons `decided` weighs `DECIDED_WEIGHT` times as much as a pair of these. Raises TooFew.
    """
    version = version_of(name)
    told(Step.COUNTING)
    weights, statistics = counted(entries, number_of(version))
    told(Step.MEETING)
    extractor = Extractor(statistics, Vocabulary(weights))
    extracted = extractor.extract(entries)
    met = find_pairs(*extracted, statistics.name_shares, NO_FOREST, at_least=-np.inf)
    _require_enough(clusters[met.earlier] == clusters[met.later], decided)
    examples = _examples(extracted.rows, met, clusters, statistics.name_shares, seed)
    told(Step.LEARNING)
    examples = _with_decided(examples, decided, extractor)
    forest = trained(examples, size=len(entries), seed=seed)
    return named(Artefact(version, weights, statistics, forest, provenance), name)


def _require_enough(are_copies: Marks, decided: Decided) -> None:
    copies = int(are_copies.sum()) + sum(decided.are_copies)
    strangers = are_copies.size + len(decided.are_copies) - copies
    if copies < LEAST_COPIES or strangers < LEAST_STRANGERS:
        raise TooFew(copies, strangers)


def _examples(rows: U64, met: Pairs, clusters: I64, shares: F32, seed: int) -> Examples:
    rng = np.random.default_rng(seed)
    copies = clusters[met.earlier] == clusters[met.later]
    kept = copies | (rng.random(copies.size) < _STRANGERS_KEPT)
    agreements = np.zeros((int(kept.sum()), AGREEMENTS))
    agree_pairs(rows, met.earlier[kept], met.later[kept], shares, agreements)
    are_copies = copies[kept]
    weights = np.where(are_copies, 1.0, 1 / _STRANGERS_KEPT)
    silent = rng.random(are_copies.size) < _SILENT
    quiet = agreements[silent]
    quiet[:, [Field.SHARED, Field.TOLD, Field.LENGTH]] = 0.0
    quiet[:, Field.DESCRIPTION] = NOT_TOLD
    return Examples(
        np.concatenate([agreements, quiet]),
        np.concatenate([are_copies, are_copies[silent]]),
        np.concatenate([weights, weights[silent]]),
    )


def _with_decided(examples: Examples, decided: Decided, extractor: Extractor) -> Examples:
    count = len(decided.are_copies)
    if not count:
        return examples
    rows = extractor.extract(entries_of([*decided.lefts, *decided.rights])).rows
    agreements = np.zeros((count, AGREEMENTS))
    places = np.arange(count)
    shares = extractor.statistics.name_shares
    agree_pairs(rows, places, places + count, shares, agreements)
    return Examples(
        np.concatenate([examples.agreements, agreements]),
        np.concatenate([examples.are_copies, np.array(decided.are_copies, np.bool_)]),
        np.concatenate([examples.weights, np.full(count, DECIDED_WEIGHT)]),
    )


def trained(examples: Examples, *, size: int, seed: int) -> Forest:
    """Return trees learned from two thirds of the examples, calibrated on the last third."""
    rng = np.random.default_rng(seed + 1)
    held_out = rng.random(examples.weights.size) < _HELD_OUT
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=RATE,
        min_samples_leaf=_LEAST_LEAF,
        l2_regularization=1.0,
        monotonic_cst=[1] * RISING + [0] * (SCORED - RISING),
        early_stopping=False,
        random_state=seed,
    )
    learned = ~held_out
    model.fit(
        examples.agreements[learned, :SCORED],
        examples.are_copies[learned],
        sample_weight=examples.weights[learned],
    )
    forest = _forest(model, size)
    points = points_of_all(examples.agreements[held_out], forest)
    raw, calibrated = _calibration(
        points, examples.are_copies[held_out], examples.weights[held_out]
    )
    return forest._replace(raw=raw, calibrated=calibrated)


def _forest(model: Any, size: int) -> Forest:
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int]] = []
    for (tree,) in model._predictors:  # noqa: SLF001 - scikit-learn has no public way to the trees
        roots.append(len(nodes))
        for node in tree.nodes:
            start = roots[-1]
            if node["is_leaf"]:
                nodes.append((-1, node["value"], 0, 0))
            else:
                sides = (start + int(node["left"]), start + int(node["right"]))
                nodes.append((int(node["feature_idx"]), node["num_threshold"], *sides))
    fields, limits, lefts, rights = zip(*nodes, strict=True)
    return Forest(
        np.array(roots, np.int32),
        np.array(fields, np.int16),
        np.array(limits, np.float64),
        np.array(lefts, np.int32),
        np.array(rights, np.int32),
        float(model._baseline_prediction.ravel()[0]),  # noqa: SLF001
        np.array([-50.0, 50.0]),
        np.array([-50.0, 50.0]),
        float(size),
    )


def _calibration(
    points: F64, are_copies: Marks, weights: F64
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return rising points and the rising log-odds observed there."""
    rising = IsotonicRegression(y_min=1e-6, y_max=1 - 1e-6, out_of_bounds="clip")
    rising.fit(points, are_copies, sample_weight=weights)
    raw = np.unique(np.quantile(points[are_copies], np.linspace(0, 1, _KNOTS)))
    raw = np.unique(np.concatenate([raw, np.linspace(-12, 12, 49)]))
    shares = rising.predict(raw)
    observed = np.log(shares / (1 - shares))
    # a hair of slope where the share stands still: more agreement is never told from less by luck
    observed = np.maximum.accumulate(observed) + np.arange(raw.size) * 1e-6
    return raw, observed
