"""Other ways to find the same copies, on the same files in the same run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from bench.engine.measures import Labels, pair_score
from bench.engine.parts.apart import TooSlow, apart
from bench.engine.parts.goals import Goal, at_least
from bench.engine.parts.quality import pairs_in
from bench.engine.parts.run import Run
from bench.engine.peers.environment import peers_python
from bench.engine.peers.measure import PEERS
from bench.engine.peers.trigrams import URL
from bench.ground import DURABLE, say
from tests.cluster import server

FEWER = 20_000  # entries that are learned from, and measured where all take too long
HELD = ("rensa", "datasketch", "Splink")  # must be slower than the engine
MODULE = "bench.engine.peers.measure"


def measure(run: Run) -> dict[str, Any]:
    """Return what each peer finds in the smallest of the files, beside the engine."""
    python, count = peers_python(), run.sizes[0]
    with _postgres():
        found = [_one(run, name, count, python) for name in PEERS]
    ours = [_ours(run, size) for size in sorted({one["entries"] for one in found} | {count})]
    seconds = {own["entries"]: own["seconds"] for own in ours}
    for one in found:
        if "seconds" in one:
            one["ratio"] = round(one["seconds"] / seconds[one["entries"]], 2)
    return {"slot_s": run.slot_s, "learned_from": min(FEWER, count), "engine": ours, "peers": found}


@contextmanager
def _postgres() -> Iterator[None]:
    """A server of its own for pg_trgm, durable as those that are measured elsewhere."""
    os.environ.pop("DATABASE_URL", None)
    with server(DURABLE) as url:
        os.environ[URL] = url
        yield


def _ours(run: Run, count: int) -> dict[str, Any]:
    labels = Labels.read(run.file(count))
    score = pair_score(labels, pairs_in(run.pairs(count), labels.size))
    shares = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    rounded = {name: round(share or 0.0, 4) for name, share in shares.items()}
    return {"entries": count, "seconds": run.facts(count)["seconds"], **rounded}


def _one(run: Run, name: str, count: int, python: Path) -> dict[str, Any]:
    """Let a peer learn from a few, then find in all, or in a few where all would take too long."""
    few = min(FEWER, count)
    learned = run.folder / "learned.json"
    say(f"{name}: learning from {few} …")
    try:
        taught = _child(python, run, "learn", name, run.training_file(few), learned)
    except TooSlow:
        return {"peer": name, "entries": few, "unfinished": "learning"}
    except CalledProcessError as failed:
        return {"peer": name, "entries": few, "failed": failed.returncode}
    hopeful = taught["seconds"] * count / few <= run.slot_s
    for size in dict.fromkeys([count, few] if hopeful else [few]):
        say(f"{name}: finding in {size} …")
        try:
            found = _child(python, run, "find", name, run.file(size), learned)
        except TooSlow:
            continue
        say(f"  F1 {found['f1']} in {found['seconds']} s")
        return {"peer": name, "reads": PEERS[name].reads} | found
    return {"peer": name, "entries": few, "unfinished": "finding"}


def _child(
    python: Path, run: Run, how: str, name: str, file: Path, learned: Path
) -> dict[str, Any]:
    found: dict[str, Any] = apart(
        MODULE, how, name, file, learned, python=python, within_s=run.slot_s
    )
    return found


def goals(result: dict[str, Any]) -> list[Goal]:
    found = []
    for library in HELD:
        ratios = [
            one["ratio"]
            for one in result["peers"]
            if one["peer"].startswith(library) and "ratio" in one
        ]
        if ratios:
            what = f"times faster than {library}, its fastest way"
            found.append(at_least(what, min(ratios), 1.0, 10.0, "×"))
    return found
