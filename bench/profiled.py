"""Where the time goes, where somebody asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile
from time import process_time


@contextmanager
def profiled(file: str | None) -> Iterator[None]:
    """Write a profile of the body to `file`, for the pstats module; without a name do nothing."""
    if not file:
        yield
        return
    with Profile(process_time) as profile:  # other programs on the machine do not count
        yield
    profile.dump_stats(file)
