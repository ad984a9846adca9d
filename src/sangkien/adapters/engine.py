"""The engine of this installation, made once per process."""

from functools import cache

from sangkien.adapters.engine_artefact import load
from sangkien.core.duplicates import Text
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.entries import entries_of


@cache
def engine() -> Engine:
    """Return the engine with the artefact that is shipped."""
    return Engine(load())


def prepare() -> None:
    """Make all machine code there is, or read it: half a minute once, seconds after."""
    judge, texts = engine(), [Text("Rèn chữ đẹp"), Text("Rèn chữ đẹp cho học sinh lớp 4")]
    one, other = judge.read(texts)
    judge.explain((texts[0], one.row), (texts[1], other.row), size=1)
    extracted = judge.extractor.extract(entries_of(texts))
    find_pairs(*extracted, judge.artefact.statistics.name_shares, judge.artefact.forest)
