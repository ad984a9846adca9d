"""Which stored entries to compare, and the pairs they form."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import MOST_LINKS, Evidence, Links, Text
from sangkien.core.engine.kept import Read, Row
from sangkien.core.engine.probing import worth_comparing
from sangkien.models import Campaign, DuplicatePair
from sangkien.queries.features import kept_rows, texts_of, titles_of
from sangkien.queries.register_size import register_size

AT_A_TIME = 10_000  # pairs whose rows are held in memory at once


class New(NamedTuple):
    """An entry whose keys were just stored, with what the engine read of it."""

    text: Text
    read: Read


class Candidate(NamedTuple):
    """Two entries to compare; sorted, the likest of each later entry come first."""

    later: int
    unshared: int  # minus the keys they share
    earlier: int


def candidates_of(campaign: Campaign, keys_of: Mapping[int, Collection[int]]) -> list[Candidate]:
    """Return the pairs to compare, in order: of entries that share enough keys.

    Each pair of new entries is met once, from its later one, who sees all keys that both share.
    """
    wanted = {key for found in keys_of.values() for key in found}
    hosts = store_for(connection).probe(campaign.id, wanted)
    found = []
    for entry_id, its_keys in keys_of.items():
        found += [
            Candidate(max(entry_id, other), -shared, min(entry_id, other))
            for other, shared in worth_comparing(its_keys, hosts, visitor=entry_id).items()
            if other < entry_id or (other > entry_id and other not in keys_of)
        ]
    return sorted(found)


def compared(
    campaign: Campaign,
    candidates: Sequence[Candidate],
    of: Mapping[int, New],
    links_there_are: Callable[[], Links],
) -> list[DuplicatePair]:
    """Return the pairs to store, in the order of `candidates`; of each later entry a few.

    What the engine read `of` some of them is at hand; of the others it is looked up. So are the
    `links_there_are` already, once, where one has more copies than are kept whatever there is.
    """
    if not candidates:
        return []
    size = register_size(campaign)
    own = {entry_id: each.read.row for entry_id, each in of.items()}
    texts = {entry_id: each.text for entry_id, each in of.items()}
    links: Links | None = None
    pairs: list[DuplicatePair] = []
    for some in _slices(candidates):
        known = own | _known_rows(ends_of(some) - own.keys())
        # who removes an entry from the database by hand leaves what it was filed under
        there = [each for each in some if {each.earlier, each.later} <= known.keys()]
        copies = _duplicates_among(there, known, size=size)
        if links is None and _are_too_many(copies):
            links = links_there_are()
            for pair in pairs:
                links.keep(pair.a_id, pair.b_id)
        if links is not None:
            copies = [each for each in copies if links.keep_if_wanted(each.earlier, each.later)]
        if copies:
            pairs += _pairs(campaign, copies, known, texts, size=size)
    return pairs


def none_any_more(pairs: Sequence[DuplicatePair]) -> list[DuplicatePair]:
    """Return the pairs that, as their entries are read now, are none in a register of any size."""
    asked = [Candidate(pair.b_id, 0, pair.a_id) for pair in pairs]
    found = _duplicates_among(asked, _known_rows(ends_of(asked)), size=0)
    copies = {(each.earlier, each.later) for each in found}
    return [pair for pair in pairs if (pair.a_id, pair.b_id) not in copies]


def ends_of(candidates: Iterable[Candidate]) -> set[int]:
    """Return the ids of all that are to be compared."""
    return {entry_id for each in candidates for entry_id in (each.earlier, each.later)}


def _are_too_many(copies: Iterable[Candidate]) -> bool:
    """Whether some entry has more copies than the links that each may have."""
    counts = Counter(each.later for each in copies)
    return any(count > MOST_LINKS for count in counts.values())


def _known_rows(entry_ids: AbstractSet[int]) -> dict[int, Row]:
    """The rows of stored entries; what was not kept is made anew.

    It is not kept for all that: only who holds an entry knows that nobody moves it meanwhile.
    """
    judge = engine()
    blobs = kept_rows(entry_ids, judge.version)
    recalled = judge.recalled(
        [blob for blob, _ in blobs.values()], [names for _, names in blobs.values()]
    )
    found = dict(zip(blobs, recalled, strict=True))
    if missing := entry_ids - found.keys():
        texts = texts_of(missing)
        read = judge.read(list(texts.values()))
        found |= {entry_id: each.row for entry_id, each in zip(texts, read, strict=True)}
    return found


def _slices(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates in order, not many at a time: each brings a neighbour into memory."""
    some: list[Candidate] = []
    for _, group in groupby(candidates, key=attrgetter("later")):
        some += group
        if len(some) >= AT_A_TIME:
            yield some
            some = []
    if some:
        yield some


def _pairs(
    campaign: Campaign,
    wanted: Sequence[Candidate],
    known: Mapping[int, Row],
    texts: Mapping[int, Text],
    *,
    size: int,
) -> list[DuplicatePair]:
    """Return the pairs that the candidates form, with the evidence."""
    texts = {**titles_of(ends_of(wanted) - texts.keys()), **texts}
    judge, pairs = engine(), []
    for later, _, earlier in wanted:
        match = judge.explain(
            (texts[earlier], known[earlier]), (texts[later], known[later]), size=size
        )
        pairs.append(
            DuplicatePair(
                campaign=campaign,
                a_id=earlier,
                b_id=later,
                probability=match.probability,
                same_person=match.same_person,
                evidence=[_stored(piece) for piece in match.evidence],
                engine_version=judge.version,
            )
        )
    return pairs


def _stored(piece: Evidence) -> dict[str, Any]:
    # not `asdict`, which copies all below it, with the rest of a check running as fast as it can
    return {"field": piece.field, "code": piece.code, "details": piece.details}


def _duplicates_among(
    candidates: Sequence[Candidate], known: Mapping[int, Row], *, size: int
) -> list[Candidate]:
    """Return the candidates that the engine calls duplicates, in their order."""
    if not candidates:
        return []
    places = {entry_id: place for place, entry_id in enumerate(known)}
    points = engine().points(
        np.stack(list(known.values())),
        [places[candidate.earlier] for candidate in candidates],
        [places[candidate.later] for candidate in candidates],
        size=size,
    )
    return [candidate for candidate, likely in zip(candidates, points, strict=True) if likely >= 0]
