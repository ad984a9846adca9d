"""The duplicate engine: how good its verdicts are and how fast, beside other ways to get them."""

import sys
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.engine.generate import seed_of
from bench.engine.parts import batch, febrl, online, peers, quality, scan, spark
from bench.engine.parts.apart import load
from bench.engine.parts.goals import Goal, as_json, told
from bench.engine.parts.run import Run
from bench.facts import in_json
from bench.ground import say
from sangkien.adapters.engine_artefact import load as load_artefact
from sangkien.adapters.machine_code import keep_machine_code

PARTS = {
    "quality": quality,
    "batch": batch,
    "online": online,
    "peers": peers,
    "febrl": febrl,
    "scan": scan,
    "spark": spark,
}
# Spark needs Java, and a scan is what one runs over files of ten million
EVERYWHERE = ",".join(name for name in PARTS if name not in {"scan", "spark"})


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--entries", type=sizes, default="100000", help="of each file; try 100000,1000000"
    )
    parser.add_argument(
        "--file",
        type=existing,
        action="append",
        default=[],
        help="of bench.engine.generate, instead of new ones; several: said several times",
    )
    parser.add_argument(
        "--only",
        type=parts,
        default=EVERYWHERE,
        help=f"some of the parts, with commas between: {', '.join(PARTS)}; else {EVERYWHERE}",
    )
    parser.add_argument("--times", type=int, default=3, help="batch runs; the median is told")
    parser.add_argument("--slot", type=int, default=600, help="seconds a peer may take")
    parser.add_argument("--keep", type=Path, help="write here, after each part, what was found")


def sizes(listed: str) -> list[int]:
    """Return the numbers, rising."""
    return sorted(int(number) for number in listed.split(","))


def existing(path: str) -> Path:
    """Return the whole path of a file that is there."""
    if not Path(path).is_file():
        raise ArgumentTypeError(f"there is no file {path}")
    return Path(path).resolve()


def parts(listed: str) -> list[str]:
    """Return the names of parts, in the order in which they are measured."""
    asked = set(listed.split(","))
    if unknown := asked - PARTS.keys():
        raise ArgumentTypeError(
            f"there is no part {', '.join(sorted(unknown))}: {', '.join(PARTS)}"
        )
    return [name for name in PARTS if name in asked]


def measure(asked: Namespace, seed: int) -> dict[str, Any]:
    """Return what each part found, and what was reached of what must be."""
    keep_machine_code([Path(sys.prefix) / "machine-code"])
    found: dict[str, Any] = {"artefact": _artefact(), "parts": {}, "goals": []}
    if asked.file:  # the seed drawn is not theirs
        found["files"] = [{"name": file.name, "seed": seed_of(file)} for file in asked.file]
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory(prefix="sangkien-bench-") as folder:
        run = _run(asked, Path(folder), seed)
        for name in asked.only:
            say(f"{name}:")
            before = load()
            result = PARTS[name].measure(run)
            reached = PARTS[name].goals(result)
            told(reached, say)
            goals += reached
            found["parts"][name] = {"load_before": before} | result
            found |= {"generated_s": run.made, "goals": list(map(as_json, goals))}
            if asked.keep:
                asked.keep.write_text(in_json({"seed": seed} | found) + "\n")
    return found


def _run(asked: Namespace, folder: Path, seed: int) -> Run:
    """Return a run over the files that are there, or over new ones of the sizes asked for."""
    there = {pq.read_metadata(file).num_rows: file for file in asked.file}
    if len(there) < len(asked.file):
        sys.exit("two of the files have equally many entries: measure one after the other")
    sizes = sorted(there) or asked.entries
    return Run(folder, seed, sizes, asked.times, asked.slot, files=there)


def _artefact() -> dict[str, Any]:
    artefact = load_artefact()
    return {"version": artefact.version, **artefact.provenance}
