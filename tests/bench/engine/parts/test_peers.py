"""The engine must be faster than each of three peers, whichever of their ways is fastest."""

from bench.engine.parts import peers


def test_each_peer_that_counts_is_held_by_its_fastest_way_and_one_that_failed_is_left_out():
    found = [
        {"peer": "rensa, titles", "ratio": 30.0},
        {"peer": "rensa, texts", "ratio": 8.0},
        {"peer": "datasketch, titles", "unfinished": "finding"},
        {"peer": "Splink, own blocking", "ratio": 0.9},
        {"peer": "tantivy + rapidfuzz, titles", "ratio": 0.5},
    ]

    assert [(goal.what, goal.measured, goal.verdict) for goal in peers.goals({"peers": found})] == [
        ("times faster than rensa, its fastest way", 8.0, "must"),
        ("times faster than Splink, its fastest way", 0.9, "missed"),
    ]
