"""What one machine of a cluster does: Arrow tables in, Arrow tables out, machine code between.

A cluster moves blocks: one row has all that some entries hold for one part, as lists of numbers.
A row for each key or pair would cost more in moving than the work itself.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sangkien.adapters.machine_code import keep_machine_code

# before the engine is imported, on every machine: each process would compile for itself
keep_machine_code([Path(sys.prefix) / "machine-code"])

from sangkien.adapters.engine_tables import entries_of_table  # noqa: E402
from sangkien.core.engine.artefact import Artefact  # noqa: E402
from sangkien.core.engine.batch import clusters_of  # noqa: E402
from sangkien.core.engine.engine import Engine  # noqa: E402
from sangkien.core.engine.layout import KEYS, ROW  # noqa: E402
from sangkien.core.engine.parts import (  # noqa: E402
    Visits,
    compared,
    counted,
    met_by_key,
    part_of,
    postings,
)
from sangkien.core.engine.scoring import probability  # noqa: E402

_engines: dict[str, Engine] = {}


def extracted(batches: Iterable[pa.RecordBatch], artefact: Artefact) -> Iterator[pa.RecordBatch]:
    """Read entries: from `place`, which numbers them, and texts to (entries, rows, keys)."""
    for batch in batches:
        table = pa.Table.from_batches([batch])
        if table["place"].null_count:
            raise ValueError("an entry without a place: number all of them in the order of filing")
        found = _engine(artefact).extractor.extract(entries_of_table(table))
        bounds = np.array([0, len(table)])
        columns = {
            "entries": _lists(table["place"].to_numpy(), bounds),
            "rows": _bytes(found.rows, bounds),
            "keys": _bytes(found.keys, bounds),
        }
        yield pa.RecordBatch.from_pydict(columns)


def _engine(artefact: Artefact) -> Engine:
    """Return the engine of an artefact; the words it has met stay for the next call."""
    if artefact.version not in _engines:
        _engines[artefact.version] = Engine(artefact)
    return _engines[artefact.version]


def correction(artefact: Artefact, size: int) -> float:
    """Return by how much log-odds fall in a register of `size` entries."""
    return _engine(artefact).correction(size)


def posted(batches: Iterable[pa.RecordBatch], parts: int) -> Iterator[pa.RecordBatch]:
    """Hand out the keys of (entries, keys), by key: (part, keys, entries)."""
    for batch in batches:
        keys, entries = postings(_matrix(batch["keys"], KEYS), _numbers(batch["entries"]))
        order, present, bounds = _parted(part_of(keys, parts))
        yield pa.RecordBatch.from_pydict(
            {
                "part": present,
                "keys": _lists(keys[order], bounds),
                "entries": _lists(entries[order], bounds),
            }
        )


def met(table: pa.Table, parts: int) -> pa.Table:
    """Let the entries of one part of the keys meet: (part, the fields of `Visits`)."""
    keys, entries = _numbers(table["keys"]), _numbers(table["entries"])
    visits = met_by_key(keys.view(np.uint64), entries, parts)
    hosts, visitors = (_firsts(counts) for counts in (visits.host_counts, visits.visitor_counts))
    # they come in the order of their parts
    _, present, bounds = _parted(part_of(visits.visitors[visitors[:-1]], parts))
    bounds_of = {"hosts": hosts[bounds], "visitors": visitors[bounds]}
    columns = {
        name: _lists(column, bounds_of.get(name, bounds))
        for name, column in visits._asdict().items()
    }
    return pa.table({"part": present, **columns})


def candidates(table: pa.Table, parts: int) -> pa.Table:
    """Count the meetings of the visitors of one part: (part, earlier, later) by key."""
    keys, *others = (_numbers(table[name]) for name in Visits._fields)
    found = counted(Visits(keys.view(np.uint64), *others))
    order, present, bounds = _parted(part_of(found.keys, parts))
    return pa.table(
        {
            "part": present,
            "earlier": _lists(found.earlier[order], bounds),
            "later": _lists(found.later[order], bounds),
        }
    )


def wanted(table: pa.Table, part: int, parts: int) -> pa.Table:
    """Ask for the rows that the pairs of one part need: (part, entries, for_parts) by entry."""
    entries = np.unique(np.concatenate([_numbers(table["earlier"]), _numbers(table["later"])]))
    order, present, bounds = _parted(part_of(entries, parts))
    return pa.table(
        {
            "part": present,
            "entries": _lists(entries[order], bounds),
            "for_parts": _lists(np.full(entries.size, part), bounds),
        }
    )


def homes(batches: Iterable[pa.RecordBatch], parts: int) -> Iterator[pa.RecordBatch]:
    """Hand out the rows of (entries, rows), by entry: (part, entries, rows)."""
    for batch in batches:
        entries = _numbers(batch["entries"])
        order, present, bounds = _parted(part_of(entries, parts))
        yield pa.RecordBatch.from_pydict(
            {
                "part": present,
                "entries": _lists(entries[order], bounds),
                "rows": _bytes(_matrix(batch["rows"], ROW)[order], bounds),
            }
        )


def sent(at_home: pa.Table, asked: pa.Table) -> pa.Table:
    """Send the rows of one part to where they are wanted: (part, entries, rows) by need."""
    entries, rows = _numbers(at_home["entries"]), _matrix(at_home["rows"], ROW)
    needed, for_parts = _numbers(asked["entries"]), _numbers(asked["for_parts"])
    order, present, bounds = _parted(for_parts)
    needed = needed[order]
    ranked = np.argsort(entries)
    found = ranked[np.searchsorted(entries[ranked], needed)]
    return pa.table(
        {
            "part": present,
            "entries": _lists(needed, bounds),
            "rows": _bytes(rows[found], bounds),
        }
    )


def judged(pairs: pa.Table, there: pa.Table, artefact: Artefact, correction: float) -> pa.Table:
    """Compare the pairs of one part: of copies (earlier, later, points, probability)."""
    earlier, later = _numbers(pairs["earlier"]), _numbers(pairs["later"])
    points = compared(
        _matrix(there["rows"], ROW),
        _numbers(there["entries"]),
        earlier,
        later,
        frequencies=artefact.statistics.name_shares,
        forest=artefact.forest,
        correction=correction,
    )
    kept = points >= 0
    return pa.table(
        {
            "earlier": earlier[kept],
            "later": later[kept],
            "points": points[kept],
            "probability": np.array([probability(found) for found in points[kept].tolist()], float),
        }
    )


def first_of_each(pairs: pa.Table) -> pa.Table:
    """Return of each entry in (earlier, later) the first of its cluster: (entry, first)."""
    ends = np.stack([pairs[name].to_numpy() for name in ("earlier", "later")])
    entries, places = np.unique(ends, return_inverse=True)
    first = clusters_of(entries.size, *places.reshape(ends.shape))
    return pa.table({"entry": entries, "first": entries[first]})


def _parted(parts: NDArray[Any]) -> tuple[NDArray[np.int64], pa.Array, NDArray[np.int64]]:
    """Return an order that brings each part together, the parts, and where each one begins."""
    order = np.argsort(parts, kind="stable")
    present, firsts = np.unique(parts[order], return_index=True)
    return order, pa.array(present, pa.int32()), np.append(firsts, parts.size)


def _firsts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each of so many begins, one behind the other, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(counts)])


def _lists(numbers: NDArray[Any], bounds: NDArray[np.int64]) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(bounds, pa.int32()), numbers.view(np.int64))


def _bytes(matrix: NDArray[np.uint64], bounds: NDArray[np.int64]) -> pa.Array:
    offsets = pa.array(bounds * matrix.shape[1] * matrix.itemsize, pa.int32())
    buffers = [None, offsets.buffers()[1], pa.py_buffer(np.ascontiguousarray(matrix))]
    return pa.Array.from_buffers(pa.binary(), bounds.size - 1, buffers)


def _numbers(column: Any) -> NDArray[np.int64]:
    """Return what stands in the lists of a column, one behind the other."""
    flat = (chunk.flatten().to_numpy() for chunk in _chunks(column))
    return np.concatenate([np.zeros(0, np.int64), *flat])


def _matrix(column: Any, width: int) -> NDArray[np.uint64]:
    """Return the bytes of a column, one behind the other, as rows of so many numbers."""
    values = (value for chunk in _chunks(column) for value in chunk)
    found = [np.frombuffer(value.as_buffer(), np.uint64) for value in values]
    return np.concatenate([np.zeros(0, np.uint64), *found]).reshape(-1, width)


def _chunks(column: Any) -> Sequence[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]
