"""All duplicates of one campaign or of several, years apart, from what the register keeps."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sangkien.adapters.engine import engine
from sangkien.adapters.engine_results import Found, Progress, Tell, pairs_among, write_found
from sangkien.adapters.engine_rows import RowsOnDisk
from sangkien.core.engine.explaining import shown
from sangkien.core.engine.extracting import Extracted
from sangkien.core.engine.layout import KEYS
from sangkien.models import Campaign
from sangkien.queries.engine_rows import filed_in, keys_of
from sangkien.queries.features import kept_rows, texts_of, titles_of
from sangkien.queries.register_size import register_size


def batch(
    campaigns: Sequence[Campaign],
    out: Path,
    *,
    tell: Tell,
    progress: Progress = lambda _: None,
) -> Found:
    """Write what is found of the filed entries of `campaigns` into the folder `out`.

    The verdicts are those of the register at this size. `progress` is told of each entry twice.
    """
    ids: list[int] = []
    lines = []
    with RowsOnDisk(out) as rows:
        for filed in filed_in(campaigns):
            rows.add(_extracted(filed.ids))
            ids += filed.ids
            lines += filed.lines
            progress(len(filed.ids))
        extracted, judge = rows.whole(), engine()
        size = sum(map(register_size, campaigns))
        pairs = pairs_among(extracted, judge, size=size, progress=progress)
        places = sorted({*pairs.earlier.tolist(), *pairs.later.tolist()})
        titles = titles_of([ids[place] for place in places])
        return write_found(
            out,
            lines,
            pairs,
            extracted,
            {place: shown(titles[ids[place]]) for place in places},
            judge,
            size=size,
            tell=tell,
            about={"campaigns": [campaign.slug for campaign in campaigns]},
        )


def _extracted(ids: Sequence[int]) -> Extracted:
    """Return the rows and keys of stored entries; what another version kept is read again."""
    judge, keys = engine(), np.zeros((len(ids), KEYS), np.uint64)
    stored = kept_rows(ids, judge.version)
    recalled = judge.recalled(
        [blob for blob, _ in stored.values()], [names for _, names in stored.values()]
    )
    row_of = dict(zip(stored, recalled, strict=True))
    kept_keys = keys_of(stored)
    texts = texts_of([entry_id for entry_id in ids if entry_id not in row_of])
    for entry_id, read in zip(texts, judge.read(list(texts.values())), strict=True):
        row_of[entry_id], kept_keys[entry_id] = read.row, read.keys
    for place, entry_id in enumerate(ids):
        keys[place, : len(kept_keys[entry_id])] = kept_keys[entry_id]
    return Extracted(np.stack([row_of[entry_id] for entry_id in ids]), keys)
