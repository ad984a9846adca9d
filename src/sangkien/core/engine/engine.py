"""The engine as its users hold it: texts in, rows to keep and keys to meet by, verdicts out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.duplicates import DUPLICATE_FROM, Evidence, Text
from sangkien.core.engine.agreement import agree, room_for_agreement
from sangkien.core.engine.artefact import Artefact
from sangkien.core.engine.entries import entries_of, entries_of_names
from sangkien.core.engine.explaining import evidence_of
from sangkien.core.engine.extracting import Extractor
from sangkien.core.engine.fields import AGREEMENTS, same_person
from sangkien.core.engine.kept import Read, Row
from sangkien.core.engine.keys import AUTHOR_WORDS, BAG, BAND_KEYS
from sangkien.core.engine.recalling import rows_of
from sangkien.core.engine.scoring import agree_pairs, probability, score_pairs, size_correction
from sangkien.core.engine.vocabulary import Vocabulary

_LOCKED_BANDS = 2


class Match(NamedTuple):
    """What the engine says of two entries."""

    probability: float  # 0..1; from DUPLICATE_FROM on they are called duplicates
    same_person: bool  # entered again by the same person, rather than claimed by another
    evidence: tuple[Evidence, ...]

    @property
    def is_duplicate(self) -> bool:
        return self.probability >= DUPLICATE_FROM


class Engine:
    """Judges by one artefact. Safe to use from several threads."""

    def __init__(self, artefact: Artefact) -> None:
        self.artefact = artefact
        self.version = artefact.version
        self.extractor = Extractor(artefact.statistics, Vocabulary(artefact.weights))

    def read(self, texts: Sequence[Text]) -> list[Read]:
        """Return what is kept of each text; bounded work however long a text is."""
        rows, keys = self.extractor.extract(entries_of(texts))
        return [
            Read(row, _present(of_text), _strongest(of_text))
            for row, of_text in zip(rows, keys, strict=True)
        ]

    def recalled(
        self, kept: Sequence[bytes], authors: Sequence[tuple[str, ...]]
    ) -> NDArray[np.uint64]:
        """Return the rows that `kept` were made of, with the authors' names as typed: (n, ROW)."""
        rows = rows_of(kept)
        self.extractor.write_names(entries_of_names(authors), rows)
        return rows

    def points(
        self,
        rows: NDArray[np.uint64],
        lefts: Sequence[int],
        rights: Sequence[int],
        *,
        size: int,
    ) -> NDArray[np.float64]:
        """Return the log-odds of pairs of `rows`, by their places, in a register of `size`."""
        found = np.empty(len(lefts))
        score_pairs(
            rows,
            np.asarray(lefts, np.int64),
            np.asarray(rights, np.int64),
            self.artefact.statistics.name_shares,
            self.artefact.forest,
            self.correction(size),
            found,
        )
        return found

    def agreements(self, row: Row, rows: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return how one row agrees with each of `rows`: (n, AGREEMENTS), see fields.Field."""
        found = np.zeros((len(rows), AGREEMENTS))
        count = len(rows)
        agree_pairs(
            np.concatenate([rows, row[None]]),
            np.full(count, count),
            np.arange(count),
            self.artefact.statistics.name_shares,
            found,
        )
        return found

    def correction(self, size: int) -> float:
        """Return by how much log-odds fall in a register of `size` entries."""
        return size_correction(size, self.artefact.forest.trained_on)

    def explain(self, left: tuple[Text, Row], right: tuple[Text, Row], *, size: int) -> Match:
        """Return how likely two entries are one, and why. Symmetric but for left and right."""
        pair, *marks = room_for_agreement()
        agree(left[1], right[1], self.artefact.statistics.name_shares, pair, *marks)
        (points,) = self.points(np.stack([left[1], right[1]]), [0], [1], size=size)
        return Match(
            probability(float(points)), same_person(pair), evidence_of(pair, left[0], right[0])
        )


def _present(keys: NDArray[np.uint64]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(keys[keys > 0].tolist()))


def _strongest(keys: NDArray[np.uint64]) -> tuple[int, ...]:
    bands = [key for key in keys[BAND_KEYS:].tolist() if key][:_LOCKED_BANDS]
    return tuple(key for key in (int(keys[BAG]), int(keys[AUTHOR_WORDS]), *bands) if key)
