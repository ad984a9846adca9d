"""Entries that hold what was typed: asked of the index, within the part of the tree one reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from sangkien.adapters.search import search_index
from sangkien.core.permissions import Verb
from sangkien.core.receipts import entry_of
from sangkien.core.search.index import MOST_FOUND
from sangkien.core.search.query import closeness, read_query, within
from sangkien.models import Account, Campaign, Initiative
from sangkien.queries.scope import places


@dataclass(frozen=True, slots=True)
class Hits:
    """The newest entries that hold the words. `is_cut`: there are more, not looked at."""

    entry_ids: tuple[int, ...]
    is_cut: bool = False


def hits(account: Account | None, campaign: Campaign, typed: str, *, unit_path: str) -> Hits:
    """Return which entries hold what was typed; a receipt number finds its one entry.

    At most MOST_FOUND, so that no search reads the register. One query. What the account may see
    is for `visible_entries` to say: the places only keep the hits of others out of the way.
    """
    entry_id = entry_of(typed)
    if entry_id is not None:
        return Hits((entry_id,))
    query = read_query(typed)
    if not query:
        return Hits(())
    paths = [unit_path] if unit_path else places(account, Verb.SEE_ENTRIES)
    asked = within(query, campaign_id=campaign.id, unit_ids=_units(campaign, paths))
    found = search_index(connection).find(asked, most=MOST_FOUND + 1)
    return Hits(tuple(found[:MOST_FOUND]), is_cut=len(found) > MOST_FOUND)


def best_first(found: QuerySet[Initiative], typed: str) -> list[int]:
    """Return the ids of entries that hits gave: what fits the title best first, then the newest.

    One query, which reads no more than MOST_FOUND titles.
    """
    rows = found.order_by("-id").values_list("id", "title")
    return [entry_id for entry_id, _ in sorted(rows, key=lambda row: -closeness(typed, row[1]))]


def _units(campaign: Campaign, paths: Sequence[str]) -> tuple[int, ...]:
    """The units that say where to look; none where the whole campaign lies within the paths."""
    if any(campaign.owner.path.startswith(path) for path in paths):
        return ()
    return tuple(int(path.rstrip(".").rpartition(".")[2]) for path in paths)
