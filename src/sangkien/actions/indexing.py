"""Keep by which words entries are found, in the transaction that changes what they say or where
they stand.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import connection, transaction

from sangkien.adapters.search import search_index
from sangkien.core.search.words import entry_words
from sangkien.models import Initiative
from sangkien.queries.search_check import words_now
from sangkien.queries.unit_codes import AT_A_TIME, chunks


def index_new(entries: Mapping[Initiative, Sequence[str]]) -> None:
    """Let new entries be found, with the names of their authors. One statement, of none: none."""
    if not entries:
        return
    search_index(connection).put(
        (
            entry.id,
            entry_words(
                [entry.title, entry.workplace, *names],
                campaign_id=entry.campaign_id,
                unit_path=entry.unit_path,
            ),
        )
        for entry, names in entries.items()
    )


def index_again(entry_ids: Collection[int]) -> None:
    """Let entries be found by what they say now and where they stand. Three statements a chunk.

    For whoever changes title, workplace, authors or the unit that counts, and whoever erases names.
    """
    index = search_index(connection)
    for some in chunks(sorted(entry_ids), AT_A_TIME):
        index.put(words_now(some).items())


def index_below(unit_ids: Sequence[int]) -> None:
    """Let all entries that count at the units be found where they stand now."""
    for some in chunks(unit_ids, AT_A_TIME):
        entries = Initiative.objects.filter(unit__in=some).order_by("id")
        index_again(list(entries.values_list("id", flat=True)))


def rebuild_search() -> Iterator[int]:
    """Find the words of every entry anew; yield after each chunk how many entries it had."""
    last = 0
    while ids := _ids_after(last):
        last = ids[-1]
        with transaction.atomic():
            # a move that commits now would be overwritten by the place it left
            list(
                Initiative.objects.select_for_update().filter(id__in=ids).order_by("id").only("id")
            )
            index_again(ids)
        yield len(ids)
    search_index(connection).sort_anew()


def _ids_after(last: int) -> list[int]:
    entries = Initiative.objects.filter(id__gt=last).order_by("id")
    return list(entries.values_list("id", flat=True)[:AT_A_TIME])
