"""The machine code is made before anybody waits for it."""

import os
import subprocess
import sys

# what filing and searching call from Python, and how much machine code was loaded for it since
AFTER_PREPARING = """
import sys
import django
django.setup()
from numba.core.dispatcher import Dispatcher
from sangkien.adapters.engine import engine
from sangkien.adapters.engine_ready import prepare
from sangkien.core.duplicates import Text
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.kept import kept
from sangkien.core.engine.entries import entries_of

def loaded():
    functions = {
        id(found): found
        for name, module in sys.modules.items() if name.startswith("sangkien.core.engine")
        for found in vars(module).values() if isinstance(found, Dispatcher)
    }
    return sum(len(found.signatures) for found in functions.values())

prepare()
before = loaded()
judge, texts = engine(), [Text("Gi¶i ph¸p", "a b c d", authors=("Lò An",)), Text("Bơm", "nước")]
one, other = judge.read(texts)
rows = judge.recalled([kept(one.row), kept(other.row)], [("Lò An",), ()])
judge.points(rows, [0], [1], size=10**7)
judge.explain((texts[0], rows[0]), (texts[1], rows[1]), size=1)
found = judge.extractor.extract(entries_of(texts * 3), threads=2)
shares, forest = judge.artefact.statistics.name_shares, judge.artefact.forest
find_pairs(*found, shares, forest, correction=judge.correction(10**7))
print(before, loaded())
"""


def test_after_it_was_prepared_filing_and_searching_wait_for_no_compiler():
    told = subprocess.run(
        [sys.executable, "-c", AFTER_PREPARING],
        env=os.environ | {"PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "sangkien.settings"},
        capture_output=True,
        check=True,
        text=True,
    )

    before, after = map(int, told.stdout.split())
    assert before == after > 5
