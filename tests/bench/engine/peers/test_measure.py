"""How a peer is judged, and that one of them goes the whole way without packages of its own."""

import json

import numpy as np
import pytest

from bench.engine.generate import write
from bench.engine.measures import Labels
from bench.engine.peers.measure import PEERS, best_threshold, judged, main
from bench.engine.peers.texts import Scored

# 0, 1 and 2 are one work, 3 and 4 another, 5 stands alone
LABELS = Labels(np.array([0, 0, 0, 3, 3, 5]), np.array(["original"] * 6), np.full(6, -1))


def scored(*pairs):
    a, b, score = zip(*pairs, strict=True)
    return Scored(np.array(a), np.array(b), np.array(score))


def test_the_threshold_of_the_best_f1_takes_all_pairs_of_its_score():
    found = scored((0, 1, 0.9), (3, 4, 0.8), (0, 5, 0.8), (1, 5, 0.3))

    # two right of three at 0.8, of four wanted
    assert best_threshold(LABELS, found) == (0.8, pytest.approx(2 * 2 / (3 + 4)))
    assert best_threshold(LABELS, scored((0, 5, 0.7), (0, 1, 0.7))) == (0.7, pytest.approx(2 / 6))


def test_no_pairs_have_a_threshold_too():
    empty = Scored(np.zeros(0, int), np.zeros(0, int), np.zeros(0))

    assert best_threshold(LABELS, empty) == (1.0, 0.0)


def test_a_peer_is_judged_at_the_threshold_it_learned_and_at_the_best_there_is():
    found = scored((0, 1, 0.9), (3, 4, 0.8), (0, 5, 0.8), (1, 5, 0.3))

    assert judged(LABELS, found, 0.85) == {
        "candidates": 4,
        "candidate_recall": 0.5,
        "threshold": 0.85,
        "precision": 1.0,
        "recall": 0.25,
        "f1": 0.4,
        "f1_at_best": 0.5714,
    }


def test_a_peer_learns_from_one_file_and_finds_in_another(tmp_path, capsys):
    for seed in (1, 2):
        write(tmp_path / f"{seed}.parquet", 400, seed)
    name, learned = "SQLite FTS5 + rapidfuzz, titles", tmp_path / "learned.json"
    main(["learn", name, str(tmp_path / "1.parquet"), str(learned)])
    taught = json.loads(capsys.readouterr().out)
    main(["find", name, str(tmp_path / "2.parquet"), str(learned)])
    found = json.loads(capsys.readouterr().out)

    assert json.loads(learned.read_text())["threshold"] == found["threshold"]
    assert taught["f1"] == taught["f1_at_best"] > 0
    assert 0 < found["f1"] <= found["f1_at_best"]
    assert 0 < found["recall"] <= found["candidate_recall"] <= 1


def test_every_peer_is_a_module_of_the_folder():
    modules = {peer.module for peer in PEERS.values()}

    assert modules == {"minhash", "retrieval", "tfidf", "trigrams", "splinks"}
