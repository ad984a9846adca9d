"""Labelled entries in a parquet file: `python -m bench.engine.generate COUNT PATH [SEED]`.

The file is made in parts of `PART` rows, each from a seed of its own, so the same seed gives the
same rows however many processes write them. A cluster of duplicates stays within its part; titles,
names and units are common to all parts.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from random import Random, SystemRandom

import pyarrow as pa
import pyarrow.parquet as pq

from bench.engine.drafts import Draft, Filing
from bench.engine.duplicates import Copying
from bench.engine.negatives import Contrasting
from bench.engine.places import Country

PART = 50_000
DUPLICATE_SHARE, NEGATIVE_SHARE = 0.08, 0.04
ROW_GROUP = 10_000
SCHEMA = pa.schema(
    [
        ("id", pa.int64()),  # 0.. in the order of filing
        ("title", pa.string()),
        ("description", pa.string()),
        ("unit", pa.string()),
        ("workplace", pa.string()),
        ("authors", pa.list_(pa.string())),
        ("member_numbers", pa.list_(pa.string())),  # one an author, often ""
        ("applied_on", pa.date32()),
        ("cluster", pa.int64()),  # id of the first; entries of a cluster are duplicates
        ("kind", pa.string()),  # original, a kind of duplicate, a kind of hard negative
        ("description_change", pa.string()),
        ("author_change", pa.string()),
        ("source", pa.int64()),  # the entry it was made from, or -1
    ]
)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench.engine.generate", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("seed", type=int, nargs="?")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args(words)
    seed = SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    print(f"seed {seed}", flush=True)
    write(asked.path, asked.count, seed, asked.processes)


def write(path: Path, count: int, seed: int, processes: int = 1) -> None:
    """Write `count` labelled entries, and the seed beside them; memory holds one part a process."""
    schema = SCHEMA.with_metadata({"seed": str(seed)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in tables(count, seed, processes):
            writer.write_table(table, row_group_size=ROW_GROUP)


def seed_of(path: Path) -> int | None:
    """Return the seed a file was written with, None where it does not say."""
    known = pq.read_schema(path).metadata or {}
    return int(known[b"seed"]) if b"seed" in known else None


def tables(count: int, seed: int, processes: int = 1, rows: int = PART) -> Iterator[pa.Table]:
    """Yield the entries in parts of so many rows, in the order of their ids."""
    asked = [(seed, count, first, min(rows, count - first)) for first in range(0, count, rows)]
    if processes == 1 or len(asked) == 1:
        yield from map(_part, asked)
        return
    with ProcessPoolExecutor(processes) as pool:
        waiting = [pool.submit(_part, part) for part in asked[:processes]]
        for upcoming in (*asked[processes:], *[None] * processes):
            yield waiting.pop(0).result()
            if upcoming is not None:
                waiting.append(pool.submit(_part, upcoming))


def _part(asked: tuple[int, int, int, int]) -> pa.Table:
    seed, count, first, rows = asked
    random = Random(f"part {seed} {first}")
    drafts = part(random, _country(seed, count), rows)
    for draft in drafts:
        draft.id += first
    return pa.Table.from_pylist([_row(draft) for draft in drafts], schema=SCHEMA)


@cache
def _country(seed: int, count: int) -> Country:
    return Country(seed, count)


def part(random: Random, country: Country, count: int) -> list[Draft]:
    """Return `count` entries in the order of filing, numbered from 0."""
    duplicates, negatives = round(count * DUPLICATE_SHARE), round(count * NEGATIVE_SHARE)
    filing = Filing(random, country)
    originals = [filing.original() for _ in range(count - duplicates - negatives)]
    drafts = [
        *originals,
        *Copying(random, filing, originals).duplicates(duplicates),
        *Contrasting(random, filing, originals).negatives(negatives),
    ]
    drafts.sort(key=lambda draft: draft.filed)  # stable: a source stands before what follows it
    for number, draft in enumerate(drafts):
        draft.id = number
    return drafts


def _row(draft: Draft) -> dict[str, object]:
    return {
        "id": draft.id,
        "title": draft.title,
        "description": draft.text,
        "unit": draft.unit_name,
        "workplace": draft.workplace,
        "authors": draft.names or [person.name for person in draft.people],
        "member_numbers": [person.number for person in draft.people],
        "applied_on": draft.applied_on,
        "cluster": (draft.root or draft).id,
        "kind": draft.kind,
        "description_change": draft.description_change,
        "author_change": draft.author_change,
        "source": draft.source.id if draft.source else -1,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
