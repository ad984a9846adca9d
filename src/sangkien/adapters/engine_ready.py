"""Make the engine ready before anybody waits for it."""

import numpy as np

from sangkien.adapters.engine import engine
from sangkien.core.duplicates import Text
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.kept import kept
from sangkien.core.engine.parts import counted, met_by_key, postings


def prepare() -> None:
    """Make all machine code there is, or read it: half a minute once, seconds after."""
    judge, texts = engine(), [Text("Rèn chữ đẹp"), Text("Rèn chữ đẹp cho học sinh lớp 4")]
    one, other = judge.read(texts)
    judge.recalled([kept(one.row)], [("NguyÔn V¨n Hïng",)])  # typed for TCVN3
    judge.explain((texts[0], one.row), (texts[1], other.row), size=1)
    rows, keys = judge.extractor.extract(entries_of(texts))
    find_pairs(rows, keys, judge.artefact.statistics.name_shares, judge.artefact.forest)
    counted(met_by_key(*postings(keys, np.arange(len(texts))), 1))
