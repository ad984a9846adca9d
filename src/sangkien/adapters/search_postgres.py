"""Full-text search by PostgreSQL: words as a tsvector beside the entry, under a GIN index."""

from collections.abc import Collection, Iterable
from typing import Any

from sangkien.core.search.query import Group, Query

NEWEST = 10_000  # entries that are looked through before the index is asked

_PUT = """
INSERT INTO sangkien_entrywords (initiative_id, words)
SELECT * FROM unnest(%s::bigint[], %s::text[])
ON CONFLICT (initiative_id) DO UPDATE SET words = excluded.words
WHERE sangkien_entrywords.words <> excluded.words
"""
# GIN hands out all that holds the words before the first row comes: of frequent words that is the
# register. What is frequent is found among the newest, though, and then GIN is not asked. `+ 0`:
# else the planner may walk the whole table backwards for the few rows that hold a rare word.
_FIND = """
WITH asked AS (SELECT %s::tsquery AS query), newest AS MATERIALIZED (
    SELECT initiative_id FROM (
        SELECT initiative_id, found FROM sangkien_entrywords
        ORDER BY initiative_id DESC LIMIT %s
    ) AS recent
    WHERE found @@ (SELECT query FROM asked) ORDER BY initiative_id DESC LIMIT %s
), every AS (
    SELECT initiative_id FROM sangkien_entrywords
    WHERE found @@ %s::tsquery AND (SELECT count(*) FROM newest) < %s
    ORDER BY initiative_id + 0 DESC LIMIT %s
)
SELECT initiative_id FROM newest WHERE (SELECT count(*) FROM newest) >= %s
UNION ALL SELECT initiative_id FROM every
ORDER BY 1 DESC
"""


class PostgresSearch:
    """See core.search.index.SearchIndex."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        kept = sorted(rows)
        with self.connection.cursor() as cursor:
            cursor.execute(_PUT, ([row[0] for row in kept], [row[1] for row in kept]))

    def find(self, query: Query, *, most: int) -> list[int]:
        asked = " & ".join(map(_either, query))
        with self.connection.cursor() as cursor:
            cursor.execute(_FIND, (asked, NEWEST, most, asked, most, most, most))
            return [row[0] for row in cursor.fetchall()]

    def faults(self) -> Collection[str]:
        """The vector is a column made from the words, its index the database's own: none."""
        return []

    def sort_anew(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("REINDEX INDEX entrywords_found")


def _either(group: Group) -> str:
    # letters, digits and our own underscore only: nothing a quoted word could break out of
    words = [f"'{term.word}'{':*' if term.is_begun else ''}" for term in group]
    return f"({' | '.join(words)})"
