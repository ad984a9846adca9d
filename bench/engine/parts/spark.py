"""A cluster beside one process: the same pairs to the last one, and what it costs to get them."""

import os
import shutil
import sys
from typing import Any

from bench.engine.parts.apart import apart
from bench.engine.parts.goals import Goal
from bench.engine.parts.run import Run
from bench.ground import say


def measure(run: Run) -> dict[str, Any]:
    """Return what finding the duplicates of each size takes, on a cluster and in one process."""
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        sys.exit("no Java here, which Spark needs: apt-get install openjdk-17-jre-headless")
    return {"sizes": [_one(run, count) for count in run.sizes]}


def _one(run: Run, count: int) -> dict[str, Any]:
    file = run.file(count)
    say(f"Finding the duplicates of {count} entries on a cluster …")
    found: dict[str, Any] = apart("bench.engine.spark_against_local", file)
    say(f"  {found['pairs']} pairs, those of one process; {found['spark_s']} s")
    return found


def goals(_result: dict[str, Any]) -> list[Goal]:
    """Return none: that the pairs are those of one process, the run itself insists on."""
    return []
