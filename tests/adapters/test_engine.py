"""The engine of this installation: made once, ready after it was prepared."""

import os
import subprocess
import sys

import pytest

from sangkien.adapters.engine import engine
from sangkien.adapters.engine_artefact import load, save
from sangkien.core.engine.artefact import version_of

# what filing and searching call from Python, and how much machine code was loaded for it since
AFTER_PREPARING = """
import sys
import django
django.setup()
from numba.core.dispatcher import Dispatcher
from sangkien.adapters.engine import engine, prepare
from sangkien.core.duplicates import Text
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.engine import kept
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


@pytest.fixture
def made_anew():
    """Let the engine be made again in a test, and once more for those that come after."""
    engine.cache_clear()
    yield
    engine.cache_clear()


def test_the_engine_is_made_once():
    assert engine() is engine()


def test_without_a_word_in_the_settings_it_is_the_one_that_is_shipped():
    assert engine().version == load().version


def test_what_the_settings_name_is_taken_instead(settings, tmp_path, made_anew):
    shipped = load()
    save(shipped._replace(version=version_of("thu")), tmp_path / "thu.npz")
    settings.ENGINE = tmp_path / "thu.npz"

    assert engine().version == version_of("thu") != shipped.version


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
