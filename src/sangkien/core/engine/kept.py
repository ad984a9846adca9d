"""What is kept of an entry, to be handled without the compiler."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.layout import AUTHORS, KEY_BITS, SKETCH

Row = NDArray[np.uint64]  # (ROW,), see layout
KEY_BYTES = (KEY_BITS + 7) // 8


class Read(NamedTuple):
    """One text as it was read."""

    row: Row
    keys: tuple[int, ...]  # at most layout.KEYS, each below 2**KEY_BITS
    strongest: tuple[int, ...]  # of them, those that copies surely share: for locks


def kept(row: Row) -> bytes:
    """Return a row without what came of names, for `Engine.recalled`; names must stay erasable.

    First a bit for each byte of the row, set where it is not 0, then those bytes: of the 392 two
    in three are 0.
    """
    found = np.concatenate([row[:AUTHORS], row[SKETCH:]]).astype("<u8").view(np.uint8)
    is_said = found != 0
    return np.packbits(is_said, bitorder="little").tobytes() + found[is_said].tobytes()


def kept_keys(keys: Iterable[int]) -> bytes:
    """Return the keys as bytes, for `keys_in`."""
    return b"".join(key.to_bytes(KEY_BYTES, "little") for key in keys)


def keys_in(found: bytes) -> tuple[int, ...]:
    """Return the keys that `kept_keys` laid down.

    >>> keys_in(kept_keys((7, 2**36 - 1)))
    (7, 68719476735)
    """
    return tuple(
        int.from_bytes(found[at : at + KEY_BYTES], "little")
        for at in range(0, len(found), KEY_BYTES)
    )


def is_lone(key: int) -> bool:
    """Return whether one key is enough to compare the two entries that share it."""
    return key & 1 == 1
