"""Scan a file in this process; print, as JSON, what was found and the highest memory.

Run as a module: `python -m tests.memory.scanning FILE OUT`.
"""

import json
import sys
from datetime import date
from pathlib import Path

from bench.engine.parts.apart import peak_rss_mb
from sangkien.adapters.engine_artefact import load
from sangkien.adapters.engine_files import EntryFile
from sangkien.adapters.engine_scan import scan
from sangkien.core.engine.engine import Engine


def main(file: Path, out: Path) -> None:
    entries = EntryFile(file, today=date(2026, 1, 1))
    found = scan([entries], out, Engine(load()), tell=lambda fact: fact.code)
    json.dump({"peak_mb": peak_rss_mb(), **found._asdict()}, sys.stdout)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
