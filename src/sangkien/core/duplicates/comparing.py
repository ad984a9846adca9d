"""The question itself: are these two entries one text, and one person's?"""

from dataclasses import dataclass

from sangkien.core.duplicates.agreement import agreement
from sangkien.core.duplicates.evidence import Evidence, evidence_of
from sangkien.core.duplicates.features import Features
from sangkien.core.duplicates.score import probability


@dataclass(frozen=True, slots=True)
class Match:
    """What the engine says of two entries; from `DUPLICATE_FROM` on it calls them duplicates."""

    probability: float  # 0..1
    same_person: bool  # entered again by the same person, rather than claimed by another
    evidence: tuple[Evidence, ...]


def compare(left: Features, right: Features) -> Match:
    """Return how likely two entries are one, and why.

    Symmetric but for left and right in the evidence; an entry against itself gives 1.0.
    """
    if left.digest == right.digest:
        pair = agreement(left, right)
        return Match(1.0, pair.same_person, evidence_of(pair, left, right))
    turned = left.digest > right.digest
    # one order inside, so that sums of fractions come out alike for both
    first, second = (right, left) if turned else (left, right)
    pair = agreement(first, second)
    shown = pair.turned() if turned else pair
    return Match(probability(pair), pair.same_person, evidence_of(shown, left, right))
