"""The script from anywhere; what it sets up is tried on a clean clone, not here."""

import os
import shutil
import subprocess

import pytest

from tests.test_architecture import PROJECT


@pytest.fixture
def clone(tmp_path):
    """The script and its locks in a folder whose name has a space; nothing is set up there."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("sk", "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
        shutil.copy(PROJECT / name, folder)
    return folder


def run(*command, **environment):
    return subprocess.run(
        command,
        cwd="/",
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"} | environment,
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.parametrize("word", [[], ["help"], ["--help"], ["-h"]])
@pytest.mark.parametrize(
    ("locale", "up"),
    [
        ({}, "./sk up             dùng thử: "),
        ({"LANG": "C.UTF-8"}, "./sk up             dùng thử: "),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "./sk up             dùng thử: "),
        ({"LANG": "en_US.UTF-8"}, "./sk up             try it out: "),
        ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en"}, "./sk up             try it out: "),
    ],
)
def test_help_lists_the_words_from_any_folder_and_sets_nothing_up(clone, word, locale, up):
    said = run(clone / "sk", *word, **locale)

    assert (said.returncode, said.stdout.startswith(up)) == (0, True)
    for line in ("./sk up", "./sk test", "./sk check", "./sk pytest", "./sk bench"):
        assert line in said.stdout
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("C.UTF-8", "Cần Python 3.11 trở lên; python3 ở máy này là Python 3.9.2."),
        ("en_US.UTF-8", "Python 3.11 or newer is needed; python3 here is Python 3.9.2."),
    ],
)
def test_without_a_python_new_enough_it_says_which_one_is_needed(clone, tmp_path, locale, sentence):
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" || exit 1\n')
    old.chmod(0o755)

    said = run(clone / "sk", "up", PATH=f"{old.parent}:/usr/bin:/bin", LANG=locale)

    assert (said.returncode, said.stderr.splitlines()) == (1, [sentence])


def test_where_the_machine_forbids_bytecode_no_start_translates_everything_anew(clone):
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "forbidden: ${PYTHONDONTWRITEBYTECODE-no}"\n')
    python.chmod(0o755)
    (clone / "requirements.lock").rename(clone / ".venv" / "requirements.lock.installed")
    shutil.copy(clone / ".venv" / "requirements.lock.installed", clone / "requirements.lock")

    said = run(clone / "sk", "up", PYTHONDONTWRITEBYTECODE="1")

    assert said.stdout.splitlines()[-1] == "forbidden: no"


@pytest.mark.parametrize("script", ["sk", ".ci/run"])
def test_the_scripts_can_be_run_and_read(script):
    path = PROJECT / script
    shell = path.read_text().splitlines()[0].removeprefix("#!")

    assert os.access(path, os.X_OK)
    assert run(shell, "-n", path).returncode == 0
