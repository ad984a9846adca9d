"""An import holds no more memory the longer it runs.

That 100,000 rows stay below 400 MB is measured (docs/benchmarks.md); here a small import must not
grow, so that a leak is seen before anybody measures again.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MOST_GROWN_MB = 10  # from 2,000 to 4,000 rows; measured 5, and 36 before neighbours were bounded


def test_an_import_holds_little_more_after_4000_rows_than_after_2000():
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("SANGKIEN_")}
    surroundings |= {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}", "DATABASE_URL": ""}

    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.memory.importing", "4000"],
        env=surroundings,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        check=True,
    )

    held_mb = json.loads(done.stdout)
    assert len(held_mb) == 16  # chunks
    assert held_mb["4000"] - held_mb["2000"] < MOST_GROWN_MB
