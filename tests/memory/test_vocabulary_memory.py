"""The words a process has met are held in bounded memory, whatever is sent.

What cannot be bounded is that each new word is read once, by Python: what nobody ever wrote before
takes time. It is the same time for each.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MOST_MB = 200  # promised in vocabulary.py; measured 150
MOST_GROWN_MB = 25  # measured 6; the 158,000 new words of the second part would be 80


def test_words_that_nobody_ever_wrote_take_no_more_memory_the_more_there_are():
    surroundings = os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.memory.reading", "330", "170"],
        env=surroundings,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        check=True,
    )

    found = json.loads(done.stdout)
    first, after_most, after_all = found["peak_mb"]
    assert after_all - first < MOST_MB
    assert after_all - after_most < MOST_GROWN_MB
    assert found["known"] < 200_000
