"""Meet an entry with its copies: probe by key, compare, remember the pairs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256

from django.db import connection
from django.db.models import Q

from sangkien.actions.attempts import Overtaken
from sangkien.actions.comparing import New, candidates_of, compared, ends_of, none_any_more
from sangkien.actions.holding import hold_clusters
from sangkien.actions.inserting import insert_all
from sangkien.actions.people import identity_of
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import Links, Text
from sangkien.core.engine.kept import Read, kept, kept_keys
from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.text import tidy
from sangkien.models import Campaign, DuplicateFeatures, DuplicatePair
from sangkien.queries.duplicates import linked_among, links_of, told_apart
from sangkien.queries.engine_rows import keys_of
from sangkien.queries.features import texts_of
from sangkien.queries.followers import loosened_by
from sangkien.queries.joining import Joined, Joint, ends_among, join, joint_of


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
        unit=str(unit.id),
        own_names=(entry.workplace, unit.name),
    )


def link_copies(campaign: Campaign, new: Mapping[int, New]) -> Joined:
    """Store the keys of new entries and the pairs they form with each other and the register.

    Of a crowd of copies each is linked to a few earlier ones only. Returns what that changes.
    Call inside the registering transaction, after the store's lock_filing.
    """
    new = {entry_id: new[entry_id] for entry_id in sorted(new)}
    _keep(campaign, new)
    candidates = candidates_of(campaign, _keys_of(new))
    if not candidates:
        return Joined()
    pairs = compared(
        campaign,
        candidates,
        new,
        lambda: Links(linked_among(ends_of(candidates) - new.keys())),
    )
    if not pairs:
        return Joined()
    joint = _held_joint(campaign, pairs, new.keys())
    insert_all(pairs)
    return join(joint, pairs, new.keys())


def read_again(entry_ids: Collection[int]) -> dict[int, New]:
    """Return what the engine reads of stored entries now."""
    texts = texts_of(entry_ids)
    read = engine().read(list(texts.values()))
    return {entry_id: New(texts[entry_id], one) for entry_id, one in zip(texts, read, strict=True)}


def keep_again(campaign: Campaign, again: Mapping[int, New]) -> None:
    """Put keys and rows of entries that were read again in the place of those they had."""
    _take_out(campaign, again)
    _keep(campaign, again)


def missed_pairs(
    campaign: Campaign, again: Mapping[int, New], *, among: Collection[int] | None = None
) -> list[DuplicatePair]:
    """Return the pairs that entries read again form, but for those there are; stores nothing.

    They form them with each other and the register, or only `among` these. Of an entry that a
    person told different nothing is asked again.
    """
    candidates = [
        each
        for each in candidates_of(campaign, _keys_of(again))
        if among is None or (each.earlier in among and each.later in among)
    ]
    if not candidates:
        return []
    asked = set(DuplicatePair.objects.filter(Q(a__in=again) | Q(b__in=again)).values_list("a", "b"))
    apart = told_apart({each.later for each in candidates})
    unasked = [
        each
        for each in candidates
        if each.later not in apart and (each.earlier, each.later) not in asked
    ]
    return compared(campaign, unasked, again, lambda: _links_among(ends_of(candidates)))


def unlink(campaign: Campaign, gone: Collection[int], copies: Collection[int]) -> None:
    """Let entries that count no more be found no more, and hold together what hung on them.

    `copies` are the others of their clusters, as far as they follow (`followers_of`).
    """
    _take_out(campaign, gone)
    DuplicateFeatures.objects.filter(initiative__in=gone).delete()
    if not copies:
        return
    here = {*gone, *copies}
    relink(
        campaign,
        [pair for pair in links_of(gone, filed=False) if here.issuperset(pair)],
        copies,
    )


def relink(campaign: Campaign, lost: Collection[tuple[int, int]], copies: Collection[int]) -> None:
    """Hold together what of the `copies` hung together by the links that they `lost`."""
    if loose := loosened_by(lost, copies):
        insert_all(missed_pairs(campaign, read_again(loose), among=copies))


def let_go(campaign: Campaign, entry_ids: Collection[int], copies: AbstractSet[int]) -> None:
    """Forget undecided pairs that rested on what the entries lost; `copies`: their clusters."""
    if not entry_ids:
        return
    some = Q(a__in=entry_ids) | Q(b__in=entry_ids)
    pairs = DuplicatePair.objects.filter(some, a__in=copies, b__in=copies)
    gone = none_any_more(list(pairs.filter(decision=DuplicatePair.Decision.OPEN)))
    if gone:
        DuplicatePair.objects.filter(id__in=[pair.id for pair in gone]).delete()
        relink(campaign, [(pair.a_id, pair.b_id) for pair in gone], copies)


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


def _keep(campaign: Campaign, found: Mapping[int, New]) -> None:
    """Store the keys and rows of entries that have none, for those who come after."""
    store = store_for(connection)
    keys = ((key, entry_id) for entry_id, each in found.items() for key in each.read.keys)
    store.insert_keys(campaign.id, keys)
    rows = (
        (entry_id, kept(each.read.row), kept_keys(each.read.keys))
        for entry_id, each in found.items()
    )
    store.keep_features(engine().version, rows)


def _links_among(entry_ids: Collection[int]) -> Links:
    links = Links()
    for earlier, later in linked_among(entry_ids):
        links.keep(earlier, later)
    return links


def _take_out(campaign: Campaign, entry_ids: Collection[int]) -> None:
    """Let the entries be found under none of the keys they are filed under."""
    filed = keys_of(entry_ids)
    keys = ((key, entry_id) for entry_id, its_keys in filed.items() for key in its_keys)
    store_for(connection).delete_keys(campaign.id, keys)


def _keys_of(found: Mapping[int, New]) -> dict[int, Collection[int]]:
    return {entry_id: each.read.keys for entry_id, each in found.items()}
