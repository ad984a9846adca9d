"""What the peers read: texts as a user of theirs would prepare them, in a line of code."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

TITLE, TEXT, FIELDS = "title", "title and description", "all fields"
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\w+")


class Scored(NamedTuple):
    """Candidate pairs, a < b, each once, and how alike the peer finds them."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    score: NDArray[np.float64]


def plain(text: str) -> str:
    """Return a text in lower case without diacritics."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return bare.replace("đ", "d")


def texts_of(table: pa.Table, reads: str) -> list[str]:
    """Return what a peer that `reads` TITLE or TEXT is given of each entry."""
    titles = table["title"].to_pylist()
    if reads == TITLE:
        return [plain(title) for title in titles]
    both = zip(titles, table["description"].to_pylist(), strict=True)
    return [plain(f"{title}\n{description}") for title, description in both]


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def ordered(a: Sequence[int], b: Sequence[int], count: int) -> tuple[NDArray[np.int64], ...]:
    """Return pairs with the earlier entry first, each once, none of an entry with itself."""
    one, other = np.asarray(a, np.int64), np.asarray(b, np.int64)
    apart = one != other
    codes = np.minimum(one, other)[apart] * count + np.maximum(one, other)[apart]
    codes = np.unique(codes)
    return codes // count, codes % count
