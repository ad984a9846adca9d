"""From agreement to probability: trees that were learned, calibrated, and bounded by policy.

The trees give log-odds that rise with every field before `agreement.RISING`. On top stands what
no register should have to teach: another grade is another work, and a stock title that two
strangers share proves nothing.
"""

from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.agreement import agree, agree_but_titles, agree_in_titles
from sangkien.core.engine.arrays import F32, F64, I64, U64
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.fields import (
    AGREEMENTS,
    AT_ALIKE,
    AT_DESCRIPTION,
    AT_LENGTH,
    AT_LIKE,
    AT_NAMED,
    AT_REF,
    AT_SHARED,
    AT_SLOTS,
    AT_TOLD,
    Named,
)
from sangkien.core.engine.layout import DIGEST, MOST_WORDS

_STEPS = 10  # of a factor of ten in the size of the register
_SMALLEST = 100_000  # entries: the works of a small register are nearer to each other
_OTHER_TITLE, _OWN_DESCRIPTION = 0.6, 0.42
_MORE_THAN_A_SENTENCE = 20.0  # runs
_UNLIKE_TITLE, _A_FORMULA = 0.35, 20.0  # runs: some forty words
SOMEBODY_IS_TO_LOOK = 2.0  # log-odds: likely, and never certain
_OTHER_TITLE_OF_OTHERS, _OWN_DESCRIPTION_OF_OTHERS = 0.8, 0.55
OTHER_WORK = -30.0  # log-odds
EVEN = 0.0  # log-odds
_UNKNOWN = int(Named.UNKNOWN)
_ALIKE_FROM = 0.25  # descriptions of strangers below it are their own
_LEAF = -1


class Forest(NamedTuple):
    """Binary trees in one array each; a tree starts at a root and ends in a leaf."""

    roots: NDArray[np.int32]  # (trees,)
    fields: NDArray[np.int16]  # (nodes,) field that is asked; -1: a leaf
    limits: NDArray[
        np.float64
    ]  # (nodes,) up to it to the left, above to the right; of a leaf: points
    lefts: NDArray[np.int32]  # (nodes,)
    rights: NDArray[np.int32]  # (nodes,)
    base: float  # points before any tree
    raw: NDArray[np.float64]  # (steps,) rising points of the trees …
    calibrated: NDArray[np.float64]  # (steps,) … and the rising log-odds that were observed there
    trained_on: float  # entries in the register that the log-odds hold for


# that has learned nothing yet
NO_FOREST = Forest(
    roots=np.zeros(0, np.int32),
    fields=np.zeros(0, np.int16),
    limits=np.zeros(0, np.float64),
    lefts=np.zeros(0, np.int32),
    rights=np.zeros(0, np.int32),
    base=0.0,
    raw=np.array([0.0, 1.0]),
    calibrated=np.array([0.0, 1.0]),
    trained_on=1.0,
)


@compiled
def points_of(found: F64, forest: Forest) -> float:
    """Return calibrated log-odds for an agreement, in a register of `forest.trained_on` entries."""
    total = forest.base
    for tree in range(forest.roots.size):
        node = forest.roots[tree]
        while forest.fields[node] != _LEAF:
            if found[forest.fields[node]] <= forest.limits[node]:
                node = forest.lefts[node]
            else:
                node = forest.rights[node]
        total += forest.limits[node]
    return _calibrated(total, forest)


@compiled
def _calibrated(total: float, forest: Forest) -> float:
    raw, calibrated = forest.raw, forest.calibrated
    if total <= raw[0]:
        return calibrated[0] + (total - raw[0])
    if total >= raw[-1]:
        return calibrated[-1] + (total - raw[-1])
    at = np.searchsorted(raw, total)
    share = (total - raw[at - 1]) / (raw[at] - raw[at - 1])
    return calibrated[at - 1] + share * (calibrated[at] - calibrated[at - 1])


@compiled
def is_other_work(found: F64) -> bool:
    """Return whether policy tells two works apart, whatever the trees would say.

    Another grade, subject or number is another work. So is another title over a description that
    is mostly its own: an author keeps an introduction, a school its sentences.
    """
    if found[AT_SLOTS] < 0:
        return True
    others = are_others(found)
    if found[AT_LIKE] >= (_OTHER_TITLE_OF_OTHERS if others else _OTHER_TITLE):
        return False
    # a few runs that both have are a stock sentence, however short the descriptions
    taken = found[AT_ALIKE] * min(1.0, np.expm1(found[AT_SHARED]) / _MORE_THAN_A_SENTENCE)
    return taken < (_OWN_DESCRIPTION_OF_OTHERS if others else _OWN_DESCRIPTION)


@compiled
def is_title_alone(found: F64) -> bool:
    """Return whether no author, member number or description can speak for or against a copy.

    A list of titles says no more than that two are one, however they are spelled: hundreds of
    people file under a stock title, and nobody is named.
    """
    return found[AT_NAMED] == _UNKNOWN and found[AT_REF] == 1 and found[AT_TOLD] == 0


