"""Tables of entries as Arrow has them, read into the engine's columns."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sangkien.core.engine.entries import SEVERAL, Column, Entries, in_unicode
from sangkien.core.engine.extracting import Extracted, Extractor

_LISTS = (
    pa.types.is_list,
    pa.types.is_large_list,
    pa.types.is_list_view,
    pa.types.is_large_list_view,
)
_AT_A_TIME = 16_384  # entries
TEXT_COLUMNS = ("title", "description", "effect", "authors", "member_numbers", "workplace", "unit")


def entries_of_table(table: pa.Table) -> Entries:
    """Return the columns of `table`; only `title` must be there.

    `authors` and `member_numbers` are texts with a name a line, or lists.
    """
    found = [_texts(table, name) for name in TEXT_COLUMNS]
    parted = pa.scalar(SEVERAL, pa.large_string())
    own_names = pc.binary_join_element_wise(found[5], found[6], parted)
    return in_unicode(Entries(tuple(_column(texts) for texts in (*found, own_names))))


def extract_table(table: pa.Table, extractor: Extractor, *, threads: int) -> Extracted:
    """Return rows and keys of `table`, some entries after the other.

    Reading old fonts is Python's work and the rest is not: threads do one beside the other.
    """

    def work(first: int) -> Extracted:
        return extractor.extract(entries_of_table(table.slice(first, _AT_A_TIME)))

    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, range(0, max(1, len(table)), _AT_A_TIME)))
    return Extracted(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def read_labelled(path: Path) -> tuple[Entries, NDArray[np.int64]]:
    """Return the entries in a Parquet file, and its column `cluster`.

    Raises OSError or ValueError for a file that is none, KeyError for a missing column.
    """
    with pq.ParquetFile(path) as file:
        missing = {"title", "cluster"} - set(file.schema_arrow.names)
        if missing:
            raise KeyError(*sorted(missing))
        names = [name for name in file.schema_arrow.names if name in {*TEXT_COLUMNS, "cluster"}]
        table = file.read(names)
    clusters = table.column("cluster").cast(pa.int64()).to_numpy()
    return entries_of_table(table), clusters


def _texts(table: pa.Table, name: str) -> Any:
    if name not in table.column_names:
        return pa.repeat(pa.scalar("", pa.large_string()), len(table))
    texts = table.column(name).combine_chunks()
    if any(is_of_kind(texts.type) for is_of_kind in _LISTS):
        texts = _lines(texts)
    return pc.fill_null(texts.cast(pa.large_string()), "")


def _lines(lists: Any) -> Any:
    """Return of each list its texts, a line each; a missing one is an empty line."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    texts = pc.fill_null(lists.flatten().cast(pa.large_string()), "")
    # one missing text would make all of its list missing
    whole = pa.LargeListArray.from_arrays(offsets, texts)
    return pc.binary_join(whole, pa.scalar(SEVERAL, pa.large_string()))


def _column(texts: Any) -> Column:
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    texts = pa.concat_arrays([texts])  # an offset of its own, none of a slice
    _, offsets, letters = texts.buffers()
    found = np.frombuffer(offsets, np.int64, len(texts) + 1, 8 * texts.offset)
    return Column(np.frombuffer(letters or b"", np.uint8), found)
