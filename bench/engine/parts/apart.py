"""Measuring in a process of its own: its memory is its own, and it can be stopped."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]


class TooSlow(Exception):  # noqa: N818 - it says what was found out
    """The process did not finish within the time it had."""


def apart(
    module: str,
    *words: object,
    python: str | Path = sys.executable,
    within_s: float | None = None,
) -> Any:
    """Run `python -m module words` and return the JSON it prints.

    Raises TooSlow after `within_s` seconds, CalledProcessError where the process fails.
    """
    surroundings = os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"}
    try:
        done = subprocess.run(
            [str(python), "-P", "-m", module, *map(str, words)],
            cwd=PROJECT,
            env=surroundings,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=within_s,
        )
    except subprocess.TimeoutExpired as late:
        raise TooSlow(module) from late
    return json.loads(done.stdout)


def peak_rss_mb(process: Path = Path("/proc/self")) -> float:
    """Return the highest memory of a process, of this one if none is named, since it began.

    The kernel's own mark, because getrusage's includes that of the process that started this one.
    """
    lines = (process / "status").read_text().splitlines()
    (peak,) = (int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return round(peak / 1024, 1)


def load() -> float:
    """Return how many programs wanted the processor in the last minute."""
    return round(os.getloadavg()[0], 2)
