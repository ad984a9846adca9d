"""The cluster beside one process, on the same entries in the same run; prints JSON.

    PYTHONPATH=src:. .venv/bin/python -m bench.engine.spark_against_local ENTRIES.parquet

The cluster is a master and two workers of one core each on this machine, one process has two
threads; both read the file and end with clusters, which must be equal to the last pair. Where
others use the machine, the ratio of processor times says more than that of seconds.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.engine import spark_cluster
from bench.facts import facts
from sangkien.adapters.engine_artefact import load
from sangkien.adapters.engine_spark import find_duplicates
from sangkien.adapters.engine_tables import entries_of_table
from sangkien.core.engine.batch import clusters_of, find_pairs
from sangkien.core.engine.engine import Engine

Found = tuple[set[tuple[int, int, float]], list[int]]


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=Path, help="of bench.engine.generate")
    parser.add_argument("--memory", default="2g", help="of each executor's Java")
    asked = parser.parse_args(words)
    machine = facts()
    file = pq.ParquetFile(asked.entries)
    judge, count = Engine(load()), file.metadata.num_rows
    _locally(judge, file.read_row_group(0))  # machine code is made or read
    told = {"bench": "engine-spark", "machine": machine, "entries": count}
    began = process_time()
    found, local = _timed(lambda: _locally(judge, pq.read_table(asked.entries)))
    cpu = round(process_time() - began, 1)
    told |= {"pairs": len(found[0]), "local_s": local, "local_cpu_s": cpu}
    with tempfile.TemporaryDirectory() as folder:
        told |= _on_spark(asked.entries, found, Path(folder), asked.memory)
    told["ratio"] = round(told["spark_s"] / local, 2)
    told["cpu_ratio"] = round(told["spark_cpu_s"] / cpu, 2)
    print(json.dumps(told, indent=1))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = monotonic()
    done = work()
    return done, round(monotonic() - began, 1)


def _locally(judge: Engine, table: pa.Table) -> Found:
    count = len(table)
    rows, keys = judge.extractor.extract(entries_of_table(table), threads=2)
    found = find_pairs(
        rows,
        keys,
        judge.artefact.statistics.name_shares,
        judge.artefact.forest,
        correction=judge.correction(count),
    )
    pairs = zip(found.earlier.tolist(), found.later.tolist(), found.points.tolist(), strict=True)
    return set(pairs), clusters_of(count, found.earlier, found.later).tolist()


def _on_spark(path: Path, expected: Found, folder: Path, memory: str) -> dict[str, Any]:
    settings = {"spark.executor.memory": memory, "spark.driver.memory": "1g"}
    began = monotonic()
    with (
        spark_cluster.cluster(folder, memory=memory) as running,
        spark_cluster.session(running, folder / "driver", **settings) as spark,
    ):
        spark.range(1).count()  # both workers are there
        started = round(monotonic() - began, 1)
        cpu = running.cpu_s()
        found, seconds = _timed(lambda: _collected(spark, path, len(expected[1])))
        cpu = round(running.cpu_s() - cpu, 1)
        ended = spark_cluster.events(folder / "driver", "TaskEnd")
    if found != expected:
        raise RuntimeError("the cluster found other pairs than one process")
    metrics = [event["Task Metrics"] for event in ended if "Task Metrics" in event]
    written = sum(each["Shuffle Write Metrics"]["Shuffle Bytes Written"] for each in metrics)
    return {
        "start_s": started,
        "spark_s": seconds,
        "spark_cpu_s": cpu,
        "task_s": round(sum(each["Executor Run Time"] for each in metrics) / 1000, 1),
        "shuffled_mb": round(written / 1e6, 1),
        "spilled_mb": round(sum(each["Disk Bytes Spilled"] for each in metrics) / 1e6, 1),
    }


def _collected(spark: Any, path: Path, count: int) -> Found:
    found = find_duplicates(spark.read.parquet(str(path)))
    pairs, members = found.pairs.toArrow(), found.clusters.toArrow()
    first = np.arange(count)
    first[members["id"]] = members["first_id"]
    columns = (pairs[name].to_pylist() for name in ("id_a", "id_b", "points"))
    return set(zip(*columns, strict=True)), first.tolist()


if __name__ == "__main__":
    main(sys.argv[1:])
