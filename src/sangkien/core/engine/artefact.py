"""The one thing the engine learns: counted statistics, trees, and where they came from."""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from sangkien.core.engine.extracting import Statistics
from sangkien.core.engine.scoring import Forest
from sangkien.core.vietnamese import abbreviations, slots, stock

_READING = 5  # grows when the same text is read or keyed in another way


class Artefact(NamedTuple):
    """Rows and keys made with one artefact are worth nothing to another: see `version`."""

    version: str
    weights: Mapping[str, float]  # of the common words of titles, 0..1
    statistics: Statistics
    forest: Forest
    provenance: Mapping[str, str]  # what it was learned from, in words


def version_of(name: str) -> str:
    """Return the version of an artefact called `name`: what reads a text is part of it."""
    data = f"{abbreviations.VERSION}.{stock.VERSION}.{slots.VERSION}"
    return f"{_READING}.{data}-{name}"


def number_of(version: str) -> int:
    """Return the number that the keys of a version hang on."""
    return int.from_bytes(sha256(version.encode()).digest()[:7])
