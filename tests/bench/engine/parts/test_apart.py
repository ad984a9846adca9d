"""A process of its own: its answer, its end where it takes too long, its memory."""

import json
import sys
from subprocess import run

import pytest

from bench.engine.parts.apart import PROJECT, TooSlow, apart


def test_the_json_of_a_module_comes_back(tmp_path):
    (tmp_path / "given.json").write_text('{"b": [1, null]}')

    assert apart("json.tool", tmp_path / "given.json") == {"b": [1, None]}


def test_a_process_that_takes_longer_than_it_may_is_stopped():
    with pytest.raises(TooSlow):
        apart("http.server", 0, "--bind", "127.0.0.1", within_s=0.5)


_TAKE_AND_GIVE_BACK = """
import json
from bench.engine.parts.apart import peak_rss_mb

before = peak_rss_mb()
held = bytearray(b"x") * (64 * 2**20)
during = peak_rss_mb()
del held
print(json.dumps([before, during, peak_rss_mb()]))
"""


def test_memory_given_back_stays_in_the_peak():
    # A process of its own: in this one an earlier test may have been higher already.
    told = run(
        [sys.executable, "-c", _TAKE_AND_GIVE_BACK], cwd=PROJECT, capture_output=True, check=True
    )
    before, during, after = json.loads(told.stdout)

    assert during >= before + 60
    assert after >= during - 1  # the kernel counts some pages late
