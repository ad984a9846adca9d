"""The measurements run, hold their answers against the database, and print what they promise.

No time is asserted: how fast a machine is, is not for a test to say.
"""

import json
import os
import platform
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from random import Random

import pytest

from bench.duplicates import EVERYWHERE, existing, parts
from bench.engine.generate import write
from bench.entries import submissions

PROJECT = Path(__file__).resolve().parents[2]
RATES = {"one_row_per_s", "write_set_per_s", "batch_per_s", "rows_in_a_set"}


def bench(*words):
    """Run one measurement in a process of its own; return its JSON."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("SANGKIEN_")}
    surroundings |= {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}", "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench", *words],
        env=surroundings,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def test_registrations_are_measured_beside_the_raw_insert_rate():
    found = bench("register", "--entries", "4", "--sizes", "0,20", "--clients", "2", "--seed", "7")

    assert {name: found[name] for name in ("bench", "seed", "database")} == {
        "bench": "register",
        "seed": 7,
        "database": "sqlite",
    }
    runs = [(r["what"], r["register"], r["clients"], r["entries"]) for r in found["results"]]
    assert runs == [
        ("action", 0, 1, 4),
        ("http", 0, 2, 4),
        ("action", 20, 1, 4),
        ("http", 20, 2, 4),
    ]
    # 4 by the action; over HTTP 4 and as many as warm the server up
    assert found["entries"] == 20 + 4 + 4 + 4
    assert all(set(r["reference"]) == RATES and r["ratio"] > 0 for r in found["results"])
    assert found["ratio"] == found["results"][-1]["ratio"]


def test_the_desk_asks_as_often_of_a_large_register_as_of_a_small_one():
    found = bench("desk", "--sizes", "60,400", "--works", "30", "--seed", "7")

    small, large = found["results"]
    assert (small["register"], large["register"]) == (60, 400)
    assert (small["findings"], large["findings"]) == (12, 80)
    counts = [
        {name: page["queries"] for name, page in result["pages"].items()}
        for result in (small, large)
    ]
    assert counts[0] == counts[1]
    assert all(0 < queries < 40 for queries in counts[0].values())
    merging = [result["merging"] for result in (small, large)]
    assert [each["entries"] for each in merging] == [60, 60]
    asked = [
        [each[name]["queries"] for name in ("cluster", "list", "merged", "undone")]
        for each in merging
    ]
    assert asked[0] == asked[1]
    assert all(queries > 0 for queries in asked[0])
    assert large["found"]["search-none"] == 0 < large["found"]["search-begun"]
    assert all(
        page["ratio"] > 0 for result in found["results"] for page in result["pages"].values()
    )


def test_an_import_is_measured_beside_its_reader_and_the_raw_batch_rate():
    found = bench("import", "--rows", "30")

    (result,) = found["results"]
    assert (found["bench"], result["rows"]) == ("import", 30)
    assert isinstance(found["seed"], int)  # drawn, as none was given
    assert set(result["reference"]) == RATES
    told = found["machine"]
    assert told["cores"] == os.cpu_count()
    assert told["python"] == platform.python_version()
    assert {"commit", "processor", "memory_gb", "system", "sqlite", "load"} < set(told)
    measured = ("rows_per_s", "peak_rss_mb", "calamine_rows_per_s", "validation_rows_per_s")
    assert all(result[name] > 0 for name in measured)
    assert found["ratio"] == result["ratio"] > 0


def test_the_engine_is_measured_on_labelled_entries_and_held_against_its_bounds(tmp_path):
    kept = tmp_path / "kept.json"
    words = ("--entries", "300,200", "--only", "batch,quality", "--times", "2")
    found = bench("engine", *words, "--seed", "5", "--keep", str(kept))

    quality, batch = (found["parts"][name]["sizes"] for name in ("quality", "batch"))
    assert (
        [size["entries"] for size in quality] == [size["entries"] for size in batch] == [200, 300]
    )
    assert [size["predicted"] for size in quality] == [size["pairs"] for size in batch]
    assert all(size["pairs"]["f1"] > 0.5 and size["pairs"]["precision"] > 0.5 for size in quality)
    assert all(len(size["each_s"]) == 2 for size in batch)
    assert set(batch[0]["steps"]) == {"extract_s", "meet_and_score_s", "cluster_s"}
    assert all(size["extract_ratio"] > 0 and size["peak_memory_mb"] > 0 for size in batch)
    assert {goal["reached"] for goal in found["goals"]} <= {"aim", "must", "missed"}
    assert json.loads(kept.read_text())["parts"] == found["parts"]


def test_a_file_that_is_there_is_measured_instead_of_a_new_one(tmp_path):
    file = tmp_path / "mine.parquet"
    write(file, 250, seed=9)
    found = bench("engine", "--file", str(file), "--only", "batch", "--times", "1")

    assert [size["entries"] for size in found["parts"]["batch"]["sizes"]] == [250]
    assert (found["files"], found["generated_s"]) == ([{"name": "mine.parquet", "seed": 9}], {})


@pytest.mark.spark
def test_a_cluster_is_measured_beside_one_process_that_finds_the_same_pairs():
    found = bench("engine", "--only", "spark", "--entries", "300", "--seed", "5")

    (size,) = found["parts"]["spark"]["sizes"]
    assert (size["entries"], size["cores"], size["parts"]) == (300, 2, 2)
    assert all(size[name] > 0 for name in ("pairs", "start_s", "spark_s", "task_s", "ratio"))
    assert all(size[name] > 0 for name in ("java_mb", "python_mb", "disk_mb"))
    moving = [step for step, told in size["steps"].items() if told["plain_mb"]]
    assert moving == ["hand_out_keys", "meet", "count", "ask", "hand_out_rows", "send", "rest"]
    assert all(told["task_s"] > 0 for told in size["steps"].values())
    # every entry stands in some pair, and its row goes to one of two parts or to both
    sent, *_ = size["by_parts"]
    assert size["steps"]["send"]["plain_mb"] == pytest.approx(
        sent["rows_sent"] * 300 * 472 / 1e6, rel=0.2
    )


def test_spark_is_measured_only_where_it_is_asked_for():
    assert parts(EVERYWHERE) == ["quality", "batch", "online", "peers", "febrl"]
    assert parts("spark,batch") == ["batch", "spark"]


def test_a_file_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(ArgumentTypeError, match="there is no file"):
        existing(str(tmp_path / "no.parquet"))


def test_a_part_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(ArgumentTypeError, match="no part speed: quality, batch"):
        parts("speed,quality")


def test_the_invented_entries_are_told_apart_by_their_keys_and_come_again_with_the_seed():
    entries = list(submissions(Random(3), 200))

    assert entries == list(submissions(Random(3), 200))
    assert len({entry["client_ref"] for entry in entries}) == 200
    assert len({entry["title"] for entry in entries}) == 200
