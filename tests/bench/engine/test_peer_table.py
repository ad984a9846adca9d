"""The table of the README: every way in a line, in the manner of its language, from the result."""

import json

import pytest

from bench.engine import peer_table
from bench.engine.peer_table import (
    BEGINS,
    ENDS,
    ENGLISH,
    PAGES,
    RESULT,
    VIETNAMESE,
    section,
    written,
)
from bench.ground import PROJECT

FOUND = {
    "seed": 7,
    "machine": {"cores": 2, "processor": "some processor", "commit": "abc123"},
    "parts": {
        "peers": {
            "learned_from": 20_000,
            "engine": [
                {"entries": 20_000, "seconds": 0.5, "precision": 0.98, "recall": 0.9, "f1": 0.975},
                {"entries": 100_000, "seconds": 2.5, "precision": 0.98, "recall": 0.9, "f1": 0.976},
            ],
            "peers": [
                {
                    "peer": "rensa, titles", "entries": 100_000, "seconds": 28.93, "ratio": 11.57,
                    "precision": 0.012, "recall": 0.3, "f1": 0.0227,
                },
                {
                    "peer": "Splink, our features", "entries": 20_000, "seconds": 4.0, "ratio": 8.0,
                    "precision": 0.9, "recall": 0.8, "f1": 0.8471,
                },
                {"peer": "pg_trgm, titles", "entries": 20_000, "unfinished": "finding"},
            ],
        }
    },
}  # fmt: skip


def lines(language):
    return [line for line in section(FOUND, language).splitlines() if line.startswith("|")]


def test_each_way_has_a_line_with_its_numbers_and_we_stand_first_on_the_most_entries():
    assert lines(ENGLISH)[2:] == [
        "| **sangkien** | 100,000 | 0.980 | 0.900 | 0.976 | 2.5 |  |",
        "| **sangkien** | 20,000 | 0.980 | 0.900 | 0.975 | 0.5 |  |",
        "| rensa, titles | 100,000 | 0.012 | 0.300 | 0.023 | 28.9 | 12 times |",
        "| Splink, our features | 20,000 | 0.900 | 0.800 | 0.847 | 4.0 | 8.0 times |",
        "| pg_trgm, titles | 20,000 |  |  |  | did not finish |  |",
    ]


def test_in_vietnamese_numbers_and_names_are_written_as_there():
    assert lines(VIETNAMESE)[2:] == [
        "| **sangkien** | 100.000 | 0,980 | 0,900 | 0,976 | 2,5 |  |",
        "| **sangkien** | 20.000 | 0,980 | 0,900 | 0,975 | 0,5 |  |",
        "| rensa, tên | 100.000 | 0,012 | 0,300 | 0,023 | 28,9 | 12 lần |",
        "| Splink, đặc trưng của sangkien | 20.000 | 0,900 | 0,800 | 0,847 | 4,0 | 8,0 lần |",
        "| pg_trgm, tên | 20.000 |  |  |  | không xong |  |",
    ]


@pytest.mark.parametrize("language", [ENGLISH, VIETNAMESE])
def test_where_the_numbers_come_from_stands_below_in_the_width_of_the_page(language):
    told = section(FOUND, language)

    for known in ("seed 7", "2 ", "some processor", "commit abc123"):
        assert known in told
    assert told.startswith("![")


def test_only_what_stands_between_the_marks_is_written_anew():
    page = f"before\n{BEGINS}\nold\n{ENDS}\nafter\n"

    assert written(page, "new") == f"before\n{BEGINS}\n\nnew\n\n{ENDS}\nafter\n"
    assert written(written(page, "new"), "new") == written(page, "new")


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_the_readme_tells_what_was_measured(name, language):
    page = (PROJECT / name).read_text()

    assert written(page, section(json.loads(RESULT.read_text()), language)) == page


def test_the_pictures_are_those_of_what_was_measured():
    peers = json.loads(RESULT.read_text())["parts"]["peers"]

    for name, language in zip(("peers.svg", "peers.vi.svg"), (ENGLISH, VIETNAMESE), strict=True):
        picture = (peer_table.PICTURES / name).read_text()
        assert picture == peer_table.drawn(peers, language=language)
