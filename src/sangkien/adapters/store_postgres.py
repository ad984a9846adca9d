"""Raw writes on PostgreSQL: many writers, so counts are appended and folded later."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from time import monotonic, sleep
from typing import Any

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
from sangkien.core.store import LOCK_MANY

_PROBE = """
SELECT probe.shelf, ARRAY(
    SELECT posting & %s FROM sangkien_duplicatekey
    WHERE posting BETWEEN probe.shelf AND probe.shelf + %s
    ORDER BY posting LIMIT %s
)
FROM unnest(%s::bigint[]) AS probe(shelf)
"""
_KEEP = """
INSERT INTO sangkien_duplicatefeatures (initiative_id, engine_version, is_stale, packed, keys)
SELECT initiative_id, %s, false, packed, keys
FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS kept(initiative_id, packed, keys)
ON CONFLICT (initiative_id) DO UPDATE
SET (engine_version, is_stale, packed, keys) =
    (excluded.engine_version, excluded.is_stale, excluded.packed, excluded.keys)
"""
_APPEND = """
INSERT INTO sangkien_tallydelta
    (campaign_id, unit_id, phase, year, day, "column", is_open, n)
SELECT %s, * FROM unnest(%s::bigint[], %s::smallint[], %s::smallint[], %s::date[],
                         %s::smallint[], %s::boolean[], %s::integer[])
"""
# One statement, so that a reader's snapshot sees each count appended or folded, never both.
_FOLD = """
WITH taken AS (
    DELETE FROM sangkien_tallydelta
    RETURNING campaign_id, unit_id, phase, year, day, "column", is_open, n
), spread AS (
    SELECT campaign_id, above.id::bigint AS unit_id, taken.phase, taken.year, day,
           "column", is_open, n
    FROM taken JOIN sangkien_unit AS unit ON unit.id = taken.unit_id
    CROSS JOIN LATERAL unnest(string_to_array(rtrim(unit.path, '.'), '.')) AS above(id)
), added AS (
    INSERT INTO sangkien_tally
        (campaign_id, unit_id, phase, year, day, "column", is_open, n)
    SELECT campaign_id, unit_id, phase, year, day, "column", is_open, sum(n)
    FROM spread GROUP BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (campaign_id, unit_id, phase, year, day, "column", is_open)
    DO UPDATE SET n = sangkien_tally.n + excluded.n
)
SELECT count(*) FROM taken
"""
# one round trip; the parts of UNION ALL come in their order, the campaign's lock first
_LOCK = """
SELECT pg_advisory_xact_lock_shared(%s, %s)
UNION ALL SELECT pg_advisory_xact_lock(%s, slot) FROM unnest(%s::integer[]) AS slot
"""
# every transaction that has written to the journal and is not at its end, prepared ones too
_WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
  AND relation = 'sangkien_journalline'::regclass
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND pid IS DISTINCT FROM pg_backend_pid()
"""
LOOK_AGAIN_AFTER = 0.05  # seconds
_FOLDER = 878_001  # names of our advisory locks; any constants do
_CAMPAIGN = 878_002
_KEY = 878_003
_TREE = 878_004
_LISTS = 878_005
# deadlock, serialisation, unique: a rival was there first (PostgreSQL, appendix A)
_RIVALS = {"40P01", "40001", "23505"}


_ADAPTED: Adapted = {dict: as_json, list: as_json}


