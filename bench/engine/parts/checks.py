"""Check entries against a full register: `python -m bench.engine.parts.checks DATABASE FILE COUNT`.

COUNT rows of the file, evenly spread, are not registered but checked: read, probed by their keys,
their neighbours fetched, judged and explained, as registering does. What is typed of them first
(title, author, workplace) is looked up as the form does while a member types.
"""

import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq

from bench.engine.kinds import KINDS
from bench.engine.measures import ORIGINAL, Labels
from bench.engine.parts.apart import load, peak_rss_mb
from bench.ground import CAMPAIGN, prepared, say

NEW = 2**62  # the id of an entry that is checked: later than all
WARM_UP = 50  # checks that are not timed
STEPS = ("read", "probe", "compare")


class Checked(NamedTuple):
    """One answer, and how long each step of it took."""

    compared: int  # entries
    copies: list[int]  # ids of entries it was called a copy of
    took_ms: Sequence[float]  # one a step


def main(words: Sequence[str]) -> None:
    database, file, count = words[0], Path(words[1]), int(words[2])
    with prepared(database):
        print(json.dumps(_measure(file, count)))


def held_out_of(rows: int, count: int) -> list[int]:
    """Return `count` places, evenly spread over so many rows."""
    return [rows * (2 * place + 1) // (2 * count) for place in range(count)]


def _measure(file: Path, count: int) -> dict[str, Any]:
    from bench.engine.parts.registered import fill, index_bytes  # app ready
    from sangkien.queries.campaigns import campaign_by_slug  # app ready

    campaign = campaign_by_slug(CAMPAIGN)
    rows = pq.read_metadata(file).num_rows
    held_out = held_out_of(rows, count)
    registered = rows - count
    say(f"Filling the register with {registered} entries …")
    began = time.perf_counter()
    ids, texts = fill(campaign, file, set(held_out))
    filled_s, index, before = time.perf_counter() - began, index_bytes(), load()
    say(f"Checking {count} entries …")
    checked = _each(texts, partial(check, campaign))
    typed = _each(texts, partial(typing, campaign))
    known = _Known(Labels.read(file), np.array(held_out), np.array(ids))
    return {
        "entries": registered,
        "filled_s": round(filled_s, 1),
        "checks": count,
        "check_ms": quantiles([sum(each.took_ms) for each in checked]),
        "steps_ms": {
            step: quantiles([each.took_ms[n] for each in checked]) for n, step in enumerate(STEPS)
        },
        "compared_per_check": round(float(np.mean([each.compared for each in checked])), 2),
        "typing_ms": quantiles([took_ms for _, took_ms in typed]),
        **known.answers([each.copies for each in checked]),
        "typing_found": known.typing_found([titles for titles, _ in typed], _titles(file)),
        "index_bytes_per_entry": round(sum(index.values()) / registered, 1),
        "index_parts": {name: round(size / registered, 1) for name, size in index.items()},
        "peak_memory_mb": peak_rss_mb(),
        "load": [before, load()],
    }


def _each(texts: Sequence[Any], do: Any) -> list[Any]:
    for text in texts[:WARM_UP]:
        do(text)
    return [do(text) for text in texts]


def check(campaign: Any, text: Any) -> Checked:
    """Do what `link_copies` does before it writes, and time each step."""
    from sangkien.actions.comparing import New, candidates_of, compared, ends_of  # app ready
    from sangkien.adapters.engine import engine  # app ready
    from sangkien.core.duplicates import Links  # app ready
    from sangkien.queries.duplicates import linked_among  # app ready

    marks = [time.perf_counter()]
    (read,) = engine().read([text])
    marks.append(time.perf_counter())
    candidates = candidates_of(campaign, {NEW: read.keys})
    marks.append(time.perf_counter())
    pairs = compared(
        campaign,
        candidates,
        {NEW: New(text, read)},
        lambda: Links(linked_among(ends_of(candidates) - {NEW})),
    )
    marks.append(time.perf_counter())
    return Checked(len(candidates), [pair.a_id for pair in pairs], np.diff(marks) * 1000)


def typing(campaign: Any, text: Any) -> tuple[list[str], float]:
    """Return the titles a member is shown who has typed title, author and workplace, and the ms."""
    from sangkien.core.duplicates import Text  # app ready
    from sangkien.queries.look_alikes import look_alikes  # app ready

    typed = Text(
        title=text.title,
        authors=text.authors,
        workplace=text.workplace,
        own_names=(text.workplace,),
    )
    began = time.perf_counter()
    found = look_alikes(campaign, typed)
    return [each.title for each in found], (time.perf_counter() - began) * 1000


class _Known(NamedTuple):
    """What is true of the entries that were held out."""

    labels: Labels
    held_out: Any
    ids: Any  # of each row; 0: held out

    def answers(self, copies: Sequence[Sequence[int]]) -> dict[str, Any]:
        """Return how many copies were told as such, and how many originals wrongly."""
        row_of = {entry_id: row for row, entry_id in enumerate(self.ids.tolist()) if entry_id}
        right, wrong = [], []
        for row, found in zip(self.held_out, copies, strict=True):
            clusters = {self.labels.cluster[row_of[entry_id]] for entry_id in found}
            right.append(self.labels.cluster[row] in clusters)
            wrong.append(bool(clusters - {self.labels.cluster[row]}))
        is_original = self.labels.kind[self.held_out] == ORIGINAL
        return {
            "copies_found": _share(np.array(right)[self._has_source()]),
            "false_alarms": _share(np.array(wrong)[is_original]),
        }

    def typing_found(self, shown: Sequence[Sequence[str]], titles: Sequence[str]) -> Any:
        """Return of how many copies the title they were made from was shown."""
        rows = self.held_out[self._has_source()]
        shown_of = dict(zip(self.held_out.tolist(), shown, strict=True))
        found = [titles[self.labels.source[row]] in shown_of[row] for row in rows.tolist()]
        return _share(np.array(found))

    def _has_source(self) -> Any:
        """Which of those held out are copies of a registered entry."""
        source = self.labels.source[self.held_out]
        is_copy = np.isin(self.labels.kind[self.held_out], KINDS)
        return is_copy & (self.ids[source] > 0)


def _titles(file: Path) -> list[str]:
    """The titles as they were stored, row by row."""
    from sangkien.core.text import tidy  # app ready

    return [tidy(title) for title in pq.read_table(file, columns=["title"])["title"].to_pylist()]


def _share(of: Any) -> float | None:
    return round(float(of.mean()), 5) if len(of) else None


def quantiles(values: Sequence[float]) -> dict[str, float]:
    """Return the middle, the value that one in a hundred exceeds, and the greatest."""
    p50, p99, most = np.quantile(values, (0.5, 0.99, 1.0))
    return {"p50": round(p50, 3), "p99": round(p99, 3), "max": round(most, 3)}


if __name__ == "__main__":
    main(sys.argv[1:])
