"""The index that entries are searched in; one adapter per dialect (adapters/search_*.py)."""

from collections.abc import Collection, Iterable
from typing import Protocol

from sangkien.core.search.query import Query

MOST_FOUND = 500  # entries of one search, the newest; ranking reads no more than these


class SearchIndex(Protocol):
    """`put` is called by actions inside their transaction, so that what is stored is found."""

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep (initiative id, its words) in the place of what was kept. One statement."""

    def find(self, query: Query, *, most: int) -> list[int]:
        """Return the newest entries that hold the query, at most `most`. One statement.

        The work is bounded: a frequent word ends after `most` hits, a rare one leads the others,
        so that no text is read and no more than the postings of the rarest word.
        """

    def faults(self) -> Collection[str]:
        """Return what is wrong with the index itself, in the words of the database."""

    def sort_anew(self) -> None:
        """Make the index anew from the words that are kept."""
