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
from dataclasses import asdict
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.engine import spark_cluster
from bench.engine.parts.find import find, read_texts
from bench.engine.spark_parts import counted_by_parts
from bench.engine.spark_steps import MB, by_step
from bench.engine.spark_watch import watched
from sangkien.adapters.engine_spark import find_duplicates, parts_of

WORKERS = 2
SIZES = (1_000_000, 10_000_000, 100_000_000)  # entries, of which the cost model speaks

Found = tuple[set[tuple[int, int, float]], list[int]]


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=Path, help="of bench.engine.generate")
    parser.add_argument("--memory", default="2g", help="of each executor's Java")
    asked = parser.parse_args(words)
    find(pq.ParquetFile(asked.entries).read_row_group(0))  # machine code is made or read
    began = process_time()
    (expected, keys), local = _timed(lambda: _locally(asked.entries))
    cpu, count = round(process_time() - began, 2), len(keys)
    told: dict[str, Any] = {
        "entries": count,
        "pairs": len(expected[0]),
        "cores": WORKERS,
        "parts": parts_of(count, cores=WORKERS),
        "local_s": local,
        "local_cpu_s": cpu,
    }
    with tempfile.TemporaryDirectory() as folder:
        told |= _on_spark(asked.entries, expected, Path(folder), asked.memory)
    told["ratio"] = round(told["spark_s"] / local, 2)
    told["cpu_ratio"] = round(told["spark_cpu_s"] / cpu, 2)
    sizes = sorted({count, *SIZES})
    told |= counted_by_parts(keys, {size: parts_of(size, cores=WORKERS) for size in sizes})
    print(json.dumps(told, indent=1))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = monotonic()
    done = work()
    return done, round(monotonic() - began, 2)


def _locally(path: Path) -> tuple[Found, NDArray[np.uint64]]:
    """Return the pairs and clusters that one process finds, and the keys of the entries."""
    (keys, found, clusters), _ = find(read_texts(path))
    pairs = zip(found.earlier.tolist(), found.later.tolist(), found.points.tolist(), strict=True)
    return (set(pairs), clusters.tolist()), keys


def _on_spark(path: Path, expected: Found, folder: Path, memory: str) -> dict[str, Any]:
    settings = {"spark.executor.memory": memory, "spark.driver.memory": "1g"}
    driver = folder / "driver"
    began = monotonic()
    with (
        spark_cluster.cluster(folder, workers=WORKERS, memory=memory) as running,
        spark_cluster.session(running, driver, **settings) as spark,
    ):
        spark.range(1).count()  # both workers are there
        started = round(monotonic() - began, 1)
        cpu = running.cpu_s()
        with watched(running, folder) as highest:
            found, seconds = _timed(lambda: _collected(spark, path, len(expected[1])))
        cpu = round(running.cpu_s() - cpu, 1)
        noted = spark_cluster.events(driver)
    if found != expected:
        raise RuntimeError("the cluster found other pairs than one process")
    steps = by_step(noted)
    metrics = [event["Task Metrics"] for event in noted if "Task Metrics" in event]
    return {
        "java_memory": memory,
        "start_s": started,
        "spark_s": seconds,
        "spark_cpu_s": cpu,
        "task_s": round(sum(step["task_s"] for step in steps.values()), 1),
        "shuffled_mb": round(sum(step["shuffled_mb"] for step in steps.values()), 1),
        "spilled_mb": round(sum(each["Disk Bytes Spilled"] for each in metrics) / MB, 1),
        **asdict(highest),
        "steps": steps,
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
