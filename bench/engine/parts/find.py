"""Find the duplicates of a labelled file: `python -m bench.engine.parts.find FILE PAIRS TIMES`.

Times run from Arrow in memory to clusters, each time with an engine that has read nothing yet;
reading the file is told apart. PAIRS gets the arrays `a`, `b` and `probability` of what was found.
"""

import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numba import njit

from bench.engine.parts.apart import load, peak_rss_mb
from sangkien.adapters.engine_artefact import load as load_artefact
from sangkien.adapters.engine_tables import TEXT_COLUMNS, entries_of_table, extract_table
from sangkien.core.engine.batch import Pairs, clusters_of, find_pairs
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.entries import Entries
from sangkien.core.engine.meeting import meetings

THREADS = cpu_count() or 1
STEPS = ("extract_s", "meet_and_score_s", "cluster_s")
MB = 1_000_000
WARM_UP = 500  # entries, so that all machine code is there
_CHUNK = 1 << 22  # bytes hashed at a time


def main(words: Sequence[str]) -> None:
    file, pairs, times = Path(words[0]), Path(words[1]), int(words[2])
    began = time.perf_counter()
    table = read_texts(file)
    read_s = time.perf_counter() - began
    find(table.slice(0, WARM_UP))
    before_mb = peak_rss_mb()
    laps, cpu_s = [], []
    for _ in range(times):
        found = None  # the room of the last time
        began_cpu = time.process_time()
        found, lap = find(table)
        cpu_s.append(time.process_time() - began_cpu)
        laps.append(lap)
    assert found is not None
    peak_mb = peak_rss_mb()
    keep(found.pairs, pairs)
    entries = entries_of_table(table)
    facts = {
        "entries": len(table),
        "text_mb": round(text_bytes(entries) / MB, 1),
        "read_file_s": round(read_s, 2),
        **_summary(laps),
        "cpu_seconds": round(median(cpu_s), 3),  # of all threads; other programs disturb it least
        "compared_per_entry": round(found.pairs.compared / max(1, len(table)), 2),
        "pairs": len(found.pairs.earlier),
        "in_a_cluster": int((found.clusters != np.arange(len(table))).sum()),
        "memory_before_mb": before_mb,
        "peak_memory_mb": peak_mb,
        "meet_alone_s": round(_timed(lambda: meetings(found.keys)), 3),
        **_against_a_hash(entries, laps),
        "load": load(),
    }
    print(json.dumps(facts))


def read_texts(file: Path) -> pa.Table:
    """Return what the engine reads of a file, without its labels."""
    known = pq.read_schema(file).names
    return pq.read_table(file, columns=[name for name in TEXT_COLUMNS if name in known])


class Found(NamedTuple):
    keys: Any
    pairs: Pairs
    clusters: Any


def find(table: pa.Table) -> tuple[Found, dict[str, float]]:
    """Return what is found in a table, and the seconds of each of `STEPS`."""
    judge = Engine(load_artefact())  # a new one: every word is read for the first time
    marks = [time.perf_counter()]
    rows, keys = extract_table(table, judge.extractor, threads=THREADS)
    marks.append(time.perf_counter())
    shares, forest = judge.artefact.statistics.name_shares, judge.artefact.forest
    correction = judge.correction(len(table))
    pairs = find_pairs(rows, keys, shares, forest, correction=correction)
    marks.append(time.perf_counter())
    clusters = clusters_of(len(table), pairs.earlier, pairs.later)
    marks.append(time.perf_counter())
    return Found(keys, pairs, clusters), dict(zip(STEPS, np.diff(marks), strict=True))


def keep(pairs: Pairs, path: Path) -> None:
    """Write pairs as two arrays of ids and one of probabilities."""
    probability = 1 / (1 + np.exp(-pairs.points))
    np.savez(path, a=pairs.earlier, b=pairs.later, probability=probability)


def text_bytes(entries: Entries) -> int:
    return sum(int(column.offsets[-1] - column.offsets[0]) for column in entries.columns)


def _summary(laps: Sequence[dict[str, float]]) -> dict[str, Any]:
    totals = [sum(lap.values()) for lap in laps]
    return {
        "seconds": round(median(totals), 3),
        "each_s": [round(total, 3) for total in totals],
        "steps": {step: round(median(lap[step] for lap in laps), 3) for step in STEPS},
    }


def _against_a_hash(entries: Entries, laps: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the pace of extracting beside that of the plainest loop over the same bytes."""
    size = text_bytes(entries) / MB
    extract = size / median(lap["extract_s"] for lap in laps)
    limit = size / min(_timed(lambda: hash_all(entries)) for _ in range(3))
    return {
        "extract_mb_per_s": round(extract, 1),
        "byte_hash_mb_per_s": round(limit, 1),
        "extract_ratio": round(extract / limit, 4),
    }


def hash_all(entries: Entries) -> int:
    """Hash every byte of every column, one after the other, by as many threads as extracting."""
    chunks = [
        text[first : first + _CHUNK]
        for text in entries.texts
        for first in range(0, len(text), _CHUNK)
    ]
    _hash(np.zeros(1, np.uint8)[:0])  # compiled
    with ThreadPoolExecutor(THREADS) as pool:
        return sum(map(int, pool.map(_hash, chunks)))


@njit(nogil=True)
def _hash(text: Any) -> int:
    """FNV-1a, 64 bits: each byte waits for the one before."""
    found = np.uint64(0xCBF29CE484222325)
    for byte in text:
        found = (found ^ np.uint64(byte)) * np.uint64(0x100000001B3)
    return found


def _timed(do: Any) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1:])
