"""Find the duplicates in files, without any server."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from sys import intern

from sangkien.adapters.engine_files import EntryFile
from sangkien.adapters.engine_results import Found, Progress, Tell, pairs_among, write_found
from sangkien.adapters.engine_rows import RowsOnDisk
from sangkien.core.duplicates import Text
from sangkien.core.engine.batch import Pairs
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.scanning import Line, told_apart


def scan(
    files: Sequence[EntryFile],
    out: Path,
    engine: Engine,
    *,
    tell: Tell,
    progress: Progress = lambda _: None,
) -> Found:
    """Write what is found of the entries in `files`, one register all together, into `out`.

    `progress` is told of each entry three times: it was read, compared, and looked up again for
    the evidence. Memory holds an id and a day an entry, each unit once, where its keys meet others,
    and the title of an entry that stands in a pair; rows and keys lie in a file.
    """
    lines: list[Line] = []
    counts = []
    with RowsOnDisk(out) as rows:
        for file in files:
            before = len(lines)
            for chunk in file.chunks():
                rows.add(engine.extractor.extract(entries_of([each.text for each in chunk])))
                lines += [Line(each.id, intern(each.unit), each.applied_on) for each in chunk]
                progress(len(chunk))
            counts.append(len(lines) - before)
        lines = told_apart(lines, list(zip(_names(files), counts, strict=True)))
        extracted, size = rows.whole(), len(lines)
        pairs = pairs_among(extracted, engine, size=size, progress=progress)
        texts = _texts(files, pairs, progress)
        about = {
            "files": _names(files),
            "left_out": sum(file.left_out for file in files),
            "unread_days": sum(file.unread_days for file in files),
        }
        return write_found(
            out, lines, pairs, extracted, texts, engine, size=size, tell=tell, about=about
        )


def _names(files: Sequence[EntryFile]) -> list[str]:
    """Return what the files are called, with their folders where two have one name."""
    names = [file.path.name for file in files]
    return names if len(set(names)) == len(names) else [str(file.path) for file in files]


def _texts(files: Iterable[EntryFile], pairs: Pairs, progress: Progress) -> dict[int, Text]:
    """Read again what evidence shows of the entries that stand in a pair."""
    wanted = {*pairs.earlier.tolist(), *pairs.later.tolist()}
    found, place = {}, 0
    for chunk in chain.from_iterable(file.chunks() for file in files):
        for each in chunk:
            if place in wanted:
                text = each.text
                found[place] = Text(text.title, own_names=text.own_names)
            place += 1
        progress(len(chunk))
    return found
