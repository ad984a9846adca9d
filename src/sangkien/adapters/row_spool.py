"""Rows of a sheet on disk instead of in memory, while a long import works through them."""

import ctypes
import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from tempfile import TemporaryFile

from sangkien.core.sheets.cell import SheetRow

AT_A_TIME = 500  # rows per piece


def spooled(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """Yield the rows again, after all of them were written to a file without a name.

    A reader of workbooks holds the whole sheet (100,000 rows: 220 MB) as long as its rows are
    read; let go of the sheet once the first row has come out of here.
    """
    with TemporaryFile(prefix="sangkien-rows-") as file:
        waiting = iter(rows)
        while piece := list(islice(waiting, AT_A_TIME)):
            pickle.dump(piece, file, pickle.HIGHEST_PROTOCOL)
        end = file.tell()
        file.seek(0)
        while file.tell() < end:
            yield from pickle.load(file)  # noqa: S301 - written above, by this very process


def give_back_memory() -> None:
    """Hand freed memory back to the system: glibc keeps what lies between pieces still in use."""
    with suppress(OSError, AttributeError):  # another C library has no such call
        ctypes.CDLL("libc.so.6").malloc_trim(0)
