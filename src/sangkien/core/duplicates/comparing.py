"""The question itself: are these two entries one text, and one person's?"""

from dataclasses import dataclass

from sangkien.core.duplicates.agreement import Agreement, agreement, agreement_but_titles
from sangkien.core.duplicates.evidence import Evidence, evidence_of, turned
from sangkien.core.duplicates.features import Features
from sangkien.core.duplicates.score import DUPLICATE_FROM, probability


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
    one, other = _in_order(left, right)
    pair = agreement(one, other)
    return _match(pair, left, right)


def duplicate(left: Features, right: Features) -> Match | None:
    """Return what `compare` returns if that is a duplicate, else None.

    Most pairs that share a key are none: even with equal titles authors and descriptions would
    keep them apart. For those this is much quicker.
    """
    one, other = _in_order(left, right)
    if _probability(agreement_but_titles(one, other), left, right) < DUPLICATE_FROM:
        return None
    pair = agreement(one, other)
    likely = _probability(pair, left, right)
    return _match(pair, left, right) if likely >= DUPLICATE_FROM else None


def _in_order(left: Features, right: Features) -> tuple[Features, Features]:
    """The two in one order, so that sums of fractions come out alike for both."""
    return (left, right) if left.digest <= right.digest else (right, left)


def _probability(pair: Agreement, left: Features, right: Features) -> float:
    return 1.0 if left.digest == right.digest else probability(pair)


def _match(pair: Agreement, left: Features, right: Features) -> Match:
    one, other = _in_order(left, right)
    facts = evidence_of(pair, one, other)
    if left.digest > right.digest:
        facts = tuple(map(turned, facts))
    return Match(_probability(pair, left, right), pair.same_person, facts)
