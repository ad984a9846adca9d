"""What larger registers cost on a cluster, told from runs of which all is known."""

import pytest

from bench.engine.spark_costs import Costs
from tests.bench.engine.spark_runs import run

MILLION = 1_000_000
SMALL = run(100_000, task_s=10 + 90)
LARGE = run(MILLION, task_s=10 + 900)  # ten seconds once, and 900 microseconds an entry


@pytest.fixture
def costs():
    return Costs([SMALL, LARGE])


def test_what_is_fixed_is_told_apart_from_what_an_entry_takes(costs):
    assert costs.idle_s == 20 + 5
    assert costs.warming_s == pytest.approx(5)  # of each of the two cores
    assert costs.core_s(MILLION) == pytest.approx(900)
    assert costs.seconds(MILLION, 2) == pytest.approx(LARGE["start_s"] + LARGE["spark_s"])


def test_more_entries_are_more_parts_and_some_steps_cost_each_entry_more(costs):
    assert (costs.parts(MILLION), costs.parts(10 * MILLION)) == (25, 250)
    assert [costs.moved(step, 10 * MILLION) for step in ("hand_out_keys", "meet", "send")] == [
        pytest.approx(each) for each in (100, 400, 200)
    ]
    assert costs.moved_by_all(10 * MILLION) == pytest.approx(10 * MILLION * 700)
    # of nine steps two take four times as long (meet, count) and two twice (ask, send)
    assert costs.core_s(10 * MILLION) == pytest.approx(10 * 900 / 9 * (5 + 2 * 4 + 2 * 2))


def test_what_was_read_stays_on_the_disks_beside_what_moved(costs):
    assert costs.on_disks(MILLION) == pytest.approx(MILLION * 500)
    assert costs.on_disks(10 * MILLION) == pytest.approx(10 * MILLION * (200 + 700))


def test_the_pairs_grow_as_the_entries(costs):
    assert costs.pairs(100 * MILLION) == 10 * MILLION


def test_an_executor_holds_one_java_and_a_python_for_each_core(costs):
    assert costs.executor_mb(4) == 600 + 4 * 300


def test_one_run_alone_tells_nothing_of_what_is_fixed_to_a_core():
    costs = Costs([LARGE])

    assert costs.warming_s == 0
    assert costs.core_s(MILLION) == pytest.approx(910)


def test_a_small_run_that_was_slower_by_the_entry_than_all_that_is_fixed_takes_nothing_away():
    costs = Costs([SMALL | {"task_s": 10.0}, LARGE])

    assert costs.warming_s == 0
