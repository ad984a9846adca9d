"""Two texts before the engine that is shipped, with no database and no register around them."""

from functools import cache, lru_cache

from sangkien.adapters.engine import engine
from sangkien.adapters.engine_ready import prepare
from sangkien.core.duplicates import Text
from sangkien.core.engine.engine import Engine, Match
from sangkien.core.engine.kept import Read, is_lone

SIZE = 245  # entries in the register, as many as in letter 878


@cache
def judge() -> Engine:
    prepare()  # no single test is to be charged with the compiling
    return engine()


@lru_cache(maxsize=4_000)
def read(text: Text) -> Read:
    return judge().read([text])[0]


def match(left: Text, right: Text, size: int = SIZE) -> Match:
    return judge().explain((left, read(left).row), (right, read(right).row), size=size)


def is_duplicate(left: Text, right: Text, size: int = SIZE) -> bool:
    return match(left, right, size).is_duplicate


def would_meet(left: Text, right: Text) -> bool:
    """Whether a register would compare them: two keys shared, or one that is enough alone."""
    shared = set(read(left).keys) & set(read(right).keys)
    return len(shared) > 1 or any(map(is_lone, shared))


def is_found(left: Text, right: Text, size: int = SIZE) -> bool:
    return would_meet(left, right) and is_duplicate(left, right, size)
