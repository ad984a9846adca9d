"""Meet an entry with its copies: probe by key, compare, remember the pairs."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from django.db import connection

from sangkien.actions.attempts import Overtaken
from sangkien.actions.holding import hold_clusters
from sangkien.actions.inserting import insert_all
from sangkien.actions.people import identity_of
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import Links, Text
from sangkien.core.engine.kept import Read, Row, is_lone, kept
from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.text import tidy
from sangkien.models import Campaign, DuplicateFeatures, DuplicateKey, DuplicatePair
from sangkien.queries.duplicates import linked_among, told_apart
from sangkien.queries.features import kept_rows, texts_of, titles_of
from sangkien.queries.joining import Joined, Joint, ends_among, join, joint_of
from sangkien.queries.register_size import register_size

AT_A_TIME = 10_000  # pairs whose rows are held in memory at once


def lock_keys(entries: Sequence[Entry], read: Iterable[Read]) -> set[int]:
    """Return what to lock before filing: the strongest keys, and the senders' own."""
    found = {int.from_bytes(sha256(e.client_ref.encode()).digest()[:7]) for e in entries}
    return found.union(*(each.strongest for each in read))


def text_of(entry: Entry, unit: UnitFact) -> Text:
    """Return what the engine reads of an entry: the same before and after it is stored."""
    return Text(
        title=tidy(entry.title),
        description=entry.description,
        effect=entry.effect,
        authors=tuple(author.name for author in entry.authors),
        member_refs=tuple(
            identity_of(a, entry.workplace) for a in entry.authors if a.member_number
        ),
        workplace=entry.workplace,
        unit_path=unit.path,
        own_names=(entry.workplace, unit.name),
    )


class New(NamedTuple):
    """An entry that was just stored, with what the engine read of it."""

    text: Text
    read: Read


def link_copies(campaign: Campaign, new: Mapping[int, New]) -> Joined:
    """Store the keys of new entries and the pairs they form with each other and the register.

    Of a crowd of copies each is linked to a few earlier ones only. Returns what that changes.
    Call inside the registering transaction, after the store's lock_filing.
    """
    store = store_for(connection)
    own = {entry_id: new[entry_id].read.row for entry_id in sorted(new)}
    keys_of = {entry_id: new[entry_id].read.keys for entry_id in own}
    rows = ((key, entry_id) for entry_id, found in keys_of.items() for key in found)
    store.insert_keys(campaign.id, rows)
    _remember(own, {entry_id: each.text.unit_path for entry_id, each in new.items()})
    candidates = _candidates(campaign, keys_of)
    if not candidates:
        return Joined()
    links = Links(
        linked_among(
            {entry_id for c in candidates for entry_id in (c.earlier, c.later)} - own.keys()
        )
    )
    size = register_size(campaign)
    texts = {entry_id: each.text for entry_id, each in new.items()}
    pairs: list[DuplicatePair] = []
    for some in _slices(candidates):
        strangers = {entry_id for c in some for entry_id in (c.earlier, c.later)} - own.keys()
        known = own | _known_rows(strangers, keep=True)
        pairs += _pairs(campaign, some, known, links, texts, size=size)
    if not pairs:
        return Joined()
    joint = _held_joint(campaign, pairs, own.keys())
    insert_all(pairs)
    return join(joint, pairs, own.keys())


def _held_joint(campaign: Campaign, pairs: Sequence[DuplicatePair], new: Collection[int]) -> Joint:
    """Hold the older ends before a pair joins them to the new entries; return how they stand.

    Whoever changes who is first in a cluster, or what holds it together, holds all of it: so one
    end held is enough where only more entries are added below.
    """
    joint = joint_of(campaign, pairs, new)
    if joint.ends:
        hold_clusters((), joint.whole, alone=joint.ends)
        if ends_among(campaign, joint.ends) != joint.ends:
            raise Overtaken  # withdrawn while we waited, or another came before the first filer
    return joint


def _remember(found: Mapping[int, Row], unit_paths: Mapping[int, str]) -> None:
    """Keep the rows of entries, for those who come after."""
    rows = ((entry_id, unit_paths[entry_id], kept(row)) for entry_id, row in found.items())
    store_for(connection).keep_features(engine().version, rows)


