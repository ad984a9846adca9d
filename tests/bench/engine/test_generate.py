"""Labelled entries: the same for a seed, in the promised shares, with labels one can believe."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.engine.generate import SCHEMA, seed_of, tables, write
from bench.engine.kinds import KINDS
from bench.engine.negatives import NEGATIVE_KINDS

PROJECT = Path(__file__).resolve().parents[3]
COUNT, SEED = 6_000, 17  # of the entries in conftest.py


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write(tmp_path / name, 400, seed)

    a, b, c = (tmp_path / name for name in "abc")
    assert a.read_bytes() == b.read_bytes()
    assert pq.read_table(a) != pq.read_table(c)
    assert (seed_of(b), seed_of(c)) == (5, 6)


def test_a_file_of_another_maker_says_no_seed(tmp_path):
    pq.write_table(pa.table({"title": ["Giá phơi ngô"]}), tmp_path / "a")

    assert seed_of(tmp_path / "a") is None


def test_the_seed_is_drawn_and_printed_and_gives_the_file_again(tmp_path):
    def generate(name, *words, hashes):
        command = (sys.executable, "-m", "bench.engine.generate", "300", str(tmp_path / name))
        return subprocess.run(
            [*command, *words],
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": hashes},
            capture_output=True,
            check=True,
            text=True,
        ).stdout

    said = generate("a", hashes="1")
    seed = re.fullmatch(r"seed (\d+)\n", said)[1]

    # sets have another order in another process; it must not matter
    assert generate("b", seed, hashes="2") == said
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


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


def test_titles_and_descriptions_have_the_promised_lengths(entries):
    originals = [entry for entry in entries if entry["kind"] == "original"]
    syllables = sorted(len(entry["title"].split()) for entry in originals)
    words = sorted(len(entry["description"].split()) for entry in originals)
    written = [number for number in words if number]

    # 6 to 45, but for abbreviations, wrappings and words run together
    assert sum(6 <= number <= 45 for number in syllables) > 0.99 * len(syllables)
    assert 16 <= syllables[len(syllables) // 2] <= 24
    assert (written[0] >= 50, written[-1] <= 1000) == (True, True)
    assert 0.06 < 1 - len(written) / len(words) < 0.10
    assert (written[len(written) // 10] < 90, written[-len(written) // 20] > 450) == (True, True)


def test_each_author_has_a_place_for_a_member_number_and_many_leave_it_empty(entries):
    numbers = [number for entry in entries for number in entry["member_numbers"]]

    assert all(len(e["authors"]) == len(e["member_numbers"]) for e in entries)
    assert 0.5 < numbers.count("") / len(numbers) < 0.8
    assert {len(number) for number in numbers} == {0, 10}


def test_nobody_files_one_title_twice_but_as_a_duplicate(entries):
    seen = {}
    for entry in entries:
        for author in entry["authors"]:
            # homonyms in two places may choose one title; in one place a reader could not tell
            key = (author, entry["unit"], entry["title"].casefold())
            assert seen.setdefault(key, entry["cluster"]) == entry["cluster"]
