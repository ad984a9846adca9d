"""Where the time goes, where somebody asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile


@contextmanager
def profiled(file: str | None) -> Iterator[None]:
    """Write a profile of the body to `file`, for the pstats module; without a name do nothing."""
    if not file:
        yield
        return
    with Profile() as profile:
        yield
    profile.dump_stats(file)
