"""How far two titles agree: the words they share, slips forgiven, by weight against the rest."""

from typing import NamedTuple

import numpy as np

from sangkien.core.engine.arrays import F64, U64
from sangkien.core.engine.compiled import compiled, whole
from sangkien.core.engine.layout import COUNTS, MOST_WORDS, TITLE, WEIGHT_STEPS, WEIGHTS, WORDS
from sangkien.core.engine.letters import BITS, LONG
from sangkien.core.engine.slips import is_slip

_INSERTED_COST, _REPLACED_COST = 0.5, 2.0
_SLIP_CREDIT = 0.85
_WORTH_MENDING = 0.35  # of the weight of the other words must agree before slips are sought
_SHORTEST_SLIP = 1 << 2 * BITS  # words of three letters and more
_TOPIC_WORDS = 4


class TitleAgreement(NamedTuple):
    """Weights are sums over words, each 0..1."""

    like: float  # 0..1
    covered: float  # 0..1: of the shorter title
    matched: float  # weight
    replaced: float  # weight of words that stand against other words
    topic: float  # 0..1: of the most telling words, on the side where fewer are shared


@compiled
def weight_at(row: U64, place: int) -> float:
    """Return the weight of the word at `place` of a row, 0..1."""
    byte = row[WEIGHTS + place // 8] >> np.uint64(8 * (place % 8)) & np.uint64(255)
    return np.float64(byte) / WEIGHT_STEPS


@compiled
def words_of(row: U64) -> int:
    """Return how many words of the title a row holds."""
    return whole(row[COUNTS] & np.uint64(0xFFFF))


@compiled
def titles_agree(
    left: U64, right: U64, left_shared: F64, right_shared: F64
) -> tuple[float, float, float, float, float]:
    """Return a TitleAgreement; mark the shared words, by their places, 1.0 or what a slip earns."""
    if left[TITLE] > right[TITLE]:
        # slips are paired first come, first served: in one order, whoever is asked about whom
        return _agree_in_order(right, left, right_shared, left_shared)
    return _agree_in_order(left, right, left_shared, right_shared)


@compiled
def _agree_in_order(
    left: U64, right: U64, left_shared: F64, right_shared: F64
) -> tuple[float, float, float, float, float]:
    count, other_count = words_of(left), words_of(right)
    left_shared[:] = 0.0
    right_shared[:] = 0.0
    matched, rest_left, rest_right = _shared(
        left, right, count, other_count, left_shared, right_shared
    )
    if left[TITLE] == right[TITLE]:
        return (1.0, 1.0, matched, 0.0, 1.0) if count else (0.0, 0.0, 0.0, 0.0, 0.0)
    if rest_left > 0 and rest_right > 0 and matched > _WORTH_MENDING * (rest_left + rest_right):
        credit = _mended(left, right, count, other_count, left_shared, right_shared)
        matched += credit
        rest_left = _rest(left, count, left_shared)
        rest_right = _rest(right, other_count, right_shared)
    replaced = min(rest_left, rest_right)
    inserted = abs(rest_left - rest_right)
    weight = matched + _INSERTED_COST * inserted + _REPLACED_COST * replaced
    like = matched / weight if weight else 0.0
    shorter = matched + replaced
    covered = matched / shorter if shorter else 0.0
    topic = min(_topic(left, count, left_shared), _topic(right, other_count, right_shared))
    return like, covered, matched, replaced, topic


@compiled
def _shared(
    left: U64, right: U64, count: int, other_count: int, left_shared: F64, right_shared: F64
) -> tuple[float, float, float]:
    matched, rest_left, rest_right = 0.0, 0.0, 0.0
    one, other = 0, 0
    while one < count or other < other_count:
        if other == other_count or (one < count and left[WORDS + one] < right[WORDS + other]):
            rest_left += weight_at(left, one)
            one += 1
        elif one == count or left[WORDS + one] > right[WORDS + other]:
            rest_right += weight_at(right, other)
            other += 1
        else:
            matched += min(weight_at(left, one), weight_at(right, other))
            left_shared[one], right_shared[other] = 1.0, 1.0
            one, other = one + 1, other + 1
    return matched, rest_left, rest_right


@compiled
def _mended(
    left: U64, right: U64, count: int, other_count: int, left_shared: F64, right_shared: F64
) -> float:
    """Pair the words that are one with a slip; return the weight they earn."""
    credit = 0.0
    for one in range(count):
        word = left[WORDS + one]
        if left_shared[one] or word < _SHORTEST_SLIP or word >= np.uint64(LONG):
            continue
        for other in range(other_count):
            near = right[WORDS + other]
            if right_shared[other] or near < _SHORTEST_SLIP or near >= np.uint64(LONG):
                continue
            if _is_number(word) or _is_number(near):
                continue
            if is_slip(word, near, BITS):
                left_shared[one], right_shared[other] = _SLIP_CREDIT, _SLIP_CREDIT
                credit += _SLIP_CREDIT * min(weight_at(left, one), weight_at(right, other))
                break
    return credit


@compiled
def _is_number(word: np.uint64) -> bool:
    while word:
        if word & np.uint64(63) > np.uint64(26):
            return True
        word >>= np.uint64(BITS)
    return False


@compiled
def _rest(row: U64, count: int, shared: F64) -> float:
    rest = 0.0
    for place in range(count):
        rest += (1.0 - shared[place]) * weight_at(row, place)
    return rest


@compiled
def _topic(row: U64, count: int, shared: F64) -> float:
    """Return the share of its most telling words that the other title has, by weight."""
    found, whole = 0.0, 0.0
    taken = np.zeros(MOST_WORDS, np.bool_)
    for _ in range(min(_TOPIC_WORDS, count)):
        best = -1
        for place in range(count):
            # of equal words the shared ones last: the judgement must not hang on an order
            if taken[place]:
                continue
            if best < 0 or (weight_at(row, place), -shared[place]) > (
                weight_at(row, best),
                -shared[best],
            ):
                best = place
        taken[best] = True
        found += shared[best] * weight_at(row, best)
        whole += weight_at(row, best)
    return found / whole if whole else 0.0
