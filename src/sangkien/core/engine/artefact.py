"""The one thing the engine learns: counted statistics, trees, and where they came from."""

from base64 import b32encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.descriptions import STOCK_BITS
from sangkien.core.engine.extracting import Statistics
from sangkien.core.engine.fields import AGREEMENTS
from sangkien.core.engine.scoring import Forest
from sangkien.core.engine.statistics import NAME_BUCKETS
from sangkien.core.vietnamese import abbreviations, slots, stock

_READING = 6  # grows when the same text is read or keyed in another way

MARK_LENGTH = 4  # signs of 32 kinds: two artefacts share them once in a million


class Artefact(NamedTuple):
    """Rows and keys made with one artefact are worth nothing to another: see `version`."""

    version: str
    weights: Mapping[str, float]  # of the common words of titles, 0..1
    statistics: Statistics
    forest: Forest
    provenance: Mapping[str, str]  # what it was learned from, in words


def faults(statistics: Statistics, forest: Forest) -> Iterator[str]:
    """Yield what machine code could not read of arrays that came from a file; nothing, if all fit.

    A tree points to nodes there are and, lest one goes round for ever, to later ones only.
    """
    if statistics.stock_runs.shape != (2**STOCK_BITS // 8,):
        yield f"stock_runs has the shape {statistics.stock_runs.shape}"
    if statistics.name_shares.shape != (NAME_BUCKETS,):
        yield f"name_shares has the shape {statistics.name_shares.shape}"
    if forest.raw.ndim != 1 or not forest.raw.size or forest.raw.shape != forest.calibrated.shape:
        yield "the calibration has no steps, or different lengths"
    shapes = {each.shape for each in (forest.fields, forest.limits, forest.lefts, forest.rights)}
    if len(shapes) > 1 or forest.fields.ndim != 1 or forest.roots.ndim != 1:
        yield "the nodes of the forest have different lengths"
        return
    nodes, inner = forest.fields.size, np.flatnonzero(forest.fields >= 0)
    if not _are_places(forest.roots, nodes):
        yield "a tree begins at a node that there is not"
    if not _are_places(forest.fields + 1, AGREEMENTS + 1):
        yield "a node asks for what is not compared"
    for way in (forest.lefts[inner], forest.rights[inner]):
        if not _are_places(way, nodes) or (way <= inner).any():
            yield "a node leads to none, or back"


def _are_places(numbers: NDArray[Any], count: int) -> bool:
    return not numbers.size or bool(numbers.min() >= 0 and numbers.max() < count)


def version_of(name: str) -> str:
    """Return the version of an artefact called `name`: what reads a text is part of it."""
    data = f"{abbreviations.VERSION}.{stock.VERSION}.{slots.VERSION}"
    return f"{_READING}.{data}-{name}"


def named(artefact: Artefact, name: str) -> Artefact:
    """Return the artefact under `name` and four signs of what it learned.

    So two of one name are told apart, and what one has read is not taken for what the other has.
    """
    weights = sorted((word, float(weight)) for word, weight in artefact.weights.items())
    learned = sha256(repr(weights).encode())
    statistics = artefact.statistics._replace(version=np.uint64(0))  # it hangs on the name
    for value in (*statistics, *artefact.forest):
        learned.update(np.asarray(value).tobytes())
    signs = b32encode(learned.digest())[:MARK_LENGTH].decode().lower()
    version = version_of(f"{name}-{signs}")
    counted = artefact.statistics._replace(version=np.uint64(number_of(version)))
    return artefact._replace(version=version, statistics=counted)


def number_of(version: str) -> int:
    """Return the number that the keys of a version hang on."""
    return int.from_bytes(sha256(version.encode()).digest()[:7])
