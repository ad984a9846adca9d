"""What a shell script sees: exit codes, and which stream says what."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def sangkien(tmp_path):
    def run(*words, **variables):
        return subprocess.run(
            [sys.executable, "-P", "-m", "sangkien", *words],
            env=os.environ | {"SANGKIEN_VAR": str(tmp_path), "DATABASE_URL": ""} | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("words", "variables", "code", "stream", "said"),
    [
        (("words",), {}, 0, "stdout", "report"),
        (("report",), {}, 2, "stderr", "--campaign"),
        (("up",), {"SANGKIEN_PRODUCTION": "yes"}, 1, "stderr", "operate"),
        (("no-such-word",), {}, 1, "stderr", "no-such-word"),
        (("words",), {"SANGKIEN_PRODUCTION": "maybe"}, 1, "stderr", "docs/settings.md"),
    ],
)
def test_a_script_sees_by_the_code_whether_it_worked(
    words, variables, code, stream, said, sangkien
):
    ended = sangkien(*words, **variables)

    assert (ended.returncode, said in getattr(ended, stream)) == (code, True)
    assert "Traceback" not in ended.stderr
