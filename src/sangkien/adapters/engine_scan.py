"""Find the duplicates in files, without any server."""

from collections.abc import Sequence
from pathlib import Path

from sangkien.adapters.engine_files import EntryFile
from sangkien.adapters.engine_results import Found, Progress, Tell, pairs_among, write_found
from sangkien.adapters.engine_rows import RowsOnDisk
from sangkien.adapters.engine_shown import ShownOnDisk
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.scanning import Line, line_of, told_apart


def scan(
    files: Sequence[EntryFile],
    out: Path,
    engine: Engine,
    *,
    tell: Tell,
    progress: Progress = lambda _: None,
) -> Found:
    """Write what is found of the entries in `files`, one register all together, into `out`.

    `progress` is told of each entry twice: it was read, and compared. Memory holds an id and a day
    an entry, each unit once, and where its keys meet others; rows, keys and titles lie in files.
    """
    lines: list[Line] = []
    counts = []
    with RowsOnDisk(out) as rows, ShownOnDisk(out) as titles:
        for file in files:
            before = len(lines)
            for chunk in file.chunks():
                texts = [each.text for each in chunk]
                rows.add(engine.extractor.extract(entries_of(texts)))
                titles.add(texts)
                lines += map(line_of, chunk)
                progress(len(chunk))
            counts.append(len(lines) - before)
        lines = told_apart(lines, list(zip(_names(files), counts, strict=True)))
        extracted, size = rows.whole(), len(lines)
        pairs = pairs_among(extracted, engine, size=size, progress=progress)
        about = {
            "files": _names(files),
            "columns": {
                name: file.columns for name, file in zip(_names(files), files, strict=True)
            },
            "left_out": sum(file.left_out for file in files),
            "left_out_rows": [
                f"{name}:{row}"
                for name, file in zip(_names(files), files, strict=True)
                for row in file.left_out_rows
            ],
            "unread_days": sum(file.unread_days for file in files),
            "unread_sheets": {
                name: list(file.unread_sheets)
                for name, file in zip(_names(files), files, strict=True)
                if file.unread_sheets
            },
        }
        return write_found(
            out, lines, pairs, extracted, titles, engine, size=size, tell=tell, about=about
        )


def _names(files: Sequence[EntryFile]) -> list[str]:
    """Return what the files are called, with their folders where two have one name."""
    names = [file.path.name for file in files]
    return names if len(set(names)) == len(names) else [str(file.path) for file in files]
