"""Whom a new entry is to be compared with, of those that a database finds; no compiler needed."""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import chain

from sangkien.core.engine.kept import is_lone
from sangkien.core.engine.layout import ENOUGH, KEY_CAP


def worth_comparing(
    keys: Collection[int], hosts: Mapping[int, Collection[int]], *, visitor: int | None = None
) -> dict[int, int]:
    """Return who shares enough of `keys`, each told once, and how many; `meeting.meet` of one.

    `hosts` are those of each key, see `core.store.Store.probe`. A `visitor` that is none of the
    hosts does not meet them at a key that is not enough alone; who only looks around does.

    >>> worth_comparing([2, 4, 7], {2: [11, 12], 4: [12], 7: [13]})
    {12: 2, 13: 1}
    """
    if visitor is not None:
        keys = [key for key in keys if is_lone(key) or _is_open(hosts.get(key, ()), visitor)]
    shared = Counter(chain.from_iterable(hosts.get(key, ()) for key in keys))
    alone = {other for key in filter(is_lone, keys) for other in hosts.get(key, ())}
    return {other: many for other, many in shared.items() if many >= ENOUGH or other in alone}


def _is_open(hosts: Collection[int], visitor: int) -> bool:
    return len(hosts) < KEY_CAP or visitor in hosts
