"""The duplicates of a register on a cluster (Apache Spark), the same that one machine finds.

Spark moves blocks between the steps of `engine_blocks`, and repeats what a lost machine had done.
It shows each step under the name of its function. How to submit, what it needs and costs:
docs/engine-spark.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any, NamedTuple

import pyarrow as pa
from pyspark import Broadcast, StorageLevel
from pyspark.sql import DataFrame, GroupedData
from pyspark.sql import functions as sql

from sangkien.adapters import engine_blocks as blocks
from sangkien.adapters.engine_artefact import load
from sangkien.adapters.engine_tables import TEXT_COLUMNS
from sangkien.core.engine.artefact import Artefact

ENTRIES_IN_A_PART = 40_000  # a task costs a tenth of a second, before it has done anything
_WHOLE = {"tinyint", "smallint", "int", "bigint"}
_NUMBERS = "array<bigint>"
_ROWS = f"part int, entries {_NUMBERS}, rows binary"

Batches = Iterable[pa.RecordBatch]


class Duplicates(NamedTuple):
    """What is found; an entry without a copy is in neither table."""

    pairs: DataFrame  # id_a, filed before id_b; points: log-odds; probability: 0.5..1
    clusters: DataFrame  # id; first_id: of its cluster the one filed first, itself included


def find_duplicates(
    entries: DataFrame, artefact: Artefact | None = None, *, parts: int | None = None
) -> Duplicates:
    """Return the duplicates among `entries` once they are found.

    Columns as in `engine_tables`, of which only `title` must be there, and `id`. Entries are in the
    order of `place`, a whole number that no two share, or without such a column in that of `id`.
    """
    artefact = artefact or load()
    context = entries.sparkSession.sparkContext
    shared = context.broadcast(artefact)
    with _on_disk(_read(_placed(entries), shared)) as read:
        size = _size(read)
        many = parts or parts_of(size, cores=context.defaultParallelism)
        with _on_disk(_candidates(read, many)) as candidates:
            rows = _rows(read, candidates, many)
            correction = blocks.correction(artefact, size)
            found = _judged(candidates, rows, shared, correction).persist()
            clusters = blocks.first_of_each(found.select("earlier", "later").toArrow())
    firsts = entries.sparkSession.createDataFrame(clusters)
    return Duplicates(
        _with_ids(found, entries, {"earlier": "id_a", "later": "id_b"}),
        _with_ids(firsts, entries, {"entry": "id", "first": "first_id"}),
    )


def parts_of(size: int, *, cores: int) -> int:
    """Return into how many parts so many entries are cut: as many for one core as for another."""
    return cores * max(1, ceil(size / cores / ENTRIES_IN_A_PART))


@contextmanager
def _on_disk(found: DataFrame) -> Iterator[DataFrame]:
    """Keep on the disks of the machines what is asked for twice; a lost part is made again."""
    try:
        yield found.persist(StorageLevel.DISK_ONLY)
    finally:
        found.unpersist()


def _placed(entries: DataFrame) -> DataFrame:
    """Return the texts, and where each entry stands in the order of filing."""
    for name in ("id", "title"):
        if name not in entries.columns:
            raise ValueError(f"no column `{name}`: each entry needs an id and a title")
    ordered_by = "place" if "place" in entries.columns else "id"
    if dict(entries.dtypes).get(ordered_by) not in _WHOLE:
        raise ValueError(
            f"`{ordered_by}` is no column of whole numbers: number the entries in the order of"
            " filing, in a column `place`"
        )
    texts = [name for name in TEXT_COLUMNS if name in entries.columns]
    return entries.select(sql.col(ordered_by).cast("bigint").alias("place"), *texts)


def _read(placed: DataFrame, shared: Broadcast[Artefact]) -> DataFrame:
    """Return each entry read once, many in a block: (entries, rows, keys)."""

    def read(batches: Batches) -> Iterator[pa.RecordBatch]:
        return blocks.extracted(batches, shared.value)

    return placed.mapInArrow(read, f"entries {_NUMBERS}, rows binary, keys binary")


def _candidates(read: DataFrame, parts: int) -> DataFrame:
    """Return the pairs worth comparing, each in the part of its key: (part, earlier, later)."""

    def hand_out_keys(batches: Batches) -> Iterator[pa.RecordBatch]:
        return blocks.posted(batches, parts)

    def meet(keys: pa.Table) -> pa.Table:
        return blocks.met(keys, parts)

    def count(visits: pa.Table) -> pa.Table:
        return blocks.candidates(visits, parts)

    posted = read.select("entries", "keys").mapInArrow(
        hand_out_keys, f"part int, keys {_NUMBERS}, entries {_NUMBERS}"
    )
    met = _by_part(posted, parts).applyInArrow(
        meet,
        f"part int, keys {_NUMBERS}, host_counts {_NUMBERS}, visitor_counts {_NUMBERS},"
        f" hosts {_NUMBERS}, visitors {_NUMBERS}",
    )
    counted = _by_part(met, parts).applyInArrow(
        count, f"part int, earlier {_NUMBERS}, later {_NUMBERS}"
    )
    return counted.repartitionById(parts, "part")


def _rows(read: DataFrame, candidates: DataFrame, parts: int) -> DataFrame:
    """Return the rows that each part of the candidates needs: (part, entries, rows)."""

    def ask(key: tuple[Any, ...], pairs: pa.Table) -> pa.Table:
        return blocks.wanted(pairs, key[0].as_py(), parts)

    def hand_out_rows(batches: Batches) -> Iterator[pa.RecordBatch]:
        return blocks.homes(batches, parts)

    def send(at_home: pa.Table, asked: pa.Table) -> pa.Table:
        return blocks.sent(at_home, asked)

    wanted = candidates.groupBy("part").applyInArrow(
        ask, f"part int, entries {_NUMBERS}, for_parts {_NUMBERS}"
    )
    homes = read.select("entries", "rows").mapInArrow(hand_out_rows, _ROWS)
    sent = _by_part(homes, parts).cogroup(_by_part(wanted, parts)).applyInArrow(send, _ROWS)
    return sent.repartitionById(parts, "part")


def _judged(
    candidates: DataFrame, rows: DataFrame, shared: Broadcast[Artefact], correction: float
) -> DataFrame:
    """Return the pairs that are one work: (earlier, later, points, probability)."""

    def judge(pairs: pa.Table, there: pa.Table) -> pa.Table:
        return blocks.judged(pairs, there, shared.value, correction)

    return (
        candidates.groupBy("part")
        .cogroup(rows.groupBy("part"))
        .applyInArrow(judge, "earlier bigint, later bigint, points double, probability double")
    )


def _by_part(found: DataFrame, parts: int) -> GroupedData:
    """Bring each part together, one to a task: no part waits behind another by chance."""
    return found.repartitionById(parts, "part").groupBy("part")


def _size(read: DataFrame) -> int:
    """Return how many entries were read; each must have a place of its own."""
    places = read.select(sql.explode("entries").alias("place"))
    row = places.agg(sql.count("place"), sql.count_distinct("place")).first()
    count, distinct = row or (0, 0)
    if count != distinct:
        raise ValueError(f"{count - distinct} entries have a place (or id) that another has")
    return int(count)


def _with_ids(found: DataFrame, entries: DataFrame, names: dict[str, str]) -> DataFrame:
    """Put ids for places under new names."""
    if "place" not in entries.columns:
        return found.withColumnsRenamed(names)
    for place, name in names.items():
        ids = entries.select(sql.col("place").alias(place), sql.col("id").alias(name))
        found = found.join(ids, place).drop(place)
    return found
