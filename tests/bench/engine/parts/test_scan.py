"""The shipped command over a labelled file: what is told of it."""

import pytest

from bench.engine.generate import write
from bench.engine.parts import scan
from bench.engine.parts.run import Run

COUNT = 600


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    file = folder / "entries.parquet"
    write(file, COUNT, seed=7)
    return Run(folder, seed=7, sizes=[COUNT], times=1, files={COUNT: file})


def test_a_scan_is_told_with_its_memory_and_beside_reading_the_file_alone(run):
    result = scan.measure(run)
    (found,) = result["sizes"]

    assert result["growth_exponent"] is None
    assert found["entries"] == COUNT
    assert found["ratio"] > 1
    assert found["peak_memory_mb"] > 50
    written = run.folder / f"scan-{COUNT}" / "pairs.csv"
    assert found["pairs"] == len(written.read_text().splitlines()) - 1
    assert 0 < found["duplicates"] <= found["pairs"]
    assert scan.goals(result) == []


def test_the_pairs_a_scan_wrote_are_held_against_the_labels(run):
    (found,) = scan.measure(run)["sizes"]

    assert found["precision"] >= 0.9
    assert found["recall"] >= 0.9
    assert found["f1"] == pytest.approx(
        2 * found["precision"] * found["recall"] / (found["precision"] + found["recall"]), abs=1e-4
    )


def test_a_scan_that_finds_nothing_has_no_pairs(tmp_path):
    empty = tmp_path / "pairs.csv"
    empty.write_text("id_a,id_b,probability,evidence\n", encoding="utf-8-sig")

    assert len(scan.pairs_in(empty, 10).a) == 0


def test_pairs_are_read_by_the_rows_of_the_file_the_earlier_first(tmp_path):
    written = tmp_path / "pairs.csv"
    written.write_text('id_a,id_b,probability,evidence\n7,3,0.9100,"x, y"\n', encoding="utf-8-sig")

    found = scan.pairs_in(written, 10)

    assert (found.a.tolist(), found.b.tolist(), found.probability.tolist()) == ([3], [7], [0.91])
