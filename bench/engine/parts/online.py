"""How long an entry takes to be checked against a full register, and what that register weighs."""

import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.engine.parts.apart import apart
from bench.engine.parts.goals import Goal, at_most
from bench.engine.parts.run import Run
from bench.ground import POSTGRES, SQLITE, say
from sangkien.adapters.machine_code import VARIABLE

CHECKS = 2_000  # or a tenth of the entries, where there are fewer
STARTS = 5
TITLES = ("Rèn chữ đẹp cho học sinh lớp 4", "Rèn chữ đẹp cho học sinh lớp 5")
HELD_AT = 900_000  # entries from which the bounds for a million hold
NAMES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
CHECK_P99 = {SQLITE: (3.0, 1.0), POSTGRES: (10.0, 3.0)}  # ms: must, aim
INDEX_BYTES = {SQLITE: (800, 400), POSTGRES: (2_100, 500)}  # an entry


def measure(run: Run) -> dict[str, Any]:
    """Return the checks of each size on each database, and the first check of a new process."""
    registers = [
        {"database": database} | _checks(run, database, count)
        for count in run.sizes
        for database in (SQLITE, POSTGRES)
    ]
    return {"registers": registers, "new_process": _new_process()}


def _checks(run: Run, database: str, count: int) -> dict[str, Any]:
    say(f"{NAMES[database]}:")
    checks = min(CHECKS, count // 10)
    return apart("bench.engine.parts.checks", database, run.file(count), checks)


def _new_process() -> dict[str, Any]:
    """Time the first check with machine code kept from before, and once without any."""
    say("Starting new processes …")
    kept = [_started() for _ in range(STARTS)]
    own = os.environ[VARIABLE]
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = str(Path(folder))
        try:
            compiled = _started()
        finally:
            os.environ[VARIABLE] = own
    middle = {name: round(median(start[name] for start in kept), 3) for name in kept[0]}
    return middle | {"compiling_all_s": compiled["first_check_s"]}


def _started() -> dict[str, float]:
    began = time.perf_counter()
    found = apart("bench.engine.parts.first_check", *TITLES)
    return found | {"process_s": round(time.perf_counter() - began, 3)}


def goals(result: dict[str, Any]) -> list[Goal]:
    found: list[Goal] = []
    for register in result["registers"]:
        found += _goals_of(register)
    start = result["new_process"]
    seconds = round(start["import_s"] + start["first_check_s"], 3)
    found.append(at_most("import of the engine and first check", seconds, 3.0, 0.5, "s"))
    return found


def _goals_of(register: dict[str, Any]) -> list[Goal]:
    database, entries = register["database"], f"{register['entries']:,} entries"
    name, found = NAMES[database], []
    if register["entries"] >= HELD_AT:
        p99 = register["check_ms"]["p99"]
        what = f"full check p99, {name}, {entries}"
        found.append(at_most(what, p99, *CHECK_P99[database], "ms"))
        what = f"title and author typed, p99, {name}, {entries}"
        found.append(at_most(what, register["typing_ms"]["p99"], 25.0, 5.0, "ms"))
    weight = register["index_bytes_per_entry"]
    what = f"index bytes per entry, {name}, {entries}"
    found.append(at_most(what, weight, *INDEX_BYTES[database], "B"))
    return found
