"""Is every entry found by the words it holds now?"""

from collections.abc import Collection, Iterator

from django.db import connection

from sangkien.adapters.search import search_index
from sangkien.core.search.words import entry_words
from sangkien.models import EntryWords, Initiative
from sangkien.queries.people import author_names

AT_A_TIME = 1_000  # entries


def words_now(entry_ids: Collection[int]) -> dict[int, str]:
    """Return the words by which each entry is to be found. Two queries."""
    rows = Initiative.objects.filter(id__in=entry_ids).values_list(
        "id", "title", "workplace", "campaign_id", "unit_path"
    )
    names = author_names(list(entry_ids))
    return {
        entry_id: entry_words(
            [title, workplace, *names[entry_id]], campaign_id=campaign_id, unit_path=path
        )
        for entry_id, title, workplace, campaign_id, path in rows
    }


def entries_not_found() -> Iterator[int]:
    """Yield the ids of entries that are found by other words than they hold, or not at all."""
    last = 0
    while some := _ids_after(last):
        last = some[-1]
        kept = dict(
            EntryWords.objects.filter(initiative__in=some).values_list("initiative_id", "words")
        )
        words = words_now(some)
        yield from (entry_id for entry_id in some if kept.get(entry_id) != words[entry_id])


def index_faults() -> Collection[str]:
    """Return what is wrong with the database's index over the words that are kept."""
    return search_index(connection).faults()


def _ids_after(last: int) -> list[int]:
    entries = Initiative.objects.filter(id__gt=last).order_by("id")
    return list(entries.values_list("id", flat=True)[:AT_A_TIME])
