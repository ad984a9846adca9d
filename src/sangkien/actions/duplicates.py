"""Meet an entry with its copies: probe by key, compare, remember the pairs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256

from django.db import connection

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
    strongest_keys,
)
from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.text import tidy
from sangkien.models import Campaign, DuplicateKey, DuplicatePair
from sangkien.queries.duplicates import linked_among, texts_of, told_apart

AT_A_TIME = 50  # entries whose neighbours are held in memory at once

# neighbours come again and again in an import; one takes 10 KB and pins much more between short-
# lived neighbours of its own: 4.000 of them cost an import 200 MB
_features = lru_cache(maxsize=600)(features)


def features_of(texts: dict[int, Text]) -> dict[int, Features]:
    """Return the features of each text; computed once per text while it stays in the cache."""
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


def link_copies(campaign: Campaign, texts: dict[int, Text]) -> list[DuplicatePair]:
    """Store the keys of new entries and the pairs they form with each other and the register.

    Of a crowd of copies each is linked to a few earlier ones only. Call inside the registering
    transaction, after the store's lock_filing.
    """
    own = features_of(texts)
    rows = ((key, entry_id) for entry_id in sorted(own) for key in keys(own[entry_id]))
    store_for(connection).insert_keys(campaign.id, rows)
    candidates = _candidates(campaign, own)
    links = Links(linked_among({entry_id for pair in candidates for entry_id in pair} - own.keys()))
    pairs = []
    for part in _slices(sorted({later for _, later in candidates})):
        some = {pair: shared for pair, shared in candidates.items() if pair[1] in part}
        strangers = {entry_id for pair in some for entry_id in pair} - own.keys()
        known = features_of(texts_of(strangers)) if strangers else {}
        pairs += _store_pairs(campaign, some, own | known, links)
    return pairs


def _slices(later: Sequence[int]) -> Iterator[frozenset[int]]:
    """The later entries in order, few at a time: each brings a hundred neighbours into memory."""
    for first in range(0, len(later), AT_A_TIME):
        yield frozenset(later[first : first + AT_A_TIME])


def unlink(campaign: Campaign, gone: Collection[int], copies: Collection[int]) -> None:
    """Let entries that count no more be found no more, and hold together what hung on them.

    `copies` are the others of their clusters. Of an entry that a person told different nothing
    is asked again.
    """
    DuplicateKey.objects.filter(initiative__in=gone).delete()
    if not copies:
        return
    own = features_of(texts_of(copies))
    candidates = _candidates(campaign, own)
    apart = told_apart(copies)
    asked = set(DuplicatePair.objects.filter(a__in=copies).values_list("a", "b"))
    new = {
        (a, b): shared
        for (a, b), shared in candidates.items()
        if {a, b} <= own.keys() and b not in apart and (a, b) not in asked
    }
    _store_pairs(campaign, new, own, Links(linked_among(copies)))


def _candidates(campaign: Campaign, own: Mapping[int, Features]) -> dict[tuple[int, int], int]:
    """The pairs to compare, with how many keys they share: two, or one that is enough alone."""
    keys_of = {entry_id: keys(features) for entry_id, features in own.items()}
    postings: defaultdict[int, list[int]] = defaultdict(list)
    wanted = {key for found in keys_of.values() for key in found}
    for key, entry_id in store_for(connection).probe(campaign.id, wanted):
        postings[key].append(entry_id)
    sharing: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    enough: set[tuple[int, int]] = set()
    for entry_id, found in keys_of.items():
        lone = lone_keys(own[entry_id])
        for key in found:
            for other in postings[key]:
                if other != entry_id:
                    pair = min(entry_id, other), max(entry_id, other)
                    sharing[pair].add(key)
                    if key in lone:
                        enough.add(pair)
    return {
        pair: len(shared) for pair, shared in sharing.items() if len(shared) > 1 or pair in enough
    }


def _store_pairs(
    campaign: Campaign,
    candidates: Mapping[tuple[int, int], int],
    known: Mapping[int, Features],
    links: Links,
) -> list[DuplicatePair]:
    """Compare the candidates, of each later entry the likest first, as far as it needs links."""
    pairs = []
    for (a, b), _ in sorted(candidates.items(), key=lambda each: (each[0][1], -each[1], each[0])):
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
    return DuplicatePair.objects.bulk_create(pairs, batch_size=500) if pairs else []
