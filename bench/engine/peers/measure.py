"""Measure one peer on one file: `python -m bench.engine.peers.measure HOW PEER FILE LEARNED`.

HOW is `learn`: take from the file's labels what the peer can learn, and the threshold of the best
F1, and write both to LEARNED; or `find`: read LEARNED and find the pairs of the file.
"""

import json
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.engine.measures import Labels, true_pairs
from bench.engine.parts.apart import load, peak_rss_mb
from bench.engine.peers.texts import FIELDS, TEXT, TITLE, Scored


class Peer(NamedTuple):
    """Where a peer is found, what it reads, and what its package is called."""

    package: str
    module: str
    function: str
    reads: str
    learns: str = ""  # a function, where the peer learns from labels


WARM_UP = 500  # entries
_SPLINK = ("splink", "splinks", "pairs")
PEERS = {
    "rensa, titles": Peer("rensa", "minhash", "rensa", TITLE),
    "rensa, texts": Peer("rensa", "minhash", "rensa", TEXT),
    "datasketch, titles": Peer("datasketch", "minhash", "datasketch", TITLE),
    "datasketch, texts": Peer("datasketch", "minhash", "datasketch", TEXT),
    "tantivy + rapidfuzz, titles": Peer("tantivy", "retrieval", "tantivy", TITLE),
    "tantivy + rapidfuzz, texts": Peer("tantivy", "retrieval", "tantivy", TEXT),
    "sparse_dot_topn, titles": Peer("sparse_dot_topn", "tfidf", "sparse_dot_topn", TITLE),
    "sparse_dot_topn, texts": Peer("sparse_dot_topn", "tfidf", "sparse_dot_topn", TEXT),
    "SQLite FTS5 + rapidfuzz, titles": Peer("rapidfuzz", "retrieval", "fts5", TITLE),
    "pg_trgm, titles": Peer("psycopg", "trigrams", "pg_trgm", TITLE),
    "Splink, own blocking": Peer(*_SPLINK, FIELDS, "own"),
    "Splink, our features": Peer(*_SPLINK, FIELDS, "ours"),
}


def main(words: Sequence[str]) -> None:
    how, name, file, learned = words[0], words[1], Path(words[2]), Path(words[3])
    peer, labels = PEERS[name], Labels.read(file)
    module = import_module(f"bench.engine.peers.{peer.module}")
    table = pq.read_table(file)
    known: dict[str, Any] = {"model": None}
    if how == "learn" and peer.learns:
        known["model"] = module.learn(table, labels.cluster, peer.learns)
    elif how == "find":
        known = json.loads(learned.read_text())

    def find(some: pa.Table) -> Scored:
        found: Scored = getattr(module, peer.function)(
            some, peer.learns or peer.reads, known["model"]
        )
        return found

    find(table.slice(0, WARM_UP))  # imports and compiling are not timed
    began, before = time.perf_counter(), load()
    found = find(table)
    seconds = time.perf_counter() - began
    if how == "learn":
        threshold, _ = best_threshold(labels, found)
        learned.write_text(json.dumps(known | {"threshold": threshold}))
    else:
        threshold = known["threshold"]
    facts = {
        "version": version(peer.package),
        "entries": labels.size,
        "seconds": round(seconds, 2),
        "peak_memory_mb": peak_rss_mb(),
        "load": [before, load()],
    }
    print(json.dumps(facts | judged(labels, found, threshold)))


def judged(labels: Labels, found: Scored, threshold: float) -> dict[str, Any]:
    """Return what pairs from a threshold on are worth, and the best that any threshold gives."""
    wanted = len(true_pairs(labels)[0])
    is_true = labels.cluster[found.a] == labels.cluster[found.b]
    is_said = found.score >= threshold
    right = int((is_true & is_said).sum())
    return {
        "candidates": len(found.a),
        "candidate_recall": _share(is_true.sum(), wanted),
        "threshold": threshold,
        "precision": _share(right, is_said.sum()),
        "recall": _share(right, wanted),
        "f1": _share(2 * right, int(is_said.sum()) + wanted),
        "f1_at_best": round(best_threshold(labels, found)[1], 4),
    }


def _share(part: float, whole: float) -> float:
    return round(float(part) / float(whole), 4) if whole else 0.0


def best_threshold(labels: Labels, found: Scored) -> tuple[float, float]:
    """Return the score from which on pairs have the best F1, and that F1; ties stay together."""
    wanted = len(true_pairs(labels)[0])
    order = np.argsort(-found.score, kind="stable")
    score = found.score[order]
    right = np.cumsum((labels.cluster[found.a] == labels.cluster[found.b])[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + wanted)
    is_last = np.append(score[1:] != score[:-1], True)[: len(order)]
    if not len(order):
        return 1.0, 0.0
    place = int(np.argmax(np.where(is_last, f1, -1)))
    return float(score[place]), float(f1[place])


if __name__ == "__main__":
    main(sys.argv[1:])
