"""What is kept of an entry, to be handled without the compiler."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.layout import AUTHORS, SKETCH

Row = NDArray[np.uint64]  # (ROW,), see layout


class Read(NamedTuple):
    """One text as it was read."""

    row: Row
    keys: tuple[int, ...]  # at most layout.KEYS, each below 2**40
    strongest: tuple[int, ...]  # of them, those that copies surely share: for locks


def kept(row: Row) -> bytes:
    """Return a row without what came of names, for `Engine.recalled`; names must stay erasable."""
    return np.concatenate([row[:AUTHORS], row[SKETCH:]]).astype("<u8").tobytes()


def is_lone(key: int) -> bool:
    """Return whether one key is enough to compare the two entries that share it."""
    return key & 1 == 1
