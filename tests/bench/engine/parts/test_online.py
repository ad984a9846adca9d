"""Checks against a full register: what is held out, what is answered, what is held to bounds."""

import pytest

from bench.engine.generate import write
from bench.engine.parts.apart import apart
from bench.engine.parts.checks import held_out_of, quantiles
from bench.engine.parts.online import TITLES, goals

COUNT, CHECKS = 400, 40


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("online") / "entries.parquet"
    write(path, COUNT, seed=11)
    return path


def checked(monkeypatch, database, file):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return apart("bench.engine.parts.checks", database, file, CHECKS)


def hold(found):
    """What is true of a register on either database."""
    assert (found["entries"], found["checks"]) == (COUNT - CHECKS, CHECKS)
    assert (found["copies_found"], found["typing_found"]) == (1.0, 1.0)
    assert set(found["steps_ms"]) == {"read", "probe", "compare"}
    assert 0 < found["check_ms"]["p50"] <= found["check_ms"]["p99"] <= found["check_ms"]["max"]
    assert found["index_bytes_per_entry"] == pytest.approx(
        sum(found["index_parts"].values()), abs=1
    )


def test_copies_are_found_and_shown_while_typing_in_a_register_on_sqlite(monkeypatch, file):
    found = checked(monkeypatch, "sqlite", file)

    hold(found)
    assert set(found["index_parts"]) == {"sangkien_duplicatekey", "sangkien_duplicatefeatures"}


@pytest.mark.postgres
def test_copies_are_found_and_shown_while_typing_in_a_register_on_postgresql(monkeypatch, file):
    found = checked(monkeypatch, "postgres", file)

    hold(found)
    assert {"sangkien_duplicatekey_pkey", "sangkien_duplicatefeatures"} < set(found["index_parts"])


def test_a_new_process_tells_what_importing_and_the_first_check_took():
    found = apart("bench.engine.parts.first_check", *TITLES)

    assert set(found) == {"import_s", "first_check_s"}
    assert all(seconds > 0 for seconds in found.values())


def test_the_entries_held_out_are_spread_evenly():
    assert held_out_of(100, 4) == [12, 37, 62, 87]
    assert held_out_of(3, 3) == [0, 1, 2]


def test_quantiles_are_the_middle_one_in_a_hundred_and_the_greatest():
    assert quantiles([float(n) for n in range(101)]) == {"p50": 50.0, "p99": 99.0, "max": 100.0}


def test_checks_are_held_against_their_bounds_at_a_million_and_the_index_at_any_size():
    def register(database, entries, p99):
        return {
            "database": database,
            "entries": entries,
            "check_ms": {"p99": p99},
            "typing_ms": {"p99": 4.0},
            "index_bytes_per_entry": 900.0,
        }

    registers = [register("sqlite", 998_000, 3.5), register("postgres", 98_000, 3.5)]
    found = goals({"registers": registers, "new_process": {"import_s": 0.5, "first_check_s": 1.0}})

    assert [(goal.what, goal.measured, goal.verdict) for goal in found] == [
        ("full check p99, SQLite, 998,000 entries", 3.5, "missed"),
        ("title and author typed, p99, SQLite, 998,000 entries", 4.0, "aim"),
        ("index bytes per entry, SQLite, 998,000 entries", 900.0, "missed"),
        ("index bytes per entry, PostgreSQL, 98,000 entries", 900.0, "must"),
        ("import of the engine and first check", 1.5, "must"),
    ]
