"""Meet an entry with its copies: probe by key, compare, remember the pairs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256

from django.db import connection

from sangkien.actions.people import identity_of
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import (
    ENGINE_VERSION,
    Features,
    Text,
    duplicate,
    features,
    keys,
    strongest_keys,
)
from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.text import tidy
from sangkien.models import Campaign, DuplicatePair
from sangkien.queries.duplicates import texts_of

# neighbours come again and again in an import; one takes about 20 KB
_features = lru_cache(maxsize=4_000)(features)


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

    Call inside the registering transaction, after the store's lock_filing.
    """
    store = store_for(connection)
    own = features_of(texts)
    keys_of = {entry_id: keys(own[entry_id]) for entry_id in sorted(own)}
    store.insert_keys(campaign.id, ((key, e) for e, found in keys_of.items() for key in found))
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for key, entry_id in store.probe(campaign.id, {k for found in keys_of.values() for k in found}):
        postings[key].append(entry_id)
    candidates = {
        (min(entry_id, other), max(entry_id, other))
        for entry_id, found in keys_of.items()
        for key in found
        for other in postings[key]
        if other != entry_id
    }
    strangers = {entry_id for pair in candidates for entry_id in pair} - own.keys()
    known = features_of(texts_of(strangers)) if strangers else {}
    return _store_pairs(campaign, candidates, own | known)


def _store_pairs(
    campaign: Campaign, candidates: set[tuple[int, int]], known: dict[int, Features]
) -> list[DuplicatePair]:
    pairs = []
    for a, b in sorted(candidates):
        if match := duplicate(known[a], known[b]):
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
