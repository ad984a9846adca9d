"""A register of labelled entries in the product's own tables, as the plain statements load it.

Tables that no check looks at stay empty. Nothing may be imported from here before Django is set up.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
from django.db import connection, transaction
from django.utils.timezone import now

from bench.ground import say
from sangkien.actions.inserting import insert_all
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.duplicates import Text
from sangkien.core.engine.kept import Read, kept, kept_keys
from sangkien.core.standing import Column
from sangkien.core.text import tidy
from sangkien.models import Campaign, Initiative, PersonalDetail, Tally

CHUNK = 2_000  # entries in a transaction
COLUMNS = ("title", "description", "authors", "member_numbers", "workplace", "unit", "applied_on")
KEYS, ROWS = "sangkien_duplicatekey", "sangkien_duplicatefeatures"
Row = dict[str, Any]


def text_of(row: Row, unit_number: int) -> Text:
    """Return what the engine reads of a row, as `actions.duplicates.text_of` lays it out."""
    return Text(
        title=tidy(row["title"]),
        description=row["description"],
        authors=tuple(row["authors"]),
        member_refs=tuple(filter(None, row["member_numbers"])),
        workplace=row["workplace"],
        unit=str(unit_number),
        own_names=(row["workplace"], row["unit"]),
    )


def texts_in(file: Path) -> Iterator[list[tuple[Row, Text]]]:
    """Yield the rows of a file with what is read of them, a chunk at a time."""
    units: dict[str, int] = {}
    for batch in pq.ParquetFile(file).iter_batches(CHUNK, columns=list(COLUMNS)):
        rows = batch.to_pylist()
        yield [(row, text_of(row, units.setdefault(row["unit"], len(units) + 2))) for row in rows]


def fill(campaign: Campaign, file: Path, held_out: set[int]) -> tuple[list[int], list[Text]]:
    """Load a file but for the rows `held_out`; return the id of each row, and the texts left out.

    A row that was left out has the id 0.
    """
    (person,) = store_for(connection).make_persons({"bench": False}).values()
    ids: list[int] = []
    left_out: list[Text] = []
    with _not_durable():
        for chunk in texts_in(file):
            places = range(len(ids), len(ids) + len(chunk))
            filed = [
                pair for place, pair in zip(places, chunk, strict=True) if place not in held_out
            ]
            left_out += [text for n, (_, text) in zip(places, chunk, strict=True) if n in held_out]
            given = iter(_store(campaign, filed, person))
            ids += [0 if place in held_out else next(given) for place in places]
            if len(ids) % 100_000 < CHUNK:
                say(f"  {len(ids)} entries")
    _count(campaign, len(ids) - len(held_out))
    _settle()
    return ids, left_out


@transaction.atomic
def _store(campaign: Campaign, filed: Sequence[tuple[Row, Text]], person: int) -> list[int]:
    store, judge = store_for(connection), engine()
    initiatives = insert_all([_initiative(campaign, row, text) for row, text in filed])
    ids = [initiative.id for initiative in initiatives]
    details = [
        PersonalDetail(person_id=person, initiative_id=entry_id, name=name)
        for entry_id, (_, text) in zip(ids, filed, strict=True)
        for name in text.authors
    ]
    insert_all(details)
    read: dict[int, Read] = dict(zip(ids, judge.read([text for _, text in filed]), strict=True))
    store.insert_keys(campaign.id, ((key, n) for n, each in read.items() for key in each.keys))
    store.keep_features(
        judge.version, ((n, kept(each.row), kept_keys(each.keys)) for n, each in read.items())
    )
    return ids


_moment = now()
_serial = iter(range(1, 2**62))


def _initiative(campaign: Campaign, row: Row, text: Text) -> Initiative:
    serial = next(_serial)
    return Initiative(
        campaign=campaign,
        client_ref=f"bench-{serial}",
        content_hash=f"{serial:064x}",
        receipt_token=UUID(int=serial * 0x9E3779B97F4A7C15 % 2**128),
        occurred_at=_moment,
        recorded_at=_moment,
        channel=Initiative.Channel.SHEET,
        title=text.title,
        description=row["description"],
        applied_on=row["applied_on"],
        workplace=row["workplace"],
        ticked_unit_id=campaign.owner_id,
        unit_id=campaign.owner_id,
        unit_path=f"{campaign.owner.path}{text.unit}.",
        column=Column.PENDING,
    )


def _count(campaign: Campaign, entries: int) -> None:
    """Let the register know how many it holds: verdicts are corrected for it."""
    place = {"phase": 0, "year": _moment.year, "day": _moment.date(), "column": Column.PENDING}
    Tally.objects.create(
        campaign=campaign, unit_id=campaign.owner_id, **place, is_open=False, n=entries
    )


@contextmanager
def _not_durable() -> Iterator[None]:
    """Load without waiting for the disk; what is measured afterwards does wait."""
    is_sqlite = connection.vendor == "sqlite"
    off, on = ("PRAGMA synchronous=OFF", "PRAGMA synchronous=FULL")
    if not is_sqlite:
        off, on = ("SET synchronous_commit = off", "SET synchronous_commit = on")
    with connection.cursor() as cursor:
        cursor.execute(off)
        yield
        cursor.execute(on)


def _settle() -> None:
    """Leave the tables as a register in use has them: the log written back, statistics known."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")


def index_bytes() -> dict[str, int]:
    """Return the bytes of the keys, of the rows, and of the indexes on them, by name."""
    if connection.vendor == "sqlite":
        statement = """
            SELECT schema.name, sum(pgsize) FROM dbstat JOIN sqlite_schema AS schema
            ON schema.name = dbstat.name WHERE schema.tbl_name IN (%s, %s) GROUP BY schema.name
        """
    else:
        statement = """
            SELECT part.relname, pg_table_size(part.oid) FROM pg_class AS part
            LEFT JOIN pg_index ON indexrelid = part.oid
            WHERE coalesce(indrelid, part.oid) IN (%s::regclass, %s::regclass)
        """
    with connection.cursor() as cursor:
        cursor.execute(statement, (KEYS, ROWS))
        return dict(cursor.fetchall())
