"""What moves the more of, the more parts there are: counted as a cluster would move it."""

import numpy as np
import pytest

from bench.engine import spark_parts
from bench.engine.spark_parts import counted_by_parts
from sangkien.core.engine.layout import KEYS

LONE = 7  # a key that is enough alone has the lowest bit


def keys_of(*of_entries):
    found = np.zeros((len(of_entries), KEYS), np.uint64)
    for row, keys in zip(found, of_entries, strict=True):
        row[: len(keys)] = keys
    return found


def test_two_entries_that_meet_move_two_rows_however_many_parts_there_are():
    found = counted_by_parts(keys_of([LONE], [LONE]), {2: 1, 1_000: 50})

    # one visit of one visitor to one host: three numbers that say so, and the two
    assert found == {
        "pairs_of_an_entry": 1.0,
        "rows_at_most": 1.0,
        "by_parts": [
            {"entries": 2, "parts": 1, "met_numbers": 2.5, "rows_sent": 1.0},
            {"entries": 1_000, "parts": 50, "met_numbers": 2.5, "rows_sent": 1.0},
        ],
    }


def test_the_hosts_of_a_key_go_once_to_each_part_that_has_a_visitor():
    entries = 50
    found = counted_by_parts(keys_of(*[[LONE]] * entries), {1: 1, 2: 10**6})

    together, apart = (each["met_numbers"] * entries for each in found["by_parts"])
    assert together == 3 + 49 + 49
    # each visitor in a part of its own, with all that came before it
    assert apart == 49 * 3 + 49 + sum(range(1, 50))


def test_a_row_goes_once_to_each_part_that_has_a_pair_of_its_entry():
    alone = [2 * n + 9 for n in range(20)]  # keys: one entry holds all, twenty others one each
    found = counted_by_parts(keys_of(alone, *([key] for key in alone)), {1: 1, 2: 10**6})

    entries = 21
    together, apart = (each["rows_sent"] * entries for each in found["by_parts"])
    assert together == pytest.approx(entries, abs=0.02)
    assert apart == pytest.approx(2 * 20, abs=0.02)
    assert found["rows_at_most"] == found["by_parts"][1]["rows_sent"]
    assert found["pairs_of_an_entry"] == pytest.approx(2 * 20 / entries, abs=0.01)


@pytest.mark.parametrize("slices", [1, 3])
def test_keys_are_looked_at_slice_by_slice_to_the_same_sum(monkeypatch, slices):
    chance = np.random.default_rng(1)
    keys = chance.integers(1, 60, (200, KEYS)).astype(np.uint64)
    expected = counted_by_parts(keys, {200: 5})

    monkeypatch.setattr(spark_parts, "SLICES", slices)

    assert counted_by_parts(keys, {200: 5}) == expected
    assert expected["by_parts"][0]["met_numbers"] > 1