class PostgresStore:
    """See core.store.Store."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def lock_campaign(self, campaign_id: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_CAMPAIGN, campaign_id))

    def lock_filing(self, campaign_id: int, keys: Collection[int]) -> None:
        if len(keys) > LOCK_MANY:
            self.lock_campaign(campaign_id)
            return
        # in order of the key, so that two filings never wait for each other in a ring
        slots = sorted({key % 2**31 for key in keys})
        with self.connection.cursor() as cursor:
            cursor.execute(_LOCK, (_CAMPAIGN, campaign_id, _KEY, slots))

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[int]:
        return insert_rows(self.connection, table, columns, rows, adapted=_ADAPTED)

    def make_persons(self, has_number: Mapping[str, bool]) -> dict[str, int]:
        return make_persons(self.connection, has_number)

    def lock_tree(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_TREE,))

    def lock_entries(self, entry_ids: Collection[int]) -> None:
        with self.connection.cursor() as cursor:
            # no key: a foreign key to the entry, checked at the rival's commit, need not wait
            cursor.execute(
                "SELECT id FROM sangkien_initiative WHERE id = ANY(%s)"
                " ORDER BY id FOR NO KEY UPDATE",
                (sorted(entry_ids),),
            )

    def lock_lists(self, campaign_id: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_LISTS, campaign_id))

    def lists_holding(self, entry_ids: Collection[int]) -> list[tuple[int, int]]:
        return lists_holding(self.connection, self.among(entry_ids), lock="FOR SHARE OF held")

    def hold_folding(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_FOLDER,))

    def insert_keys(self, campaign_id: int, keys: Iterable[tuple[int, int]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO sangkien_duplicatekey (posting) SELECT unnest(%s::bigint[])",
                ([posting(campaign_id, key, entry_id) for key, entry_id in keys],),
            )

    def delete_keys(self, campaign_id: int, keys: Iterable[tuple[int, int]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM sangkien_duplicatekey WHERE posting = ANY(%s)",
                ([posting(campaign_id, key, entry_id) for key, entry_id in keys],),
            )

    def keep_features(self, version: str, rows: Iterable[tuple[int, bytes, bytes]]) -> None:
        # in order of the entry, so that two filings never wait for each other in a ring
        ordered = sorted(rows)
        if not ordered:
            return
        entries, packed, keys = map(list, zip(*ordered, strict=True))
        with self.connection.cursor() as cursor:
            cursor.execute(_KEEP, (version, entries, packed, keys))

    def probe(self, campaign_id: int, keys: Collection[int]) -> dict[int, Sequence[int]]:
        key_at = {shelf(campaign_id, key): key for key in keys}
        with self.connection.cursor() as cursor:
            cursor.execute(_PROBE, (ENTRY, ENTRY, KEY_CAP, list(key_at)))
            return {key_at[at]: array("q", found) for at, found in cursor.fetchall() if found}

    def among(self, numbers: Collection[int]) -> tuple[str, Any]:
        return "= ANY(%s)", sorted(numbers)

    def add_tallies(self, campaign_id: int, changes: Mapping[Place, int]) -> None:
        cells = [
            (int(place.unit_path.rstrip(".").rpartition(".")[2]), *place[1:], n)
            for place, n in sorted(changes.items())
            if n
        ]
        if not cells:
            return
        columns = [list(column) for column in zip(*cells, strict=True)]
        with self.connection.cursor() as cursor:
            cursor.execute(_APPEND, (campaign_id, *columns))

    def settled_line(self, *, patience: float) -> int | None:
        # ids are given in order, and whoever is given one holds a lock on the table until the end:
        # so every id below the last visible one is committed, given up, or held by these writers
        deadline = monotonic() + patience
        with self.connection.cursor() as cursor:
            cursor.execute(LAST_LINE)
            last = int(cursor.fetchone()[0])
            cursor.execute(_WRITERS)
            at_it = {writer for (writer,) in cursor.fetchall()}
            while at_it:
                if monotonic() >= deadline:
                    return None
                sleep(LOOK_AGAIN_AFTER)
                cursor.execute(_WRITERS)
                at_it &= {writer for (writer,) in cursor.fetchall()}
        return last

    def fold(self) -> int:
        with self.connection.cursor() as cursor:
            # one folder at a time; the lock goes with the connection's statement block
            cursor.execute("SELECT pg_try_advisory_lock(%s)", (_FOLDER,))
            if not cursor.fetchone()[0]:
                return 0
            try:
                cursor.execute(_FOLD)
                return int(cursor.fetchone()[0])
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", (_FOLDER,))

    def is_rival(self, error: BaseException) -> bool:
        return getattr(error.__cause__, "sqlstate", None) in _RIVALS
