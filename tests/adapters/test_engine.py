"""The engine of this installation: made once, and not before it is needed."""

import os
import subprocess
import sys

import pytest

from sangkien.adapters.engine import engine
from sangkien.adapters.engine_artefact import load, save
from sangkien.core.engine.artefact import version_of

SERVING = """
import sys
import django
django.setup()
import sangkien.urls
print("numba" in sys.modules)
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


def test_pages_are_served_without_the_compiler():
    told = subprocess.run(
        [sys.executable, "-c", SERVING],
        env=os.environ | {"PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "sangkien.settings"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert told.stdout == "False\n"
