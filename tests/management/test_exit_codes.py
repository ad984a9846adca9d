"""What a shell script sees: exit codes, and which stream says what."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.once
VIETNAMESE, ENGLISH = {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "en_US.UTF-8"}
MISSET = {"SANGKIEN_PRODUCTION": "maybe"}


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
        ((), VIETNAMESE, 0, "stdout", "report       In báo cáo"),
        (("help",), ENGLISH, 0, "stdout", "report       Print a report"),
        (("report", "--help"), VIETNAMESE, 0, "stdout", "cách dùng: sangkien report"),
        (("report", "--help"), ENGLISH, 0, "stdout", "usage: sangkien report"),
        (("report",), {}, 2, "stderr", "--campaign"),
        (("reprot",), VIETNAMESE, 1, "stderr", "Có phải bạn muốn gõ “report”?"),
        (("reprot",), ENGLISH, 1, "stderr", "Did you mean “report”?"),
        (("up",), {"SANGKIEN_PRODUCTION": "yes"}, 1, "stderr", "operate"),
        (("no-such-word",), {}, 1, "stderr", "no-such-word"),
        (("words",), VIETNAMESE | MISSET, 1, "stderr", "xem docs/settings.md"),
        (("words",), ENGLISH | MISSET, 1, "stderr", "docs/settings.md says"),
    ],
)
def test_a_script_sees_by_the_code_whether_it_worked(
    words, variables, code, stream, said, sangkien
):
    ended = sangkien(*words, **variables)

    assert (ended.returncode, said in getattr(ended, stream)) == (code, True)
    assert "Traceback" not in ended.stderr
