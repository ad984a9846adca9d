"""Functions turned into machine code (numba), which let go of the interpreter's lock."""

import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numpy as np
from numba import njit

P = ParamSpec("P")
R = TypeVar("R")

# without a folder that somebody chose, nothing is written anywhere
_KEPT = bool(os.environ.get("NUMBA_CACHE_DIR"))


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function` as machine code, made at its first call or read from NUMBA_CACHE_DIR."""
    return cast("Callable[P, R]", njit(nogil=True, cache=_KEPT)(function))


@compiled
def whole(number: np.uint64) -> int:
    """Return a number below 2**63 as one to count with: machine code mixes no signs."""
    return np.int64(number)  # type: ignore[return-value]
