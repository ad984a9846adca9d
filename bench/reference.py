"""What the database itself can do: the rows of real registrations, written by the plain driver.

The rows of entries that the product registered are read back and written again to an empty copy
of the same database, durably (WAL and synchronous=FULL on SQLite, fsync and synchronous_commit
on PostgreSQL), by one connection, with nothing in between: no screening, no look-up, no ORM.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from statistics import median
from typing import Any

from psycopg.types.json import Jsonb

from bench.ground import SQLITE, Ground
from sangkien.core.engine.postings import entry_in

BATCH = 250  # write sets per transaction, as an import does
ROUNDS = 3
OWN_ROW = "sangkien_initiative"
# what one registration leaves, by table; %s stands for the entry
ROWS = {
    "sangkien_person": "id IN (SELECT person_id FROM sangkien_author WHERE initiative_id = %s)",
    OWN_ROW: "id = %s",
    "sangkien_author": "initiative_id = %s",
    "sangkien_personaldetail": "initiative_id = %s",
    "sangkien_duplicatefeatures": "initiative_id = %s",
    "sangkien_finding": "initiative_id = %s",
    "sangkien_journalline": "initiative_id = %s",
}
CELL = 'campaign_id, unit_id, phase, year, day, "column", is_open, n'

Statement = tuple[str, list[tuple[Any, ...]]]
WriteSet = list[Statement]  # what one registration writes


@dataclass(frozen=True, slots=True)
class Rates:
    """Entries per second, durable. The write set is what the product writes of an entry."""

    one_row_per_s: float  # the entry's own row, one per transaction
    write_set_per_s: float  # one write set per transaction
    batch_per_s: float  # write sets, BATCH per transaction
    rows_in_a_set: float


class Reference:
    """The rows of some entries of the measured database, ready to be written again."""

    def __init__(self, ground: Ground, entry_ids: Sequence[int]) -> None:
        self.ground = ground
        self.mark = "?" if ground.database == SQLITE else "%s"
        seen: set[int] = set()
        with _closing(ground.plain()) as connection:
            postings = _postings(connection, set(entry_ids))
            self.sets = [
                [*self._write_set(connection, entry_id, seen), self._filed(postings[entry_id])]
                for entry_id in entry_ids
            ]

    def measure(self) -> Rates:
        """Return the medians of ROUNDS rounds."""
        alone = [[part for part in a_set if OWN_ROW in part[0]] for a_set in self.sets]
        merged = [
            _merged(chain.from_iterable(self.sets[at : at + BATCH]))
            for at in range(0, len(self.sets), BATCH)
        ]
        rounds = [[self._rate(work) for work in (alone, self.sets, merged)] for _ in range(ROUNDS)]
        one_row, write_set, batch = (round(median(rates), 1) for rates in zip(*rounds, strict=True))
        rows = sum(len(rows) for a_set in self.sets for _, rows in a_set) / len(self.sets)
        return Rates(one_row, write_set, batch, round(rows, 1))

    def _rate(self, transactions: Iterable[WriteSet]) -> float:
        with _closing(self.ground.empty_copy()) as connection:
            cursor = connection.cursor()
            began = time.perf_counter()
            for statements in transactions:
                cursor.execute("BEGIN IMMEDIATE" if self.mark == "?" else "BEGIN")
                for statement, rows in statements:
                    cursor.executemany(statement, rows)
                cursor.execute("COMMIT")
            return len(self.sets) / (time.perf_counter() - began)

    def _write_set(self, connection: Any, entry_id: int, seen: set[int]) -> WriteSet:
        found = []
        for table, where in ROWS.items():
            cursor = connection.cursor()
            cursor.execute(
                f"SELECT * FROM {table} WHERE {where}".replace("%s", self.mark), (entry_id,)
            )
            names = [column[0] for column in cursor.description]
            rows = [tuple(map(_writable, row)) for row in cursor.fetchall()]
            if table == "sangkien_person":  # two entries of one person: the row comes once
                rows = [row for row in rows if row[0] not in seen]
                seen.update(row[0] for row in rows)
            if table == OWN_ROW:
                entry = dict(zip(names, rows[0], strict=True))
            if rows:
                found.append((self._insert(table, ", ".join(f'"{n}"' for n in names)), rows))
        return [*found, self._tallies(entry)]

    def _tallies(self, entry: dict[str, Any]) -> Statement:
        """One count up the tree on SQLite, one appended count on PostgreSQL."""
        units = [int(step) for step in entry["unit_path"].rstrip(".").split(".")]
        cell = (1, 2022, "2022-03-17", entry["column"], entry["is_open"], 1)
        rows = [(entry["campaign_id"], unit, *cell) for unit in units]
        if self.mark == "%s":
            return self._insert("sangkien_tallydelta", CELL), rows[-1:]
        keys = CELL.removesuffix(", n")
        add = f" ON CONFLICT ({keys}) DO UPDATE SET n = n + excluded.n"
        return self._insert("sangkien_tally", CELL) + add, rows

    def _filed(self, postings: Sequence[int]) -> Statement:
        return self._insert("sangkien_duplicatekey", "posting"), [(each,) for each in postings]

    def _insert(self, table: str, columns: str) -> str:
        marks = ", ".join([self.mark] * (columns.count(",") + 1))
        return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


def as_json(rates: Rates) -> dict[str, float]:
    return asdict(rates)


def _postings(connection: Any, entry_ids: set[int]) -> defaultdict[int, list[int]]:
    """Return what each entry is filed under: the tree of keys has no way to ask by entry."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    cursor = connection.cursor()
    cursor.execute("SELECT posting FROM sangkien_duplicatekey ORDER BY posting")
    for (posting,) in cursor.fetchall():
        if (entry_id := entry_in(posting)) in entry_ids:
            found[entry_id].append(posting)
    return found


def _merged(statements: Iterable[Statement]) -> WriteSet:
    """Return the statements with the rows of equal ones together, in the order of first use."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for statement, rows in statements:
        found.setdefault(statement, []).extend(rows)
    return list(found.items())


def _writable(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value


class _closing:  # noqa: N801 - used like contextlib.closing, which a driver's own `with` is not
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __enter__(self) -> Any:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()
