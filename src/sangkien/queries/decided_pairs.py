"""Pairs on which persons have decided: what the duplicate engine can learn from."""

from collections.abc import Sequence
from typing import NamedTuple

from sangkien.core.duplicates import Text
from sangkien.models import Campaign, DuplicatePair
from sangkien.queries.features import texts_of

AT_A_TIME = 2_000


class DecidedPair(NamedTuple):
    """Two entries as they stand now, and whether they were told to be one work."""

    left: Text
    right: Text
    is_copy: bool


def decided_pairs(campaigns: Sequence[Campaign]) -> list[DecidedPair]:
    """Return the decided pairs of the campaigns, in the order in which they were found."""
    decided = DuplicatePair.objects.filter(campaign__in=campaigns)
    decided = decided.exclude(decision=DuplicatePair.Decision.OPEN).order_by("id")
    pairs = list(decided.values_list("a_id", "b_id", "decision"))
    found = []
    for first in range(0, len(pairs), AT_A_TIME):
        some = pairs[first : first + AT_A_TIME]
        texts = texts_of({end for a, b, _ in some for end in (a, b)})
        found += [
            DecidedPair(texts[a], texts[b], decision == DuplicatePair.Decision.SAME)
            for a, b, decision in some
        ]
    return found
