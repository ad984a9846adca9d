"""The question itself: are these two entries one text, and one person's?"""

from dataclasses import dataclass

from sangkien.core.duplicates.agreement import agreement
from sangkien.core.duplicates.evidence import Evidence, evidence_of, turned
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
    if left.digest < right.digest:
        pair = agreement(left, right)
        return Match(probability(pair), pair.same_person, evidence_of(pair, left, right))
    # one order inside, so that sums of fractions come out alike for both
    pair = agreement(right, left)
    facts = evidence_of(pair, right, left)
    return Match(probability(pair), pair.same_person, tuple(map(turned, facts)))
