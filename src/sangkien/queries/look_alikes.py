"""What a register holds that a title just typed looks like: for the member who is typing."""

from typing import NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import Text
from sangkien.core.engine.fields import Field, same_person
from sangkien.core.engine.probing import worth_comparing
from sangkien.models import Campaign, Initiative
from sangkien.queries.features import kept_rows

MOST_COMPARED = 200  # entries, those that share most keys first
_LIKE_FROM, _OWN_LIKE_FROM = 0.75, 0.5  # of titles; of one's own a looser likeness is of use


class LookAlike(NamedTuple):
    """An entry that looks like what is typed: no more of it than anybody may see."""

    title: str
    unit_name: str
    is_own: bool  # of the author who was typed, at the place that was typed


def look_alikes(campaign: Campaign, typed: Text, *, most: int = 5) -> list[LookAlike]:
    """Return the entries whose titles look most like the typed one, one's own first.

    Another grade, subject or number is no look-alike. Trade secrets are left out and take nobody's
    place. Three queries, one where nothing is near.
    """
    ranked = near(campaign, typed)
    if not ranked:
        return []
    shown = Initiative.objects.filter(id__in=[entry_id for entry_id, _ in ranked], is_secret=False)
    names = {
        entry_id: (title, unit_name)
        for entry_id, title, unit_name in shown.values_list("id", "title", "unit__short_name")
    }
    public = [(entry_id, is_own) for entry_id, is_own in ranked if entry_id in names][:most]
    return [LookAlike(*names[entry_id], is_own) for entry_id, is_own in public]


def near(campaign: Campaign, typed: Text) -> list[tuple[int, bool]]:
    """Return the ids of entries with titles like the typed one and whether they are one's own.

    The nearest first, one's own before the others. Two queries, one where nothing is near.
    """
    judge = engine()
    (read,) = judge.read([typed])
    shared = worth_comparing(read.keys, store_for(connection).probe(campaign.id, read.keys))
    nearest = sorted(shared, key=lambda entry_id: (-shared[entry_id], entry_id))[:MOST_COMPARED]
    kept = kept_rows(nearest, judge.version) if nearest else {}
    if not kept:
        return []
    rows = judge.recalled(
        [blob for blob, _ in kept.values()], [names for _, names in kept.values()]
    )
    return _ranked(list(kept), judge.agreements(read.row, rows))


def _ranked(ids: list[int], agreements: NDArray[np.float64]) -> list[tuple[int, bool]]:
    """Return the entries that look alike and whether they are one's own, the nearest first."""
    found = []
    for entry_id, pair in zip(ids, agreements, strict=True):
        is_own = same_person(pair)
        is_like = pair[Field.LIKE] >= (_OWN_LIKE_FROM if is_own else _LIKE_FROM)
        if is_like and pair[Field.SLOTS] == 0:
            found.append((not is_own, -float(pair[Field.LIKE]), entry_id, is_own))
    return [(entry_id, is_own) for _, _, entry_id, is_own in sorted(found)]
