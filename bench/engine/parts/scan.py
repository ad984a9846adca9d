"""The shipped command over one file: `engine scan FILE --out DIR`, its seconds and its memory."""

import csv
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from bench.engine.measures import Labels, Pairs, pair_score
from bench.engine.parts.apart import PROJECT, load, peak_rss_mb
from bench.engine.parts.batch import growth_exponent
from bench.engine.parts.goals import Goal
from bench.engine.parts.run import Run
from bench.ground import say
from sangkien.adapters.engine_tables import TEXT_COLUMNS

EVERY_S = 0.2
MB = 1_000_000


def measure(run: Run) -> dict[str, Any]:
    """Return what each size took, and the exponent of growth from the smallest to the largest."""
    sizes = [one(run.file(count), run.folder / f"scan-{count}") for count in run.sizes]
    growth = growth_exponent(sizes[0], sizes[-1]) if len(sizes) > 1 else None
    return {"sizes": sizes, "growth_exponent": growth}


def goals(_result: dict[str, Any]) -> list[Goal]:
    """Return none: the bounds are those of the batch, held at a million."""
    return []


def one(file: Path, out: Path) -> dict[str, Any]:
    """Return what scanning a labelled file took, and how good the pairs it wrote are."""
    say(f"Scanning {file.name} …")
    read_s = reading_alone(file)
    began = time.perf_counter()
    peak_mb = _scanned(file, out)
    seconds = time.perf_counter() - began
    labels = Labels.read(file)
    summary = json.loads((out / "summary.json").read_text())
    score = pair_score(labels, pairs_in(out / "pairs.csv", labels.size))
    return {
        "entries": labels.size,
        "seconds": round(seconds, 1),
        "read_file_s": round(read_s, 2),
        "ratio": round(seconds / read_s, 2),
        "peak_memory_mb": peak_mb,
        "pairs": summary["pairs"],
        "clusters": summary["clusters"],
        "duplicates": summary["duplicates"],
        "precision": _rounded(score.precision),
        "recall": _rounded(score.recall),
        "f1": _rounded(score.f1),
        "results_mb": round(sum(each.stat().st_size for each in out.iterdir()) / MB, 1),
        "load": load(),
    }


def reading_alone(file: Path) -> float:
    """Return the seconds that reading the same columns takes, and nothing else: the raw limit."""
    began = time.perf_counter()
    known = [name for name in TEXT_COLUMNS if name in pq.read_schema(file).names]
    rows = sum(batch.num_rows for batch in pq.ParquetFile(file).iter_batches(columns=known))
    assert rows == pq.read_metadata(file).num_rows
    return time.perf_counter() - began


def pairs_in(written: Path, size: int) -> Pairs:
    """Return the pairs of a `pairs.csv` whose ids are the rows of the file."""
    with written.open(encoding="utf-8-sig", newline="") as lines:
        found = [
            (int(row["id_a"]), int(row["id_b"]), float(row["probability"]))
            for row in csv.DictReader(lines)
        ]
    a, b, probability = np.array(found, float).reshape(-1, 3).T
    return Pairs.of(a.astype(np.int64), b.astype(np.int64), probability, size)


def _scanned(file: Path, out: Path) -> float:
    """Run the command in a process of its own; return its memory at the highest, in MB."""
    command = [sys.executable, "-P", "-m", "sangkien", "engine", "scan", str(file)]
    surroundings = os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}"}
    process = subprocess.Popen(
        [*command, "--out", str(out)], env=surroundings, stdout=subprocess.DEVNULL
    )
    peak, is_over = [0.0], Event()

    def watch() -> None:
        while not is_over.wait(EVERY_S):
            with suppress(OSError, ValueError):  # it ended meanwhile
                peak.append(peak_rss_mb(Path(f"/proc/{process.pid}")))

    watching = Thread(target=watch)
    watching.start()
    try:
        code = process.wait()
    finally:
        is_over.set()
        watching.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return max(peak)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 5)
