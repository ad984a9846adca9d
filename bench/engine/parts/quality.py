"""How good the verdicts are, held against the labels."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from bench.engine.kinds import KINDS
from bench.engine.measures import Labels, Pairs, Score, measured, recall_by_kind
from bench.engine.negatives import NEGATIVE_KINDS
from bench.engine.parts.goals import Goal, at_least, at_most
from bench.engine.parts.run import Run

PAIR_F1 = {100_000: (0.96, 0.98), 1_000_000: (0.95, 0.975)}  # entries → must, aim
HELD_AT = 1_000_000  # entries at which recall by kind and false alarms are held against bounds
EXAMPLES = 5
SHOWN = ("title", "authors", "unit", "workplace", "kind", "description_change", "author_change")


def measure(run: Run) -> dict[str, Any]:
    """Return all measures of each size."""
    return {"sizes": [_one(run.file(count), run.pairs(count)) for count in run.sizes]}


def pairs_in(path: Path, size: int) -> Pairs:
    """Return the pairs that `find` wrote."""
    with np.load(path) as found:
        return Pairs.of(found["a"], found["b"], found["probability"], size)


def _one(file: Path, found: Path) -> dict[str, Any]:
    labels = Labels.read(file)
    pairs = pairs_in(found, labels.size)
    report = measured(labels, pairs, KINDS, NEGATIVE_KINDS)
    scores = {"pairs": _score(report.pairs), "b_cubed": _score(report.b_cubed)}
    changes = {name: _by_change(file, labels, pairs, name) for name in SHOWN[-2:]}
    return rounded(
        {"entries": labels.size, "predicted": len(pairs.a)}
        | asdict(report)
        | scores
        | {"recall_by": changes, "examples": examples(file, labels, pairs)}
    )


def _score(score: Score) -> dict[str, Any]:
    return asdict(score) | {"f1": score.f1}


def _by_change(file: Path, labels: Labels, pairs: Pairs, column: str) -> dict[str, Any]:
    """Return the recall of copies by what was done to their description or author."""
    said = pq.read_table(file, columns=[column])[column].to_numpy().astype(np.str_)
    changes = np.where(np.isin(labels.kind, KINDS), said, "")
    known = sorted(set(changes.tolist()) - {""})
    return recall_by_kind(replace(labels, kind=changes), pairs, known)


def examples(file: Path, labels: Labels, pairs: Pairs) -> dict[str, Any]:
    """Return some false pairs, the surest first, and some copies that were not found."""
    false = np.flatnonzero(labels.cluster[pairs.a] != labels.cluster[pairs.b])
    false = false[np.argsort(-pairs.probability[false], kind="stable")][:EXAMPLES]
    copies = np.flatnonzero(np.isin(labels.kind, KINDS))
    codes = labels.source[copies] * labels.size + copies
    missed = copies[~np.isin(codes, pairs.a * labels.size + pairs.b)][:EXAMPLES]
    return {
        "false": [
            {"probability": float(pairs.probability[n]), "pair": _shown(file, pair)}
            for n in false
            for pair in ([pairs.a[n], pairs.b[n]],)
        ],
        "missed": [_shown(file, [labels.source[n], n]) for n in missed],
    }


def _shown(file: Path, places: Sequence[int]) -> list[dict[str, Any]]:
    return pq.read_table(file, columns=list(SHOWN)).take(list(map(int, places))).to_pylist()


def rounded(value: Any) -> Any:
    """Return JSON with its floats at five places after the point."""
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return round(value, 5) if isinstance(value, float) else value


def goals(result: dict[str, Any]) -> list[Goal]:
    return [goal for size in result["sizes"] for goal in _goals_of(size)]


def _goals_of(size: dict[str, Any]) -> list[Goal]:
    entries, found = f"{size['entries']:,} entries", []
    if size["entries"] in PAIR_F1:
        must, aim = PAIR_F1[size["entries"]]
        found.append(at_least(f"pair F1 at p ≥ 0.5, {entries}", size["pairs"]["f1"], must, aim))
    if size["entries"] == HELD_AT:
        kind = min(size["recall"], key=size["recall"].__getitem__)
        what = f"recall of the worst kind ({kind}), {entries}"
        found.append(at_least(what, size["recall"][kind], 0.85, 0.95))
        alarms = 100 * size["false_alarms"]
        what = f"false alarms on originals, {entries}"
        found.append(at_most(what, round(alarms, 4), 0.9, 0.2, "%"))
    if size["same_title_fallen_for"] is not None:
        planted = round(100 * size["same_title_fallen_for"], 4)
        what = f"planted title of another author called duplicate, {entries}"
        found.append(at_most(what, planted, 0.3, 0.0, "%"))
    return found
