"""Where machine code is kept: in a folder of the sources it was made of."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

import sangkien
from sangkien.adapters import machine_code
from sangkien.adapters.machine_code import VARIABLE, is_prepared, keep_machine_code

PACKAGE = Path(sangkien.__file__).parent
SOURCES = {"core/engine/a.py": "one = 1\n", "core/vietnamese/b.py": "two = 2\n", "core/text.py": ""}


@pytest.fixture(autouse=True)
def nobody_chose(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of three sources instead of ours."""
    folder = tmp_path / "package"
    for name, text in SOURCES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.setattr(machine_code, "_PACKAGE", folder)
    return folder


def chosen(*folders):
    """The folder that is chosen, None where none can be."""
    os.environ.pop(VARIABLE, None)
    keep_machine_code(folders)
    found = os.environ.get(VARIABLE)
    return Path(found) if found else None


def told_by(program, folder):
    """What a process of its own prints that runs in `folder` and for which nobody chose one."""
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment | {"PYTHONPATH": str(PACKAGE.parent)},
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()


def test_the_first_folder_that_can_be_written_is_taken_and_made(tmp_path):
    found = chosen(tmp_path / "a" / "b", tmp_path / "c")

    assert found.parent == tmp_path / "a" / "b"
    assert found.is_dir()
    assert not (tmp_path / "c").exists()


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path):
    (tmp_path / "file").write_text("")

    assert chosen(tmp_path / "file", tmp_path / "c").parent == tmp_path / "c"


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path):
    own = chosen(tmp_path / "locked")
    (tmp_path / "free").mkdir()
    (tmp_path / "free").chmod(0o777)
    own.chmod(0o555)
    # root may write into any folder: asked as somebody who may not, and by names from here on, for
    # the folders above are closed
    tmp_path.chmod(0o755)
    program = """
import os
from pathlib import Path
from sangkien.adapters.machine_code import keep_machine_code
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
keep_machine_code([Path("locked"), Path("free")])
print(os.environ["NUMBA_CACHE_DIR"])
"""

    assert told_by(program, tmp_path) == str(Path("free") / own.name)


def test_where_no_folder_will_do_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("")

    assert chosen(tmp_path / "file") is None
    assert chosen() is None
    assert not is_prepared()


def test_what_the_environment_says_stands(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine"))

    keep_machine_code([tmp_path / "other"])

    assert os.environ[VARIABLE] == str(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_the_same_sources_have_the_same_folder(tmp_path, package):
    assert chosen(tmp_path) == chosen(tmp_path)


@pytest.mark.parametrize("name", SOURCES)
def test_a_change_of_any_source_makes_a_folder_of_its_own(name, tmp_path, package):
    before = chosen(tmp_path)
    (package / name).write_text(SOURCES[name] + "# more\n")
    after = chosen(tmp_path)
    (package / name).write_text(SOURCES[name])

    assert before != after
    assert chosen(tmp_path) == before


def test_a_new_source_makes_a_folder_of_its_own_and_what_is_no_source_does_not(tmp_path, package):
    before = chosen(tmp_path)
    (package / "core/engine/notes.txt").write_text("words")

    assert chosen(tmp_path) == before
    (package / "core/engine/c.py").write_text("three = 3\n")
    assert chosen(tmp_path) != before


@pytest.mark.parametrize(
    "name", ["core/engine/letters.py", "core/vietnamese/stock.py", "core/text.py"]
)
def test_code_and_words_of_the_engine_are_among_its_sources(name, tmp_path, monkeypatch):
    before = chosen(tmp_path)
    copy = tmp_path / "package"
    copytree(PACKAGE / "core", copy / "core")
    monkeypatch.setattr(machine_code, "_PACKAGE", copy)

    assert chosen(tmp_path) == before
    (copy / name).write_text((PACKAGE / name).read_text() + "\n")
    assert chosen(tmp_path) != before


def test_it_is_prepared_once_something_was_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert not is_prepared()
    (tmp_path / "engine_0123").mkdir()
    assert not is_prepared()

    (tmp_path / "engine_0123" / "hashing.mixed-17.py311.nbi").write_bytes(b"")

    assert is_prepared()


def test_a_process_keeps_what_it_compiled_and_the_next_one_finds_it(tmp_path):
    program = """
from pathlib import Path
from sangkien.adapters.machine_code import is_prepared, keep_machine_code
keep_machine_code([Path.cwd()])
import numpy as np
from sangkien.core.engine.hashing import mixed
before = is_prepared()
mixed(np.uint64(1))
print(before, is_prepared(), sum(mixed.stats.cache_hits.values()))
"""

    assert [told_by(program, tmp_path) for _ in range(2)] == ["False True 0", "True True 1"]


def test_where_nobody_chose_a_folder_nothing_is_written_anywhere(tmp_path):
    program = """
import numpy as np
from sangkien.core.engine.hashing import mixed
mixed(np.uint64(1))
print(mixed.stats.cache_path)
"""

    assert told_by(program, tmp_path) == "None"
    assert list(tmp_path.iterdir()) == []
