"""Pairs joined to clusters: whoever is linked, by whatever chain, stands together."""

from collections.abc import Iterable


def clusters(pairs: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """Return the connected components of `pairs`, ordered by their smallest member.

    >>> clusters([(1, 2), (5, 6), (2, 3)])
    [frozenset({1, 2, 3}), frozenset({5, 6})]
    """
    above: dict[int, int] = {}
    for left, right in pairs:
        one, other = _root(above, left), _root(above, right)
        above[max(one, other)] = min(one, other)
    members: dict[int, set[int]] = {}
    for entry in above:
        members.setdefault(_root(above, entry), set()).add(entry)
    return [frozenset(members[root]) for root in sorted(members)]


def _root(above: dict[int, int], entry: int) -> int:
    """Return the smallest known member of the cluster, shortening the way to it."""
    above.setdefault(entry, entry)
    while above[entry] != entry:
        above[entry] = above[above[entry]]
        entry = above[entry]
    return entry
