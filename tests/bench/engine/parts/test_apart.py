"""A process of its own: its answer, its end where it takes too long, its memory."""

import pytest

from bench.engine.parts.apart import TooSlow, apart, peak_rss_mb


def test_the_json_of_a_module_comes_back(tmp_path):
    (tmp_path / "given.json").write_text('{"b": [1, null]}')

    assert apart("json.tool", tmp_path / "given.json") == {"b": [1, None]}


def test_a_process_that_takes_longer_than_it_may_is_stopped():
    with pytest.raises(TooSlow):
        apart("http.server", 0, "--bind", "127.0.0.1", within_s=0.5)


def test_memory_given_back_stays_in_the_peak():
    before = peak_rss_mb()
    held = bytearray(32 * 2**20)
    during = peak_rss_mb()
    del held

    assert during >= before + 30
    assert peak_rss_mb() >= during - 1  # the kernel counts some pages late
