"""Pairs joined to clusters: whoever is linked, by whatever chain, stands together."""

from collections.abc import Iterable

MOST_LINKS = 4  # pairs kept of an entry with earlier ones, where more hold nothing together


class Links:
    """Which pairs of a crowd to keep: a few of each entry, and all that join two parts.

    The parts that hang together are the same as if every pair were kept.
    """

    def __init__(self, known: Iterable[tuple[int, int]] = ()) -> None:
        self._above: dict[int, int] = {}
        self._kept: dict[int, int] = {}  # later entry → how many pairs were kept of it
        for left, right in known:
            self._join(left, right)

    def wanted(self, earlier: int, later: int) -> bool:
        """Return whether the pair, if it is one, is worth keeping.

        >>> links = Links(known=[(1, 2)])
        >>> for earlier in (1, 2): links.keep(earlier, 3)
        >>> links.wanted(1, 4), links.wanted(2, 3)
        (True, True)
        >>> for earlier in (5, 6): links.keep(earlier, 3)
        >>> links.wanted(1, 3)
        False
        """
        is_joined = _root(self._above, earlier) == _root(self._above, later)
        return not is_joined or self._kept.get(later, 0) < MOST_LINKS

    def keep(self, earlier: int, later: int) -> None:
        self._kept[later] = self._kept.get(later, 0) + 1
        self._join(earlier, later)

    def keep_if_wanted(self, earlier: int, later: int) -> bool:
        """Keep the pair if it is `wanted`, and return whether it was."""
        if not self.wanted(earlier, later):
            return False
        self.keep(earlier, later)
        return True

    def _join(self, left: int, right: int) -> None:
        one, other = _root(self._above, left), _root(self._above, right)
        self._above[max(one, other)] = min(one, other)


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