@compiled
def is_formula(found: F64) -> bool:
    """Return whether nothing but a sentence or two agrees, which many say of whatever they did.

    "Applied at the school since 2020 with good effect", "see the report enclosed".
    """
    return found[AT_LIKE] < _UNLIKE_TITLE and np.expm1(found[AT_LENGTH]) < _A_FORMULA


@compiled
def score(
    left: U64,
    right: U64,
    frequencies: F32,
    forest: Forest,
    correction: float,
    found: F64,
    one: F64,
    other: F64,
) -> float:
    """Return the log-odds that two rows are one work, and write their agreement into `found`.

    Most pairs that meet are strangers with their own words: for them nothing else is looked at.
    """
    if are_equal(left, right):
        agree(left, right, frequencies, found, one, other)
        return max(judged(found, forest, correction), EVEN) if is_title_alone(found) else np.inf
    agree_but_titles(left, right, frequencies, found)
    if are_strangers(found):
        return OTHER_WORK
    agree_in_titles(left, right, found, one, other)
    return judged(found, forest, correction)


@compiled
def judged(found: F64, forest: Forest, correction: float) -> float:
    """Return the log-odds of an agreement; OTHER_WORK where policy says so, and at the least.

    Of works that share a formula and no title it stays a question. It is one, too, of those of
    which nothing but one title is known.
    """
    if are_strangers(found) or is_other_work(found):
        return OTHER_WORK
    points = points_of(found, forest)
    if found[AT_LIKE] == 1.0 and is_title_alone(found):
        points = max(points, EVEN)
    points = max(OTHER_WORK, points - correction)
    return min(points, SOMEBODY_IS_TO_LOOK) if is_formula(found) else points


@compiled
def are_equal(left: U64, right: U64) -> bool:
    """Return whether two entries are one to the last sign, authors, place and all."""
    if left[DIGEST] != right[DIGEST]:
        return False
    for place in range(left.size):
        if left[place] != right[place]:
            return False
    return True


@compiled
def are_strangers(found: F64) -> bool:
    """Return whether others wrote their own descriptions, or none: a title proves nothing then."""
    return are_others(found) and (found[AT_DESCRIPTION] < _ALIKE_FROM or found[AT_TOLD] == 0)


@compiled
def are_others(found: F64) -> bool:
    """Return whether neither name nor member number can be one person's."""
    return (found[AT_NAMED] == 0 and found[AT_REF] < 2) or found[AT_REF] == 0


@compiled
def score_pairs(
    rows: U64,
    lefts: I64,
    rights: I64,
    frequencies: F32,
    forest: Forest,
    correction: float,
    points: F64,
) -> None:
    """Write the log-odds of each pair of rows, given by their places."""
    found = np.zeros(AGREEMENTS)
    one, other = np.zeros(MOST_WORDS), np.zeros(MOST_WORDS)
    for n in range(lefts.size):
        points[n] = score(
            rows[lefts[n]], rows[rights[n]], frequencies, forest, correction, found, one, other
        )


@compiled
def agree_pairs(rows: U64, lefts: I64, rights: I64, frequencies: F32, agreements: F64) -> None:
    """Write the agreement of each pair of rows: (pairs, AGREEMENTS)."""
    one, other = np.zeros(MOST_WORDS), np.zeros(MOST_WORDS)
    for n in range(lefts.size):
        agree(rows[lefts[n]], rows[rights[n]], frequencies, agreements[n], one, other)


def size_correction(size: int, trained_on: float) -> float:
    """Return by how much the log-odds fall in a register of `size` entries.

    Of N entries a copy has its one original, and N strangers: the odds that some pair is one fall
    as 1/N. In steps of a tenth of a decade, so that the next entry seldom changes what was said.

    >>> size_correction(100_000, 100_000), round(size_correction(1_000_000, 100_000), 3)
    (0.0, 2.303)

    A small register is no sample of a large one, so what was learned on many counts there as it
    does in one of 100,000; what was learned on few counts there as it is.

    >>> size_correction(5_000, 5_000), size_correction(245, 5_000)
    (0.0, 0.0)
    """
    steps = round(_STEPS * np.log10(max(size, min(_SMALLEST, trained_on)) / trained_on))
    return float(np.log(10) * steps / _STEPS)


def probability(points: float) -> float:
    """Return log-odds as a probability, 0..1.

    >>> probability(0.0)
    0.5
    """
    if points < 0:
        return exp(points) / (1 + exp(points))
    return 1 / (1 + exp(-points))


@compiled
def points_of_all(agreements: NDArray[np.float64], forest: Forest) -> NDArray[np.float64]:
    """Return the calibrated log-odds of each agreement, before policy: (pairs,)."""
    points = np.empty(agreements.shape[0])
    for n in range(points.size):
        points[n] = points_of(agreements[n], forest)
    return points
