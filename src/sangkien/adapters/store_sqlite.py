"""Raw writes on SQLite: one writer at a time, so totals change in the writer's transaction."""

import json
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sangkien.adapters.plain_inserts import (
    LAST_LINE,
    Adapted,
    as_json,
    insert_rows,
    lists_holding,
    make_persons,
)
from sangkien.core.engine.layout import KEY_CAP
from sangkien.core.engine.postings import ENTRY, posting, shelf
from sangkien.core.standing import Place

# one row a key, not one an entry: of a chunk of an import that would be hundreds of thousands
_PROBE = """
SELECT probe.value, (
    SELECT group_concat(posting & %s) FROM (
        SELECT posting FROM sangkien_duplicatekey
        WHERE posting BETWEEN probe.value AND probe.value + %s
        ORDER BY posting LIMIT %s
    )
) AS found
FROM json_each(%s) AS probe
"""
_ADD = """
INSERT INTO sangkien_tally
    (campaign_id, unit_id, phase, year, day, "column", is_open, n)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (campaign_id, unit_id, phase, year, day, "column", is_open)
DO UPDATE SET n = n + excluded.n
"""


# as Django writes them: moments in UTC without saying so, tokens as 32 hexadecimal digits
_ADAPTED: Adapted = {
    datetime: lambda moment: str(moment.astimezone(UTC).replace(tzinfo=None)),
    date: date.isoformat,
    Decimal: str,
    UUID: lambda token: token.hex,
    dict: as_json,
    list: as_json,
}


class SqliteStore:
    """See core.store.Store."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def lock_campaign(self, campaign_id: int) -> None:
        """Nothing to do: BEGIN IMMEDIATE has let in one writer already."""

    def lock_filing(self, campaign_id: int, keys: Collection[int]) -> None:
        """Nothing to do, for the same reason."""

    def lock_tree(self) -> None:
        """Nothing to do, for the same reason."""

    def lock_entries(self, entry_ids: Collection[int]) -> None:
        """Nothing to do, for the same reason."""

    def lock_lists(self, campaign_id: int) -> None:
        """Nothing to do, for the same reason."""

    def lists_holding(self, entry_ids: Collection[int]) -> list[tuple[int, int]]:
        return lists_holding(self.connection, self.among(entry_ids))

    def hold_folding(self) -> None:
        """Nothing is ever folded here."""

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[int]:
        return insert_rows(self.connection, table, columns, rows, adapted=_ADAPTED)

    def make_persons(self, has_number: Mapping[str, bool]) -> dict[str, int]:
        return make_persons(self.connection, has_number)

    def insert_keys(self, campaign_id: int, keys: Iterable[tuple[int, int]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO sangkien_duplicatekey (posting) VALUES (%s)",
                [(posting(campaign_id, key, entry_id),) for key, entry_id in keys],
            )

    def delete_keys(self, campaign_id: int, keys: Iterable[tuple[int, int]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM sangkien_duplicatekey WHERE posting = %s",
                [(posting(campaign_id, key, entry_id),) for key, entry_id in keys],
            )

    def keep_features(self, version: str, rows: Iterable[tuple[int, bytes, bytes]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO sangkien_duplicatefeatures"
                " (initiative_id, engine_version, is_stale, packed, keys)"
                " VALUES (%s, %s, false, %s, %s)",
                [(entry_id, version, packed, keys) for entry_id, packed, keys in rows],
            )

    def probe(self, campaign_id: int, keys: Collection[int]) -> dict[int, Sequence[int]]:
        key_at = {shelf(campaign_id, key): key for key in keys}
        with self.connection.cursor() as cursor:
            cursor.execute(_PROBE, (ENTRY, ENTRY, KEY_CAP, json.dumps(list(key_at))))
            return {
                key_at[at]: array("q", map(int, found.split(",")))
                for at, found in cursor.fetchall()
                if found
            }

    def among(self, numbers: Collection[int]) -> tuple[str, Any]:
        return "IN (SELECT value FROM json_each(%s))", json.dumps(sorted(numbers))

    def add_tallies(self, campaign_id: int, changes: Mapping[Place, int]) -> None:
        totals: Counter[tuple[Any, ...]] = Counter()
        for place, n in changes.items():
            for unit_id in place.unit_path.rstrip(".").split("."):
                cell = (int(unit_id), place.phase, place.year, place.day.isoformat())
                totals[(*cell, int(place.column), int(place.is_open))] += n
        rows = [(campaign_id, *cell, n) for cell, n in sorted(totals.items()) if n]
        with self.connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)

    def settled_line(self, *, patience: float) -> int | None:  # noqa: ARG002 - nobody to wait for
        """One writer at a time: what it has not committed gets the ids after those there are."""
        with self.connection.cursor() as cursor:
            cursor.execute(LAST_LINE)
            return int(cursor.fetchone()[0])

    def fold(self) -> int:
        """Nothing is ever appended here."""
        return 0

    def is_rival(self, error: BaseException) -> bool:
        """A program outside the queue of writers may hold the file for longer than we wait."""
        return getattr(error.__cause__, "sqlite_errorname", "").startswith("SQLITE_BUSY")
