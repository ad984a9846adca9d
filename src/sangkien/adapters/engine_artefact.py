"""The engine's artefact as a file: numpy arrays and, in JSON, what is no array."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from sangkien.core.engine.artefact import Artefact, number_of, version_of
from sangkien.core.engine.extracting import Statistics
from sangkien.core.engine.scoring import Forest

SHIPPED = Path(__file__).with_name("engine_artefact.npz")
_NUMBERS = {"base", "trained_on"}  # of the forest: all else is an array


def save(artefact: Artefact, path: Path) -> None:
    """Write `artefact`; the same one gives the same bytes."""
    words = {
        "version": artefact.version,
        "weights": dict(artefact.weights),
        "provenance": dict(artefact.provenance),
    }
    text = json.dumps(words, ensure_ascii=False, sort_keys=True).encode()
    forest = {f"forest_{name}": value for name, value in artefact.forest._asdict().items()}
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            words=np.frombuffer(text, np.uint8),
            **artefact.statistics._asdict(),
            **forest,
        )


def load(path: Path = SHIPPED) -> Artefact:
    """Return the artefact in `path`, with the version that this code makes of its name.

    What was learned outlives a change of how texts are read; keys made before it do not.
    """
    with np.load(path, allow_pickle=False) as stored:
        words = json.loads(stored["words"].tobytes())
        version = version_of(words["version"].partition("-")[2])
        statistics = Statistics(
            stored["stock_runs"], stored["name_shares"], np.uint64(number_of(version))
        )
        forest: dict[str, Any] = {name: stored[f"forest_{name}"] for name in Forest._fields}
    forest |= {name: float(forest[name]) for name in _NUMBERS}
    return Artefact(version, words["weights"], statistics, Forest(**forest), words["provenance"])
