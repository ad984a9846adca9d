"""Whether two packed words are one word but for a slip of the finger."""

import numpy as np

from sangkien.core.engine.compiled import compiled


@compiled
def is_slip(one: np.uint64, other: np.uint64, bits: int) -> bool:
    """Return whether one letter was changed, added, left out, or swapped with its neighbour.

    `bits` are those of a letter; the last letter is the lowest. The optimal string alignment
    distance of the two is 1 (Boytsov 2011 has the names).
    """
    width, mask = np.uint64(bits), np.uint64((1 << bits) - 1)
    if one == other:
        return False
    while one & mask == other & mask:
        one, other = one >> width, other >> width
    left, right = one >> width, other >> width
    if left in (right, other) or one == right:
        return True
    swapped = one & mask == right & mask and left & mask == other & mask
    return swapped and one & mask != 0 and other & mask != 0 and left >> width == right >> width
