"""A run on Spark as the bench prints it, of numbers that can be reckoned in the head."""

from bench.engine.spark_steps import STEPS


def run(entries, *, task_s, **changes):
    """A run on two cores: each of the nine steps takes as long, each of three moves as much.

    An entry moves 100 bytes in each of three steps, and 200 more stay on the disks.
    """
    moved = entries * 100 / 1e6
    shuffled = dict.fromkeys(("hand_out_keys", "meet", "send"), moved)
    sizes = sorted({entries, 1_000_000, 10_000_000, 100_000_000})
    return {
        "entries": entries,
        "pairs": entries // 10,
        "cores": 2,
        "local_s": task_s / 4,
        "cpu_ratio": 4.0,
        "start_s": 20.0,
        "spark_s": task_s / 2 + 5.0,
        "task_s": task_s,
        "shuffled_mb": 3 * moved,
        "disk_mb": 5 * moved,
        "python_mb": 300.0,
        "java_mb": 600.0,
        "steps": {
            step: {
                "task_s": task_s / len(STEPS),
                "shuffled_mb": shuffled.get(step, 0.0),
                "plain_mb": 2 * shuffled.get(step, 0.0),
            }
            for step in STEPS
        },
        "pairs_of_an_entry": 45.0,
        "rows_at_most": 3.8,
        # four and two times as much in a hundred times the parts
        "by_parts": [
            {
                "entries": size,
                "parts": size // 40_000,
                "met_numbers": 400.0 if size > entries else 100.0,
                "rows_sent": 3.6 if size > entries else 1.8,
            }
            for size in sizes
        ],
    } | changes


def result(*runs):
    machine = {"commit": "abc", "cores": 2, "processor": "of the test"}
    return {"machine": machine, "parts": {"spark": {"sizes": [*runs]}}}
