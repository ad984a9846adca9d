"""How good predicted pairs are, held against the labels: arrays in, plain numbers out.

A prediction is two arrays of ids and one of probabilities; a pair is predicted from `DECIDED` on.
Ids are the row numbers 0..n-1 in the order of filing, as the generator gives them. Pairs may come
in any order and orientation, once or repeated; an entry with itself is ignored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

DECIDED = 0.5
BINS = (0.5, 0.7, 0.9, 0.99)  # lower ends; the last bin is closed at 1
ORIGINAL = "original"
SAME_TITLE = "same_title_other_author"

Ids = NDArray[np.int64]
Share = float | None  # None: of nothing


@dataclass(frozen=True, slots=True)
class Labels:
    """What is true of n entries."""

    cluster: Ids  # equal for duplicates of each other
    kind: NDArray[np.str_]
    source: Ids  # what the entry was made from, or -1

    @classmethod
    def read(cls, path: Path) -> "Labels":
        """Read the labels of a file of `bench.engine.generate`."""
        table = pq.read_table(path, columns=["cluster", "kind", "source"])
        cluster, kind, source = (table[name].to_numpy() for name in table.column_names)
        return cls(cluster, kind.astype(np.str_), source)

    @property
    def size(self) -> int:
        return len(self.cluster)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Predicted pairs: a < b, each once, with the highest probability said of it."""

    a: Ids
    b: Ids
    probability: NDArray[np.float64]

    @classmethod
    def of(cls, a: Ids, b: Ids, probability: NDArray[np.float64], size: int) -> "Pairs":
        """Return the pairs in their one form, the undecided ones left out."""
        low, high = np.minimum(a, b).astype(np.int64), np.maximum(a, b).astype(np.int64)
        probability = np.asarray(probability, dtype=np.float64)
        kept = (probability >= DECIDED) & (low != high)
        code, said = low[kept] * size + high[kept], probability[kept]
        order = np.lexsort((-said, code))  # of a repeated pair the surest first
        code, said = code[order], said[order]
        first = np.ones(len(code), dtype=bool)
        first[1:] = code[1:] != code[:-1]
        return cls(code[first] // size, code[first] % size, said[first])


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each 0..1."""

    precision: Share
    recall: Share

    @property
    def f1(self) -> Share:
        if not self.precision or not self.recall:
            return None if self.precision is None or self.recall is None else 0.0
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def _share(part: float, whole: float) -> Share:
    return float(part) / float(whole) if whole else None


def pair_score(labels: Labels, pairs: Pairs) -> Score:
    """Score the predicted pairs against all pairs within clusters."""
    right = _is_true(labels, pairs).sum()
    _, sizes = np.unique(labels.cluster, return_counts=True)
    wanted = (sizes * (sizes - 1) // 2).sum()
    return Score(_share(right, len(pairs.a)), _share(right, wanted))


def _is_true(labels: Labels, pairs: Pairs) -> NDArray[np.bool_]:
    return labels.cluster[pairs.a] == labels.cluster[pairs.b]


def recall_by_kind(labels: Labels, pairs: Pairs, kinds: Sequence[str]) -> dict[str, Share]:
    """Return the share of duplicates of each kind that were paired with their source."""
    entry = np.flatnonzero(np.isin(labels.kind, kinds))
    asked = _codes(entry, labels.source[entry], labels.size)
    found = np.isin(asked, pairs.a * labels.size + pairs.b)
    of_kind = {kind: labels.kind[entry] == kind for kind in kinds}
    return {kind: _share(found[chosen].sum(), chosen.sum()) for kind, chosen in of_kind.items()}


def pair_recall_by_kind(labels: Labels, pairs: Pairs, kinds: Sequence[str]) -> dict[str, Share]:
    """Return the share of true pairs with an entry of each kind that were predicted.

    Unlike `recall_by_kind` this asks for the pairs of two copies of one source too; a pair of two
    kinds counts for both.
    """
    a, b = true_pairs(labels)
    found = np.isin(_codes(a, b, labels.size), pairs.a * labels.size + pairs.b)
    of_kind = {kind: (labels.kind[a] == kind) | (labels.kind[b] == kind) for kind in kinds}
    return {kind: _share(found[chosen].sum(), chosen.sum()) for kind, chosen in of_kind.items()}


def true_pairs(labels: Labels) -> tuple[Ids, Ids]:
    """Return all pairs within clusters, the earlier entry first."""
    order = np.argsort(labels.cluster, kind="stable")
    cluster = labels.cluster[order]
    earlier, later = [order[:0]], [order[:0]]
    for apart in range(1, labels.size):
        together = np.flatnonzero(cluster[apart:] == cluster[:-apart])
        if not len(together):
            break
        earlier.append(order[together])
        later.append(order[together + apart])
    return np.concatenate(earlier), np.concatenate(later)


def _codes(a: Ids, b: Ids, size: int) -> Ids:
    return np.minimum(a, b) * size + np.maximum(a, b)


def b_cubed(labels: Labels, predicted: Ids) -> Score:
    """Score predicted clusters (one number an entry) entry by entry, averaged over all entries."""
    both = labels.cluster.astype(np.int64) * (int(predicted.max(initial=0)) + 1) + predicted
    together, wanted, given = (_sizes(of) for of in (both, labels.cluster, predicted))
    if not labels.size:
        return Score(None, None)
    return Score(float((together / given).mean()), float((together / wanted).mean()))


def _sizes(cluster: Ids) -> Ids:
    """Return how many entries share each entry's number."""
    _, place, count = np.unique(cluster, return_inverse=True, return_counts=True)
    return count[place]


def clusters_of(pairs: Pairs, size: int) -> Ids:
    """Return the least id each entry is joined to by predicted pairs, however many between."""
    least = np.arange(size)
    while True:
        low, high = least[pairs.a], least[pairs.b]
        if (low == high).all():
            return least
        floor = np.minimum(low, high)
        # hang the larger root under the smaller, then let every entry point at its root
        np.minimum.at(least, low, floor)
        np.minimum.at(least, high, floor)
        while (least[least] != least).any():
            least = least[least]


def false_alarms(labels: Labels, pairs: Pairs) -> Share:
    """Return the share of originals wrongly told, when filed, to repeat an earlier entry."""
    wrong = pairs.b[~_is_true(labels, pairs)]  # b was filed after a
    alarmed = np.zeros(labels.size, dtype=bool)
    alarmed[wrong] = True
    is_original = labels.kind == ORIGINAL
    return _share((alarmed & is_original).sum(), is_original.sum())


def false_pairs(labels: Labels, pairs: Pairs, kinds: Sequence[str]) -> dict[str, int]:
    """Return how many wrong pairs have an entry of each hard-negative kind; "": none of them.

    A pair of two different such kinds counts for both.
    """
    is_wrong = ~_is_true(labels, pairs)
    a, b = labels.kind[pairs.a[is_wrong]], labels.kind[pairs.b[is_wrong]]
    found = {kind: int(((a == kind) | (b == kind)).sum()) for kind in kinds}
    found[""] = int((~np.isin(a, kinds) & ~np.isin(b, kinds)).sum())
    return found


def fallen_for(labels: Labels, pairs: Pairs, kind: str = SAME_TITLE) -> Share:
    """Return the share of the planted entries of a kind that were paired with their source."""
    return recall_by_kind(labels, pairs, [kind])[kind]


@dataclass(frozen=True, slots=True)
class Bin:
    """Predicted pairs of like probability, and what share of them is true."""

    least: float
    pairs: int
    predicted: Share  # mean probability
    observed: Share


def calibration(labels: Labels, pairs: Pairs) -> list[Bin]:
    """Return what was said beside what is true, in bins of the probability."""
    is_true = _is_true(labels, pairs)
    place = np.searchsorted(BINS, pairs.probability, side="right") - 1
    return [
        Bin(
            least,
            int(chosen.sum()),
            _share(pairs.probability[chosen].sum(), chosen.sum()),
            _share(is_true[chosen].sum(), chosen.sum()),
        )
        for number, least in enumerate(BINS)
        for chosen in (place == number,)
    ]


@dataclass(frozen=True, slots=True)
class Report:
    """All measures of one prediction."""

    pairs: Score
    b_cubed: Score
    recall: dict[str, Share]  # by kind of duplicate, of pairs with the source
    pair_recall: dict[str, Share]  # by kind of duplicate, of all true pairs
    false_alarms: Share  # of originals
    false_pairs: dict[str, int]  # by kind of hard negative, "" for no such kind
    same_title_fallen_for: Share
    calibration: list[Bin]


def measured(labels: Labels, pairs: Pairs, kinds: Sequence[str], traps: Sequence[str]) -> Report:
    """Return every measure; `kinds` are those of duplicates, `traps` those of hard negatives."""
    return Report(
        pair_score(labels, pairs),
        b_cubed(labels, clusters_of(pairs, labels.size)),
        recall_by_kind(labels, pairs, kinds),
        pair_recall_by_kind(labels, pairs, kinds),
        false_alarms(labels, pairs),
        false_pairs(labels, pairs, traps),
        fallen_for(labels, pairs),
        calibration(labels, pairs),
    )
