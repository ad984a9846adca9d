"""What evidence shows of any number of entries, in a file instead of memory."""

import json
from array import array
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from sangkien.core.duplicates import Text
from sangkien.core.engine.explaining import shown


class ShownOnDisk:
    """Grows by `add`; gives each text back by its place. Memory holds 8 bytes an entry."""

    def __init__(self, folder: Path | None = None) -> None:
        # closed by __exit__
        self._file = TemporaryFile(prefix="sangkien-shown-", dir=folder)  # noqa: SIM115
        self._ends = array("q", [0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, texts: Iterable[Text]) -> None:
        """Append what is shown of texts behind those there are."""
        self._file.seek(self._ends[-1])
        for text in map(shown, texts):
            told = json.dumps([text.title, *text.own_names], ensure_ascii=False)
            length = self._file.write(told.encode("utf-8", "surrogatepass"))
            self._ends.append(self._ends[-1] + length)

    def __getitem__(self, place: int) -> Text:
        begin, end = self._ends[place], self._ends[place + 1]
        self._file.seek(begin)
        title, *names = json.loads(self._file.read(end - begin).decode("utf-8", "surrogatepass"))
        return Text(title, own_names=tuple(names))
