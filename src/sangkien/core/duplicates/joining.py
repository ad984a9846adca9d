"""Where new entries join clusters of older ones: which of those have to be looked at whole."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sangkien.core.duplicates.clustering import clusters


def joined_whole(
    links: Iterable[tuple[int, int]],
    first_of: Mapping[int, int | None],
    filed_at: Mapping[int, datetime],
) -> frozenset[int]:
    """Return the older ends of `links` in whose clusters more may change than at the ends.

    `links` join new entries to each other and to older ones, the ends; `first_of` says of each end
    who filed first in its cluster (itself where it has no copies), None where that is not known;
    `filed_at` holds the moments of new entries and first filers. A cluster has to be looked at
    whole where its first filer is not known or does not stay the first: that one is named in what
    is found of each member. That is so where a new entry was filed before, and where two clusters
    become one. Else nobody's pairs and nobody's place change but those of the ends.

    >>> day = {entry: datetime(2022, 3, entry) for entry in range(1, 9)}
    >>> joined_whole([(2, 8), (3, 8)], {2: 1, 3: 1}, day)
    frozenset()
    >>> sorted(joined_whole([(2, 8), (5, 8)], {2: 1, 5: 4}, day))
    [2, 5]
    >>> sorted(joined_whole([(5, 2)], {5: 4}, day))
    [5]
    """
    known = {end: first for end, first in first_of.items() if first is not None}
    found: set[int] = set()
    for group in clusters([*links, *known.items()]):
        ends = group & first_of.keys()
        firsts = {known[end] for end in ends & known.keys()}
        if ends <= known.keys() and len(firsts) <= 1:
            order = sorted((filed_at[entry], entry) for entry in (group - ends) | firsts)
            if not firsts or order[0][1] in firsts:
                continue
        found |= ends
    return frozenset(found)
