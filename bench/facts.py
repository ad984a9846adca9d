"""On what a measurement ran: without it a number says nothing."""

import json
import os
import platform
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from bench.ground import PROJECT

GIB = 1024**3


def facts() -> dict[str, Any]:
    """Return the commit (marked where files had changed), and what the machine is."""
    return {
        "commit": _commit(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB, 1),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        # of the last minute, before the measurement: other programs slow it down
        "load": round(os.getloadavg()[0], 2),
    }


def in_json(result: dict[str, Any]) -> str:
    """Return a result as it is printed and kept, texts legible."""
    return json.dumps(result, indent=1, ensure_ascii=False)


def _commit() -> str:
    told = _git("rev-parse", "--short=12", "HEAD")
    return told + ("+changes" if told and _git("status", "--porcelain", "src", "bench") else "")


def _git(*words: str) -> str:
    try:
        done = subprocess.run(
            ["git", *words], cwd=PROJECT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:  # a copy without its history, on a machine without git
        return ""
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except FileNotFoundError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
