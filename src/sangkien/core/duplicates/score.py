"""From agreement to probability: points per field, added, then the logistic function.

The points are set by hand on the kinds of copies and look-alikes that are known; each table
rises with agreement, so more agreement never lowers the result.
"""

from math import exp

from sangkien.core.duplicates.agreement import Agreement
from sangkien.core.duplicates.persons import Named

DUPLICATE_FROM = 0.5

Curve = tuple[tuple[float, float], ...]

_BASE = -4.0
_TITLE: Curve = ((0.0, -6.5), (0.4, -5.5), (0.6, -3.0), (0.75, 0.0), (0.85, 1.2), (1.0, 3.0))
_DESCRIPTION: Curve = (
    (0.0, -1.0), (0.1, -0.6), (0.3, 1.0), (0.4, 3.0), (0.55, 5.0), (0.75, 6.5), (1.0, 9.0),
)  # fmt: skip
_ENOUGH_SHARED = 40  # runs of three syllables: below it a like description proves less

# by name, then by place: elsewhere, other workplace of the unit, same unit, same workplace
_PERSON: dict[Named | None, tuple[float, float, float, float]] = {
    Named.OTHER: (-3.4, -3.4, -3.4, -3.3),
    None: (-1.5, -1.5, -1.4, -1.2),
    Named.LIKE: (-3.0, -2.0, -1.0, 0.9),
    Named.INITIALS: (-1.0, 0.6, 3.2, 4.2),
    Named.SAME: (0.5, 1.6, 3.6, 4.5),
}
_SAME_REF = 5.0
_OTHER_REF_AT_MOST = 0.9  # one name, two member numbers: two persons, or a slip in a number

_SLOT = {"grade": -14.0, "age": -14.0, "subject": -14.0, "number": -7.0}
_UNSAID = -1.5  # a grade or an age that only one of the titles names
_TOPIC: Curve = ((0.0, 0.0), (0.6, 0.0), (0.8, -1.0))  # by the weight of the words replaced


def probability(pair: Agreement) -> float:
    """Return how likely two entries are one text, 0..1."""
    points = _BASE + _along(_TITLE, pair.title.like) + _description(pair) + _person(pair)
    points += _UNSAID * min(pair.unsaid, 1)
    if pair.slots:
        points += min(_SLOT[slot] for slot in pair.slots)
    points += _along(_TOPIC, pair.title.replaced)
    return 1 / (1 + exp(-points))


def _description(pair: Agreement) -> float:
    if pair.description is None:
        return 0.0
    points = _along(_DESCRIPTION, pair.description)
    return points * min(1.0, pair.shared / _ENOUGH_SHARED) if points > 0 else points


def _person(pair: Agreement) -> float:
    points = _PERSON[pair.named][pair.place]
    if pair.same_ref:
        return max(_SAME_REF, points)
    return points if pair.same_ref is None else min(points, _OTHER_REF_AT_MOST)


def _along(curve: Curve, share: float) -> float:
    """Return the height of `curve` at `share`, straight between its points."""
    low, height = curve[0]
    for high, top in curve[1:]:
        if share <= high:
            return height + (top - height) * (share - low) / (high - low)
        low, height = high, top
    return height
