"""Names for the arrays and numbers that machine code passes around."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

U64: TypeAlias = NDArray[np.uint64]
U32: TypeAlias = NDArray[np.uint32]
U16: TypeAlias = NDArray[np.uint16]
U8: TypeAlias = NDArray[np.uint8]
I64: TypeAlias = NDArray[np.int64]
I32: TypeAlias = NDArray[np.int32]
F64: TypeAlias = NDArray[np.float64]
F32: TypeAlias = NDArray[np.float32]
Marks: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = tuple[U8, ...]  # the bytes of each column
Offsets: TypeAlias = tuple[I64, ...]  # where each text of a column starts
Int: TypeAlias = int | np.int64 | np.int32 | np.uint8 | np.uint16 | np.uint32
