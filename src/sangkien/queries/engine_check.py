"""Is what the search for duplicates keeps true to the entries: rows, keys, and what is found?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, Sum
from django.db.models.functions import Length

from sangkien.adapters.store import store_for
from sangkien.core.engine.kept import KEY_BYTES, keys_in
from sangkien.core.engine.postings import entry_in, posting
from sangkien.models import (
    Campaign,
    DuplicateFeatures,
    DuplicateKey,
    DuplicatePair,
    Finding,
    Initiative,
)
from sangkien.queries.duplicates import NOT_FILED, bare_clusters_of
from sangkien.queries.joining import tells_copies
from sangkien.queries.sql import rows
from sangkien.queries.unit_codes import chunks

Named = tuple[int, str]  # by a finding: the other entry, and the receipt of who filed first

AT_A_TIME = 2_000  # entries
_POSTINGS_AT_A_TIME = 50_000
_THERE = "SELECT posting FROM sangkien_duplicatekey WHERE posting {among}"


class Misfiled(NamedTuple):
    """Where the keys that entries are found under differ from those kept with their rows."""

    entries: list[int]  # not found under all of their keys
    postings: list[int]  # of keys that the entry does not have


def without_rows() -> Iterator[int]:
    """Yield the entries that count and of which the engine keeps nothing: nobody meets them."""
    kept = DuplicateFeatures.objects.filter(initiative=OuterRef("id"))
    found = Initiative.objects.filter(~Exists(kept)).exclude(state__in=NOT_FILED)
    yield from found.order_by("id").values_list("id", flat=True).iterator(AT_A_TIME)


def kept_in_vain() -> Iterator[int]:
    """Yield the entries that do not count any more and of which the engine keeps something."""
    found = DuplicateFeatures.objects.filter(initiative__state__in=NOT_FILED)
    ids = found.order_by("initiative_id").values_list("initiative_id", flat=True)
    yield from ids.iterator(AT_A_TIME)


def misfiled() -> Misfiled:
    """Return where the postings differ from the keys of the rows; nothing where all agree.

    Reads all keys once, and all postings once more only where there are too many.
    """
    entries = list(_not_found_by_all_keys())
    is_even = _count_of_keys() == DuplicateKey.objects.count() and not entries
    return Misfiled(entries, [] if is_even else list(_surplus()))


def wrongly_named(campaign: Campaign) -> Iterator[int]:
    """Yield the entries whose findings name another copy or first filer than the pairs say.

    Of a campaign that has a rule about copies switched off nobody: what holds there is not kept.
    """
    if not tells_copies(campaign):
        return
    filed = Initiative.objects.filter(campaign=campaign).exclude(state__in=NOT_FILED)
    seen: set[int] = set()  # of a cluster that reaches into the next chunks
    for some in chunks(filed.order_by("id").values_list("id", flat=True).iterator(), AT_A_TIME):
        verdicts = _named_by_pairs(set(some) - seen)
        seen.update(verdicts)
        alive, dismissed = _named_by_findings(verdicts)
        yield from sorted(
            entry_id
            for entry_id, named in verdicts.items()
            if not alive[entry_id] <= named <= alive[entry_id] | dismissed[entry_id]
        )


def torn_pairs() -> Iterator[int]:
    """Yield pairs whose entries are in two campaigns, or not in the order of their numbers."""
    found = DuplicatePair.objects.exclude(
        a__lt=F("b"), a__campaign=F("campaign"), b__campaign=F("campaign")
    )
    yield from found.order_by("id").values_list("id", flat=True).iterator(AT_A_TIME)


def _named_by_pairs(entry_ids: Collection[int]) -> dict[int, set[Named]]:
    """Whom the findings on the entries and on all their copies have to name: one, or nobody."""
    found: dict[int, set[Named]] = {entry_id: set() for entry_id in entry_ids}
    for cluster in bare_clusters_of(entry_ids) if entry_ids else ():
        for member in cluster.members:
            verdict = cluster.verdict_of(member.id)
            named = {(verdict.other.id, verdict.first.receipt)} if verdict else set()
            found[member.id] = named
    return found


def _named_by_findings(
    entry_ids: Iterable[int],
) -> tuple[defaultdict[int, set[Named]], defaultdict[int, set[Named]]]:
    """Whom findings that hold name, and whom those name that a person dismissed."""
    alive: defaultdict[int, set[Named]] = defaultdict(set)
    dismissed: defaultdict[int, set[Named]] = defaultdict(set)
    told = Finding.objects.filter(initiative__in=list(entry_ids), reason="R01")
    for entry_id, state, *named in told.exclude(state=Finding.State.LAPSED).values_list(
        "initiative_id", "state", "details__other_id", "details__first_receipt"
    ):
        names = dismissed if state == Finding.State.DISMISSED else alive
        names[entry_id].add((named[0], named[1]))
    return alive, dismissed


def _not_found_by_all_keys() -> Iterator[int]:
    kept = DuplicateFeatures.objects.order_by("initiative_id")
    for some in chunks(kept.values_list("initiative_id", flat=True).iterator(), AT_A_TIME):
        wanted = _postings_of(some)
        there = _there({number for numbers in wanted.values() for number in numbers})
        yield from (entry_id for entry_id, numbers in wanted.items() if not numbers <= there)


def _surplus() -> Iterator[int]:
    last = None
    while some := _postings_after(last):
        last = some[-1]
        wanted = _postings_of({entry_in(number) for number in some})
        yield from (number for number in some if number not in wanted.get(entry_in(number), ()))


def _postings_after(last: int | None) -> list[int]:
    found = DuplicateKey.objects.order_by("posting").values_list("posting", flat=True)
    return list((found if last is None else found.filter(posting__gt=last))[:_POSTINGS_AT_A_TIME])


def _postings_of(entry_ids: Collection[int]) -> dict[int, set[int]]:
    """Of each entry the postings that the keys kept with its row make."""
    among, ids = store_for(connection).among(entry_ids)
    statement = f"""
        SELECT entry.id, entry.campaign_id, kept.keys FROM sangkien_duplicatefeatures AS kept
        JOIN sangkien_initiative AS entry ON entry.id = kept.initiative_id
        WHERE kept.initiative_id {among}
    """  # noqa: S608 - a placeholder
    return {
        entry_id: {posting(campaign_id, key, entry_id) for key in keys_in(bytes(keys))}
        for entry_id, campaign_id, keys in rows(statement, (ids,))
    }


def _there(numbers: Collection[int]) -> set[int]:
    among, wanted = store_for(connection).among(numbers)
    return set(chain.from_iterable(rows(_THERE.format(among=among), (wanted,))))


def _count_of_keys() -> int:
    bytes_ = DuplicateFeatures.objects.aggregate(all=Sum(Length("keys")))["all"] or 0
    return bytes_ // KEY_BYTES
