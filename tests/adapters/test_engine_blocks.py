"""The steps of the cluster alone; all of them together are in test_engine_spark."""

import pyarrow as pa
import pytest

from sangkien.adapters.engine_artefact import load
from sangkien.adapters.engine_blocks import extracted, first_of_each, homes, judged, sent, wanted

TITLES = ["Rèn chữ đẹp cho học sinh lớp 4", "Rèn chữ đẹp cho học sinh lớp 4", "Nuôi cá lồng"]


def read(places, titles=TITLES):
    batch = pa.RecordBatch.from_pydict({"place": pa.array(places, pa.int64()), "title": titles})
    return list(extracted([batch], load()))


def test_an_entry_without_a_place_is_refused():
    with pytest.raises(ValueError, match="number all of them in the order of filing"):
        read([1, None, 3])


def test_a_row_travels_to_the_part_that_has_the_pair():
    blocks = read([70, 5, 9])
    pairs = pa.table({"part": [2], "earlier": [[5, 5]], "later": [[70, 9]]})
    asked = wanted(pairs, 2, 1)

    there = sent(pa.Table.from_batches(homes(blocks, 1)), asked)

    assert (there["part"].to_pylist(), there["entries"].to_pylist()) == ([2], [[5, 9, 70]])
    assert judged(pairs, there, load(), 0.0).to_pylist() == [
        {"earlier": 5, "later": 70, "points": 0.0, "probability": 0.5}
    ]


def test_nothing_is_sent_where_nothing_is_asked_for():
    at_home = pa.Table.from_batches(homes(read([1, 2, 3]), 1))
    pairs = pa.table({"earlier": [[1]], "later": [[2]]})
    nothing = wanted(pairs, 0, 1).slice(0, 0)

    assert sent(at_home, nothing).to_pylist() == []


def test_clusters_are_told_by_their_first_entry_however_they_are_joined():
    pairs = pa.table({"earlier": [40, 10, 7], "later": [90, 40, 8]})

    assert first_of_each(pairs).to_pylist() == [
        {"entry": 7, "first": 7},
        {"entry": 8, "first": 7},
        {"entry": 10, "first": 10},
        {"entry": 40, "first": 10},
        {"entry": 90, "first": 10},
    ]
