"""Rows and keys of any number of entries, in files of a temporary folder instead of memory."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sangkien.core.engine.extracting import Extracted
from sangkien.core.engine.layout import KEYS, ROW


class RowsOnDisk:
    """Grows by `add`; then `whole` gives all of it, paged in by the system as it is needed."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = TemporaryDirectory(prefix="sangkien-engine-", dir=folder)
        self._rows = (Path(self._folder.name) / "rows").open("w+b")
        self._keys = (Path(self._folder.name) / "keys").open("w+b")
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._rows.close()
        self._keys.close()
        self._folder.cleanup()

    def add(self, extracted: Extracted) -> None:
        """Append entries behind those there are."""
        extracted.rows.tofile(self._rows)
        extracted.keys.tofile(self._keys)
        self.count += len(extracted.rows)

    def whole(self) -> Extracted:
        """Return all that was added: (count, ROW) and (count, KEYS)."""
        return Extracted(self._mapped(self._rows.name, ROW), self._mapped(self._keys.name, KEYS))

    def _mapped(self, name: str, width: int) -> NDArray[np.uint64]:
        self._rows.flush()
        self._keys.flush()
        if not self.count:  # an empty file cannot be mapped
            return np.zeros((0, width), np.uint64)
        return np.asarray(np.memmap(name, np.uint64, "c", shape=(self.count, width)))
