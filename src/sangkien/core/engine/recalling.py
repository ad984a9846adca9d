"""Rows from what was kept of them: `kept.kept` undone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.arrays import I64, U8, U64
from sangkien.core.engine.compiled import compiled
from sangkien.core.engine.layout import AUTHORS, ROW, SKETCH

_BYTES = (ROW - (SKETCH - AUTHORS)) * 8  # of a row without its authors
_MASK = _BYTES // 8


def rows_of(kept: Sequence[bytes]) -> NDArray[np.uint64]:
    """Return the rows that were kept, but for their authors: (n, ROW)."""
    rows = np.zeros((len(kept), ROW), np.uint64)
    starts = np.zeros(len(kept) + 1, np.int64)
    np.cumsum([len(each) for each in kept], out=starts[1:])
    _write(np.frombuffer(b"".join(kept), np.uint8), starts, rows)
    return rows


@compiled
def _write(kept: U8, starts: I64, rows: U64) -> None:
    for n in range(rows.shape[0]):
        row, mask = rows[n], starts[n]
        at = mask + _MASK
        for place in range(_BYTES):
            if kept[mask + (place >> 3)] >> np.uint8(place & 7) & np.uint8(1):
                word = place >> 3
                if word >= AUTHORS:
                    word += SKETCH - AUTHORS
                row[word] |= np.uint64(kept[at]) << np.uint64(8 * (place & 7))
                at += 1
