"""The engine's artefact as a file: numpy arrays and, in JSON, what is no array."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.artefact import Artefact, faults, number_of, version_of
from sangkien.core.engine.extracting import Statistics
from sangkien.core.engine.scoring import Forest

SHIPPED = Path(__file__).with_name("engine_artefact.npz")
_NUMBERS = {"base", "trained_on"}  # of the forest: all else is an array
_TYPES = {
    "stock_runs": np.uint8,
    "name_shares": np.float32,
    "forest_roots": np.int32,
    "forest_fields": np.int16,
    "forest_limits": np.float64,
    "forest_lefts": np.int32,
    "forest_rights": np.int32,
    "forest_base": np.float64,
    "forest_raw": np.float64,
    "forest_calibrated": np.float64,
    "forest_trained_on": np.float64,
}


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

    What was learned outlives a change of how texts are read; keys made before it do not. Raises
    ValueError for a file that is no artefact: machine code would read beside its arrays.
    """
    with np.load(path, allow_pickle=False) as stored:
        missing = {"words", *_TYPES} - set(stored.files)
        if missing:
            raise ValueError(f"{path}: without {', '.join(sorted(missing))}")
        words = json.loads(stored["words"].tobytes())
        arrays = {name: stored[name] for name in _TYPES}
    version = version_of(words["version"].partition("-")[2])
    statistics = Statistics(
        arrays["stock_runs"], arrays["name_shares"], np.uint64(number_of(version))
    )
    learned: dict[str, Any] = {name: arrays[f"forest_{name}"] for name in Forest._fields}
    if wrong := [*_wrong_types(arrays), *faults(statistics, Forest(**learned))]:
        raise ValueError(f"{path}: {'; '.join(wrong)}")
    learned |= {name: float(learned[name]) for name in _NUMBERS}
    return Artefact(version, words["weights"], statistics, Forest(**learned), words["provenance"])


def _wrong_types(arrays: Mapping[str, NDArray[Any]]) -> Iterator[str]:
    for name, dtype in _TYPES.items():
        if arrays[name].dtype != dtype:
            yield f"{name} is {arrays[name].dtype}, not {np.dtype(dtype)}"
    for name in _NUMBERS:
        if arrays[f"forest_{name}"].shape != ():
            yield f"forest_{name} is no number"
