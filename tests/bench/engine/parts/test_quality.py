"""Verdicts held against the labels of a file: what is printed, and what is held against bounds."""

import numpy as np
import pyarrow.parquet as pq
import pytest

from bench.engine.generate import write
from bench.engine.measures import Labels, true_pairs
from bench.engine.parts import quality
from bench.engine.parts.run import Run

COUNT = 600


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run whose file is there, and whose pairs are the true ones but for one that is false."""
    folder = tmp_path_factory.mktemp("run")
    file = folder / "entries.parquet"
    write(file, COUNT, seed=7)
    run = Run(folder, seed=7, sizes=[COUNT], times=1, files={COUNT: file})
    a, b = true_pairs(Labels.read(run.file(COUNT)))
    stranger = next(n for n in range(1, COUNT) if n not in set(a) | set(b))
    a, b = np.append(a[1:], 0), np.append(b[1:], stranger)
    said = np.append(np.ones(len(a) - 1), 0.75)
    np.savez(run.folder / f"pairs-{COUNT}.npz", a=a, b=b, probability=said)
    run.found[COUNT] = {}
    return run


def test_verdicts_are_measured_by_kind_by_change_and_with_examples_of_what_is_wrong(run):
    (found,) = quality.measure(run)["sizes"]
    labels = Labels.read(run.file(COUNT))
    pairs = len(true_pairs(labels)[0])

    assert found["entries"] == COUNT
    assert found["predicted"] == pairs
    assert found["pairs"]["precision"] == found["pairs"]["recall"] == round((pairs - 1) / pairs, 5)
    assert len(found["recall"]) == 20
    assert set(found["recall_by"]) == {"description_change", "author_change"}
    (false,) = found["examples"]["false"]
    titles = pq.read_table(run.file(COUNT))["title"].to_pylist()
    assert false["probability"] == 0.75
    assert false["pair"][0]["title"] == titles[0]
    assert sum(bin_["pairs"] for bin_ in found["calibration"]) == pairs


def test_the_bounds_of_quality_are_those_of_their_sizes():
    size = {
        "entries": 1_000_000,
        "pairs": {"f1": 0.97},
        "recall": {"exact": 0.99, "combo": 0.84},
        "false_alarms": 0.001,
        "same_title_fallen_for": 0.004,
    }

    found = quality.goals({"sizes": [size]})
    few = quality.goals({"sizes": [size | {"entries": 5_000}]})

    assert [(goal.what, goal.measured, goal.verdict) for goal in found] == [
        ("pair F1 at p ≥ 0.5, 1,000,000 entries", 0.97, "must"),
        ("recall of the worst kind (combo), 1,000,000 entries", 0.84, "missed"),
        ("false alarms on originals, 1,000,000 entries", 0.1, "aim"),
        ("planted title of another author called duplicate, 1,000,000 entries", 0.4, "missed"),
    ]
    assert [goal.what for goal in few] == [
        "planted title of another author called duplicate, 5,000 entries"
    ]
