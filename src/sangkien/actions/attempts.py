"""Do a piece of work in one transaction, and again where a rival's commit came between."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection, transaction

from sangkien.adapters.store import store_for

TRIES = 8  # one rival after the other may come between; each try ends with one of them done

Given = ParamSpec("Given")
Done = TypeVar("Done")


class Overtaken(Exception):  # noqa: N818 - it says what happened
    """What was read before the locks were held is true no more: the work has to begin anew."""


def retried(work: Callable[Given, Done]) -> Callable[Given, Done]:
    """Let `work` run in a transaction of its own, up to TRIES times.

    Tried again is what a rival broke: a deadlock, a key that somebody stored first, Overtaken.
    Inside another transaction it runs once, because what failed has spoiled the whole of that: its
    owner tries again. `work` must read anew what it changes, since objects keep what a failed try
    has set on them.
    """

    @wraps(work)
    def tried(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    return work(*args, **kwargs)
            except (DatabaseError, Overtaken) as error:
                if not left or connection.in_atomic_block or not _came_between(error):
                    raise
        raise AssertionError("unreachable: the last try returned or raised")

    return tried


def _came_between(error: Exception) -> bool:
    return isinstance(error, Overtaken) or store_for(connection).is_rival(error)
