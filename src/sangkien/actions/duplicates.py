"""Meet an entry with its copies: probe by key, compare, remember the pairs."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from sangkien.actions.attempts import Overtaken
from sangkien.actions.holding import hold_clusters
from sangkien.actions.inserting import insert_all
from sangkien.actions.people import identity_of
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import (
    ENGINE_VERSION,
    Features,
    Links,
    Text,
    duplicate,
    features,
    keys,
    lone_keys,
    pack,
    strongest_keys,
)
from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.text import tidy
from sangkien.models import (
    Campaign,
    DuplicateFeatures,
    DuplicateKey,
    DuplicatePair,
    Initiative,
)
from sangkien.queries.duplicates import NOT_FILED, linked_among, told_apart
from sangkien.queries.features import kept_features, texts_of

AT_A_TIME = 1_000  # pairs whose features are held in memory at once, 15 KB each

# a text is asked about before it is stored (for locks) and after
_features = lru_cache(maxsize=300)(features)


def features_of(texts: Mapping[int, Text]) -> dict[int, Features]:
    """Return the features of each text."""
    return {entry_id: _features(text) for entry_id, text in texts.items()}


def lock_keys(entries: Sequence[Entry], texts: Iterable[Text]) -> set[int]:
    """Return what to lock before filing: the strongest keys, and the senders' own."""
    found = {int.from_bytes(sha256(e.client_ref.encode()).digest()[:7]) for e in entries}
    return found.union(*(strongest_keys(_features(text)) for text in texts))


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


def link_copies(campaign: Campaign, texts: Mapping[int, Text]) -> list[DuplicatePair]:
    """Store the keys of new entries and the pairs they form with each other and the register.

    Of a crowd of copies each is linked to a few earlier ones only. Call inside the registering
    transaction, after the store's lock_filing.
    """
    own, store = features_of(texts), store_for(connection)
    keys_of = {entry_id: keys(own[entry_id]) for entry_id in sorted(own)}
    rows = ((key, entry_id) for entry_id, found in keys_of.items() for key in found)
    store.insert_keys(campaign.id, rows)
    _remember(own)
    candidates = _candidates(campaign, own, keys_of)
    links = Links(
        linked_among(
            {entry_id for c in candidates for entry_id in (c.earlier, c.later)} - own.keys()
        )
    )
    pairs: list[DuplicatePair] = []
    for some in _slices(candidates):
        strangers = {entry_id for c in some for entry_id in (c.earlier, c.later)} - own.keys()
        pairs += _pairs(campaign, some, own | _known_features(strangers, keep=True), links)
    _hold_ends({end for pair in pairs for end in (pair.a_id, pair.b_id)} - own.keys())
    insert_all(pairs)
    return pairs


def _hold_ends(ends: Collection[int]) -> None:
    """Hold the earlier entries, with their copies, before a pair joins them to the new ones."""
    if ends:
        hold_clusters((), ends)
        if Initiative.objects.filter(id__in=ends, state__in=NOT_FILED).exists():
            raise Overtaken  # withdrawn while we waited: another copy may have to hold the new one


def _remember(found: Mapping[int, Features]) -> None:
    """Keep the features of entries, for those who come after."""
    rows = ((entry_id, each.unit_path, pack(each)) for entry_id, each in found.items())
    store_for(connection).keep_features(ENGINE_VERSION, rows)


def _known_features(entry_ids: AbstractSet[int], *, keep: bool) -> dict[int, Features]:
    """Return the features of stored entries; what was not kept is made anew, to `keep` it or not.

    Whoever holds entries already keeps nothing: a filing keeps first and then waits for entries.
    """
    found = kept_features(entry_ids)
    if missing := entry_ids - found.keys():
        made = features_of(texts_of(missing))
        if keep:
            _remember(made)
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
    own = _known_features(set(copies), keep=False)
    candidates = _candidates(campaign, own, {copy: keys(each) for copy, each in own.items()})
    apart = told_apart(copies)
    asked = set(DuplicatePair.objects.filter(a__in=copies).values_list("a", "b"))
    new = [
        candidate
        for candidate in candidates
        if {candidate.earlier, candidate.later} <= own.keys()
        and candidate.later not in apart
        and (candidate.earlier, candidate.later) not in asked
    ]
    insert_all(_pairs(campaign, new, own, Links(linked_among(copies))))


class _Candidate(NamedTuple):
    """Two entries to compare; sorted, the likest of each later entry come first."""

    later: int
    unshared: int  # minus the keys they share
    earlier: int


def _candidates(
    campaign: Campaign, own: Mapping[int, Features], keys_of: Mapping[int, Collection[int]]
) -> list[_Candidate]:
    """The pairs to compare, in order: they share two keys, or one that is enough alone.

    Each pair of new entries is met once, from its later one, who sees all keys that both share.
    """
    wanted = {key for found in keys_of.values() for key in found}
    holders = store_for(connection).probe(campaign.id, wanted)
    found = []
    for entry_id, its_keys in keys_of.items():
        shared = Counter(chain.from_iterable(holders.get(key, ()) for key in its_keys))
        enough = {other for key in lone_keys(own[entry_id]) for other in holders.get(key, ())}
        found += [
            _Candidate(max(entry_id, other), -count, min(entry_id, other))
            for other, count in shared.items()
            if (count > 1 or other in enough)
            and (other < entry_id or (other > entry_id and other not in own))
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
    known: Mapping[int, Features],
    links: Links,
) -> list[DuplicatePair]:
    """Compare the candidates in their order, of each later entry as far as it needs links."""
    pairs = []
    for b, _, a in candidates:
        if links.wanted(a, b) and (match := duplicate(known[a], known[b])):
            links.keep(a, b)
            pairs.append(
                DuplicatePair(
                    campaign=campaign,
                    a_id=a,
                    b_id=b,
                    probability=match.probability,
                    same_person=match.same_person,
                    evidence=[asdict(piece) for piece in match.evidence],
                    engine_version=ENGINE_VERSION,
                )
            )
    return pairs
