"""What a batch found, as files that Excel and programs read: pairs, clusters, units, a summary."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from sangkien.adapters.csv_out import BYTE_ORDER_MARK, csv_lines
from sangkien.core.duplicates import Evidence, Text, clusters
from sangkien.core.engine.batch import Pairs, find_pairs
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.extracting import Extracted
from sangkien.core.engine.scanning import Line, counts_by_unit, first_filers

Progress = Callable[[int], object]  # entries that are done since it was last told
Tell = Callable[[Evidence], str]


class Shown(Protocol):
    """What evidence shows of entries, by their places."""

    def __getitem__(self, place: int, /) -> Text: ...


# titles and units behind, so that nobody has to look ids up
PAIRS_HEADER = (
    *("id_a", "id_b", "probability", "evidence"),
    *("title_a", "title_b", "unit_a", "unit_b"),
)
UNITS_HEADER = ("unit", "entries", "duplicates")
CLUSTERS_HEADER = ("id", "cluster", "first_filer", "title", "unit")


class Found(NamedTuple):
    """What a batch found, in numbers."""

    entries: int
    pairs: int
    clusters: int
    duplicates: int  # entries that are not the first of their work
    repeated_ids: int = 0  # entries with an id that one before them has


def pairs_among(extracted: Extracted, engine: Engine, *, size: int, progress: Progress) -> Pairs:
    """Return the duplicates among entries in the order of filing, in a register of `size`."""
    return find_pairs(
        *extracted,
        engine.artefact.statistics.name_shares,
        engine.artefact.forest,
        correction=engine.correction(size),
        progress=progress,
    )


def write_found(  # noqa: PLR0913
    out: Path,
    lines: Sequence[Line],
    pairs: Pairs,
    extracted: Extracted,
    texts: Shown,
    engine: Engine,
    *,
    size: int,
    tell: Tell,
    about: Mapping[str, object],
) -> Found:
    """Write pairs.csv, clusters.csv, units.csv and summary.json into the folder `out`.

    `texts` has the places that stand in a pair; `about` goes into the summary.
    """

    def told() -> Iterator[tuple[str, ...]]:
        for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True):
            left, right = (texts[a], extracted.rows[a]), (texts[b], extracted.rows[b])
            match = engine.explain(left, right, size=size)
            evidence = " ".join(map(tell, match.evidence))
            titles = (left[0].title, right[0].title)
            ids, units = (lines[a].id, lines[b].id), (lines[a].unit, lines[b].unit)
            yield *ids, f"{match.probability:.4f}", evidence, *titles, *units

    _write(out / "pairs.csv", chain([PAIRS_HEADER], told()))
    joined = clusters(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True))
    first_of = first_filers(lines, joined)
    members = _members(lines, texts, joined, first_of)
    _write(out / "clusters.csv", chain([CLUSTERS_HEADER], members))
    units = counts_by_unit(lines, first_of)
    counted = ((unit, of["entries"], of["duplicates"]) for unit, of in units.items())
    _write(out / "units.csv", chain([UNITS_HEADER], counted))
    found = Found(
        entries=len(lines),
        pairs=len(pairs.points),
        clusters=len(joined),
        duplicates=sum(place != first for place, first in first_of.items()),
        repeated_ids=len(lines) - len({line.id for line in lines}),
    )
    summary = {
        **found._asdict(),
        **about,
        "engine": engine.version,
        "units": units,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    return found


def _members(
    lines: Sequence[Line],
    texts: Shown,
    joined: Iterable[frozenset[int]],
    first_of: Mapping[int, int],
) -> Iterator[tuple[str | int, ...]]:
    for number, members in enumerate(joined, 1):
        for place in sorted(members):
            line, first = lines[place], lines[first_of[place]]
            yield line.id, number, first.id, texts[place].title, line.unit


def _write(path: Path, rows: Iterable[Sequence[str | int]]) -> None:
    with path.open("wb") as file:
        file.write(BYTE_ORDER_MARK.encode())
        file.writelines(csv_lines(rows))
