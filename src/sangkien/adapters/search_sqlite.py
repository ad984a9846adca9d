"""Full-text search by SQLite's FTS5: an index over `sangkien_entrywords`, kept by its triggers."""

from collections.abc import Collection, Iterable
from typing import Any

from sangkien.core.search.query import Group, Query

_PUT = """
INSERT INTO sangkien_entrywords (initiative_id, words) VALUES (%s, %s)
ON CONFLICT (initiative_id) DO UPDATE SET words = excluded.words WHERE words <> excluded.words
"""
# by rowid, not by rank: the walk ends with the last hit that is wanted
_FIND = """
SELECT rowid FROM sangkien_entryindex WHERE sangkien_entryindex MATCH %s
ORDER BY rowid DESC LIMIT %s
"""
_CHECK = "INSERT INTO sangkien_entryindex (sangkien_entryindex, rank) VALUES ('integrity-check', 1)"

_REBUILD = "INSERT INTO sangkien_entryindex (sangkien_entryindex) VALUES ('rebuild')"


class SqliteSearch:
    """See core.search.index.SearchIndex."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(_PUT, list(rows))

    def find(self, query: Query, *, most: int) -> list[int]:
        with self.connection.cursor() as cursor:
            cursor.execute(_FIND, (" AND ".join(map(_either, query)), most))
            return [row[0] for row in cursor.fetchall()]

    def faults(self) -> Collection[str]:
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(_CHECK)
        except self.connection.Database.DatabaseError as error:
            return [str(error)]
        return []

    def sort_anew(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(_REBUILD)


def _either(group: Group) -> str:
    # letters, digits and our own underscore only: nothing a quoted word could break out of
    words = [f'"{term.word}"{" *" if term.is_begun else ""}' for term in group]
    return f"({' OR '.join(words)})"
