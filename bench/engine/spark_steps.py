"""What each step of a run on Spark took and moved, read out of the events that Spark notes.

A step is told by the name of the function that does it (`adapters/engine_spark.py`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

MB = 1e6
READ, JUDGE, REST = "read", "judge", "rest"  # the first and the last move nothing
MOVING = ("hand_out_keys", "meet", "count", "ask", "hand_out_rows", "send")
STEPS = (READ, *MOVING, JUDGE, REST)

_FUNCTION = re.compile(r"(\w+)\([^()]*\)#\d+")  # as a plan names a call: meet(part#1, …)#2
_COUNTED = {"shuffle bytes written": "shuffled_mb", "data size": "plain_mb"}
Event = dict[str, Any]


def by_step(events: Sequence[Event]) -> dict[str, dict[str, float]]:
    """Return of each of STEPS the seconds its tasks ran, and the MB it moved.

    `shuffled_mb` is what went over the network, packed; `plain_mb` the same unpacked.
    """
    found = {step: {"task_s": 0.0, "shuffled_mb": 0.0, "plain_mb": 0.0} for step in STEPS}
    counters, ends = _counters(events), _ends(events)
    for event in _of(events, "TaskEnd"):
        noted = event["Task Info"]["Accumulables"]
        counted = [(*counters[each["ID"]], each) for each in noted if each["ID"] in counters]
        step = next((step for step, *_ in counted), ends.get(event["Stage ID"], REST))
        found[step]["task_s"] += event.get("Task Metrics", {}).get("Executor Run Time", 0) / 1000
        for step, measure, each in counted:
            found[step][measure] += int(each["Update"]) / MB
    return {
        step: {name: round(value, 2) for name, value in of_step.items()}
        for step, of_step in found.items()
    }


def _counters(events: Sequence[Event]) -> dict[int, tuple[str, str]]:
    """Return by number of a counter whose output it counts, and which measure that is."""
    found = {}
    for event in _of(events, "SQLExecutionStart", "SQLAdaptiveExecutionUpdate"):
        for node in _nodes(event["sparkPlanInfo"]):
            if node["nodeName"] != "Exchange":
                continue
            step = _step_of(node["children"][0])
            for metric in node["metrics"]:
                if metric["name"] in _COUNTED:
                    found[metric["accumulatorId"]] = (step, _COUNTED[metric["name"]])
    return found


def _step_of(node: Event) -> str:
    """Return the step whose output is moved; the rest is Spark's own counting and joining."""
    named = _FUNCTION.search(node["simpleString"])
    return named[1] if named and named[1] in MOVING else REST


def _nodes(node: Event) -> Iterator[Event]:
    yield node
    for child in node["children"]:
        yield from _nodes(child)


def _ends(events: Sequence[Event]) -> dict[int, str]:
    """Return by number of a stage which of the steps it is that move nothing."""
    found = {}
    for event in _of(events, "StageCompleted"):
        stage = event["Stage Info"]
        scopes = {
            json.loads(each.get("Scope", '{"name": ""}'))["name"] for each in stage["RDD Info"]
        }
        if "FlatMapCoGroupsInArrow" in scopes:
            found[stage["Stage ID"]] = JUDGE
        elif "MapInArrow" in scopes:
            found[stage["Stage ID"]] = READ
    return found


def _of(events: Iterable[Event], *names: str) -> Iterator[Event]:
    return (event for event in events if event["Event"].endswith(names))
