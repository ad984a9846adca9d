"""Whom a new entry is to be compared with, of those that a database finds; no compiler needed."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from sangkien.core.engine.kept import is_lone
from sangkien.core.engine.layout import ENOUGH, KEY_CAP, LATE_CAP


def worth_comparing(
    keys: Collection[int], hosts: Mapping[int, Sequence[int]], *, visitor: int | None = None
) -> dict[int, int]:
    """Return who shares enough of `keys`, each told once, and how many; `meeting.meet` of one.

    `hosts` are those of each key, see `core.store.Store.probe`. A `visitor` that came too late to
    be one of them meets few; who only looks around meets all.

    >>> worth_comparing([2, 4, 7], {2: [11, 12], 4: [12], 7: [13]})
    {12: 2, 13: 1}
    """
    met = {key: _met(key, hosts.get(key, ()), visitor) for key in keys}
    shared = Counter(chain.from_iterable(met.values()))
    alone = {other for key in filter(is_lone, met) for other in met[key]}
    return {other: many for other, many in shared.items() if many >= ENOUGH or other in alone}


def _met(key: int, hosts: Sequence[int], visitor: int | None) -> Sequence[int]:
    if visitor is None or len(hosts) < KEY_CAP or visitor in hosts:
        return hosts
    return hosts[:LATE_CAP] if is_lone(key) else ()
