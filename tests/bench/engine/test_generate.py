"""Labelled entries: the same for a seed, in the promised shares, with labels one can believe."""

from collections import Counter

import pyarrow.parquet as pq
import pytest

from bench.engine.generate import SCHEMA, tables, write
from bench.engine.kinds import KINDS
from bench.engine.negatives import NEGATIVE_KINDS

COUNT, SEED = 6_000, 17


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    path = tmp_path_factory.mktemp("entries") / "entries.parquet"
    write(path, COUNT, SEED)
    return pq.read_table(path).to_pylist()


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write(tmp_path / name, 400, seed)

    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b
    assert a != c


def test_ids_count_the_rows_and_what_was_copied_was_filed_before(entries):
    assert [entry["id"] for entry in entries] == list(range(COUNT))
    assert all(-1 <= entry["source"] < entry["id"] for entry in entries)


def test_eight_in_a_hundred_are_duplicates_of_twenty_kinds_and_four_are_traps(entries):
    kinds = Counter(entry["kind"] for entry in entries)

    assert {name: kinds[name] for name in KINDS} == dict.fromkeys(KINDS, COUNT * 8 // 100 // 20)
    assert sum(kinds[name] for name in NEGATIVE_KINDS) == COUNT * 4 // 100
    assert kinds["original"] == COUNT * 88 // 100
    assert set(kinds) == {"original", *KINDS, *NEGATIVE_KINDS}


def test_duplicates_share_the_cluster_of_their_source_and_nobody_else_does(entries):
    for entry in entries:
        is_duplicate = entry["kind"] in KINDS
        assert entry["cluster"] == (entry["source"] if is_duplicate else entry["id"])


def test_parts_made_by_two_processes_are_those_of_one():
    alone = [part.to_pydict() for part in tables(1_200, SEED, rows=500)]

    assert [part["id"][0] for part in alone] == [0, 500, 1000]
    assert [part.to_pydict() for part in tables(1_200, SEED, processes=2, rows=500)] == alone


def test_columns_are_those_the_readers_expect(tmp_path):
    write(tmp_path / "few.parquet", 30, SEED)

    assert pq.read_schema(tmp_path / "few.parquet") == SCHEMA
