"""A scan of files holds hardly more memory the more entries there are: texts do not stay.

What stays of an entry is a row of 464 bytes, its keys, and where they meet others: less than 1,500
bytes were measured. Its texts here are six times as much.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.engine import generate

PROJECT = Path(__file__).resolve().parents[2]
SEED = 464
FEW, MANY = 4_000, 16_000
TIMES = 3  # a description: of 3,000 letters then, two bytes each
MOST_GROWN_MB = 40  # measured 17; the texts of 12,000 entries alone are 70
HEADINGS = {
    "id": "Mã",
    "title": "Tên sáng kiến",
    "description": "Nội dung",
    "authors": "Tác giả",
    "unit": "Đơn vị",
    "applied_on": "Ngày áp dụng",
}


@pytest.fixture(scope="module")
def entries():
    (table,) = generate.tables(MANY, SEED)
    longer = [TIMES * f"{text} " for text in table["description"].to_pylist()]
    place = table.column_names.index("description")
    return table.set_column(place, "description", pa.array(longer))


def write_parquet(path, table):
    pq.write_table(table, path, row_group_size=generate.ROW_GROUP)


def write_csv(path, table):
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADINGS.values())
        for row in table.select([*HEADINGS]).to_pylist():
            lines.writerow((row | {"authors": "; ".join(row["authors"])}).values())


def scanned(file, out):
    """Scan a file in a process of its own; return what it printed."""
    out.mkdir()
    surroundings = os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.memory.scanning", str(file), str(out)],
        env=surroundings,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module", autouse=True)
def machine_code(tmp_path_factory, entries):
    """Have it there: a process that compiles takes more memory than one that scans."""
    folder = tmp_path_factory.mktemp("first")
    write_parquet(folder / "few.parquet", entries.slice(0, 500))
    assert scanned(folder / "few.parquet", folder / "out")["pairs"] > 0


@pytest.mark.parametrize(("suffix", "write"), [("parquet", write_parquet), ("csv", write_csv)])
def test_four_times_the_entries_take_no_more_memory_than_their_rows_and_keys(
    tmp_path, entries, suffix, write
):
    few, many = (tmp_path / f"{count}.{suffix}" for count in (FEW, MANY))
    write(few, entries.slice(0, FEW))
    write(many, entries)

    less, more = (scanned(file, tmp_path / file.stem) for file in (few, many))

    assert (less["entries"], more["entries"]) == (FEW, MANY)
    assert more["pairs"] > less["pairs"] > 100
    assert more["peak_mb"] - less["peak_mb"] < MOST_GROWN_MB


def short_and_long(titles, count):
    """Own titles with descriptions of 200,000 letters."""
    long = [title.ljust(100)[:100] * 2_000 for title in titles[:count]]
    return {"title": titles[:count], "description": long}


def long_and_copied(titles, count):
    """Two titles of 200,000 letters, over and over: all of them stand in pairs."""
    return {"title": [titles[n % 2].ljust(100)[:100] * 2_000 for n in range(count)]}


def long_all_over(titles, count):
    """Nothing but letters in each column."""
    long = long_and_copied(titles, count)["title"]
    return {
        "title": long,
        "unit": [f"{n}{text}" for n, text in enumerate(long)],
        "id": [f"{n}{text}" for n, text in enumerate(long)],
    }


@pytest.mark.parametrize("columns", [short_and_long, long_and_copied, long_all_over])
def test_entries_of_two_hundred_thousand_letters_do_not_pile_up(tmp_path, entries, columns):
    few, many = tmp_path / "few.parquet", tmp_path / "many.parquet"
    titles = entries["title"].slice(0, 400).to_pylist()
    for file, count in ((few, 100), (many, 400)):
        table = pa.table({"id": [str(n) for n in range(count)]} | columns(titles, count))
        # a page of the file is unpacked whole: eight entries, not a thousand
        pq.write_table(table, file, use_dictionary=False, write_batch_size=8)

    less, more = (scanned(file, tmp_path / file.stem) for file in (few, many))

    assert (less["entries"], more["entries"]) == (100, 400)
    assert more["peak_mb"] - less["peak_mb"] < MOST_GROWN_MB
