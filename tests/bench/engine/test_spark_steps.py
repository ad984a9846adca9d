"""What Spark notes of a run, told by the steps of the work."""

import json

import pytest

from bench.engine.spark_steps import STEPS, by_step

ZERO = {"task_s": 0.0, "shuffled_mb": 0.0, "plain_mb": 0.0}
CALL = {
    "meet": "FlatMapGroupsInArrow [part#1], meet(part#1, keys#2)#3, [part#4, keys#5]",
    "send": "FlatMapCoGroupsInArrow [part#1], [part#2], send(part#1, rows#2)#3, [part#4, rows#5]",
}


def plan(step, first_counter):
    """A plan in which a step's output is moved; two counters count it."""
    done = {"nodeName": "Arrow", "simpleString": CALL.get(step, "HashAggregate(keys=[place#1])#2")}
    names = ("shuffle records written", "shuffle bytes written", "data size")
    return {
        "nodeName": "Exchange",
        "simpleString": "Exchange hashpartitioning(part#4, 200)",
        "metrics": [
            {"name": name, "accumulatorId": first_counter + n} for n, name in enumerate(names)
        ],
        "children": [done | {"metrics": [], "children": []}],
    }


def planned(*plans):
    """Plans are noted again whenever one changes, so the same counters come more than once."""
    whole = {"nodeName": "Adaptive", "simpleString": "", "metrics": [], "children": [*plans]}
    name = "org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate"
    return [{"Event": name, "sparkPlanInfo": whole}] * 2


def task(stage, ms, counted):
    noted = [{"ID": number, "Update": str(value)} for number, value in counted.items()]
    return {
        "Event": "SparkListenerTaskEnd",
        "Stage ID": stage,
        "Task Info": {"Accumulables": noted},
        "Task Metrics": {"Executor Run Time": ms},
    }


def stage(number, *scopes):
    named = [{"Scope": json.dumps({"id": "1", "name": scope})} for scope in scopes]
    return {
        "Event": "SparkListenerStageCompleted",
        "Stage Info": {"Stage ID": number, "RDD Info": [{"Name": "parallelize"}, *named]},
    }


def test_what_a_step_moves_is_the_sum_of_its_tasks():
    moved = {11: 2_000_000, 12: 5_000_000}
    events = [
        *planned(plan("meet", 10), plan("send", 20)),
        task(1, 1_500, moved),
        task(1, 500, moved),
        task(2, 250, {21: 40_000, 22: 90_000, 99: 7}),
    ]

    found = by_step(events)

    assert found["meet"] == {"task_s": 2.0, "shuffled_mb": 4.0, "plain_mb": 10.0}
    assert found["send"] == {"task_s": 0.25, "shuffled_mb": 0.04, "plain_mb": 0.09}
    assert [step for step in STEPS if found[step] != ZERO] == ["meet", "send"]


@pytest.mark.parametrize(
    ("scopes", "step"),
    [
        (["Scan parquet", "MapInArrow"], "read"),
        (["Exchange", "InMemoryTableScan", "MapInArrow", "FlatMapCoGroupsInArrow"], "judge"),
        (["LocalTableScan"], "rest"),
    ],
)
def test_a_task_that_moves_nothing_belongs_to_the_step_its_stage_ends_with(scopes, step):
    found = by_step([stage(7, *scopes), task(7, 3_000, {})])

    assert found == dict.fromkeys(STEPS, ZERO) | {step: ZERO | {"task_s": 3.0}}


def test_what_spark_moves_for_itself_is_the_rest():
    found = by_step([*planned(plan("count of places", 10)), task(1, 1_000, {11: 1_000_000})])

    assert found["rest"] == {"task_s": 1.0, "shuffled_mb": 1.0, "plain_mb": 0.0}


def test_a_task_that_was_lost_has_measured_nothing():
    lost = task(1, 0, {})
    del lost["Task Metrics"]

    assert by_step([lost]) == dict.fromkeys(STEPS, ZERO)
