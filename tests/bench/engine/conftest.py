"""One file of labelled entries for all tests of this folder."""

import pyarrow.parquet as pq
import pytest

from bench.engine.generate import write

COUNT, SEED = 6_000, 17


@pytest.fixture(scope="session")
def entries(tmp_path_factory):
    """Rows by id; each with its source under "from", None for originals."""
    path = tmp_path_factory.mktemp("entries") / "entries.parquet"
    write(path, COUNT, SEED)
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        row["from"] = rows[row["source"]] if row["source"] >= 0 else None
    return rows