def _known_rows(entry_ids: AbstractSet[int], *, keep: bool) -> dict[int, Row]:
    """Return the rows of stored entries; what was not kept is made anew, to `keep` it or not.

    Whoever holds entries already keeps nothing: a filing keeps first and then waits for entries.
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
        made = {entry_id: each.row for entry_id, each in zip(texts, read, strict=True)}
        if keep:
            _remember(made, {entry_id: text.unit_path for entry_id, text in texts.items()})
        found |= made
    return found


def unlink(campaign: Campaign, gone: Collection[int], copies: Collection[int]) -> None:
    """Let entries that count no more be found no more, and hold together what hung on them.

    `copies` are the others of their clusters. Of an entry that a person told different nothing
    is asked again.
    """
    DuplicateKey.objects.filter(initiative__in=gone).delete()
    DuplicateFeatures.objects.filter(initiative__in=gone).delete()
    if not copies:
        return
    texts = texts_of(copies)
    read = dict(zip(texts, engine().read(list(texts.values())), strict=True))
    own = {copy: each.row for copy, each in read.items()}
    candidates = _candidates(campaign, {copy: each.keys for copy, each in read.items()})
    apart = told_apart(copies)
    asked = set(DuplicatePair.objects.filter(a__in=copies).values_list("a", "b"))
    new = [
        candidate
        for candidate in candidates
        if {candidate.earlier, candidate.later} <= own.keys()
        and candidate.later not in apart
        and (candidate.earlier, candidate.later) not in asked
    ]
    links = Links(linked_among(copies))
    insert_all(_pairs(campaign, new, own, links, texts, size=register_size(campaign)))


class _Candidate(NamedTuple):
    """Two entries to compare; sorted, the likest of each later entry come first."""

    later: int
    unshared: int  # minus the keys they share
    earlier: int


def _candidates(campaign: Campaign, keys_of: Mapping[int, Collection[int]]) -> list[_Candidate]:
    """The pairs to compare, in order: they share two keys, or one that is enough alone.

    Each pair of new entries is met once, from its later one, who sees all keys that both share.
    """
    wanted = {key for found in keys_of.values() for key in found}
    holders = store_for(connection).probe(campaign.id, wanted)
    found = []
    for entry_id, its_keys in keys_of.items():
        shared = Counter(chain.from_iterable(holders.get(key, ()) for key in its_keys))
        lone = filter(is_lone, its_keys)
        enough = {other for key in lone for other in holders.get(key, ())}
        found += [
            _Candidate(max(entry_id, other), -count, min(entry_id, other))
            for other, count in shared.items()
            if (count > 1 or other in enough)
            and (other < entry_id or (other > entry_id and other not in keys_of))
        ]
    return sorted(found)


def _slices(candidates: Iterable[_Candidate]) -> Iterator[list[_Candidate]]:
    """The candidates in order, not many at a time: each brings a neighbour into memory."""
    some: list[_Candidate] = []
    for _, group in groupby(candidates, key=attrgetter("later")):
        some += group
        if len(some) >= AT_A_TIME:
            yield some
            some = []
    if some:
        yield some


def _pairs(
    campaign: Campaign,
    candidates: Sequence[_Candidate],
    known: Mapping[int, Row],
    links: Links,
    texts: Mapping[int, Text],
    *,
    size: int,
) -> list[DuplicatePair]:
    """Compare the candidates; in their order, of each later entry link as many as it needs."""
    wanted = [
        (candidate.earlier, candidate.later)
        for candidate in _duplicates_among(candidates, known, size=size)
        if links.keep_if_wanted(candidate.earlier, candidate.later)
    ]
    texts = {**titles_of({end for pair in wanted for end in pair} - texts.keys()), **texts}
    judge, pairs = engine(), []
    for a, b in wanted:
        match = judge.explain((texts[a], known[a]), (texts[b], known[b]), size=size)
        pairs.append(
            DuplicatePair(
                campaign=campaign,
                a_id=a,
                b_id=b,
                probability=match.probability,
                same_person=match.same_person,
                evidence=[asdict(piece) for piece in match.evidence],
                engine_version=judge.version,
            )
        )
    return pairs


def _duplicates_among(
    candidates: Sequence[_Candidate], known: Mapping[int, Row], *, size: int
) -> list[_Candidate]:
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
