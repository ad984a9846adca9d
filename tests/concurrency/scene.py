"""Scenes in which writers meet: threads with connections of their own, in an order that is sure."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier
from time import monotonic

from django.db import connection, transaction

PATIENCE_S = 60
UNDISTURBED_S = 1  # within which what SQLite holds back would have been done


def together(*works):
    """Do each in a thread of its own, all released together; return the answers.

    Raises what one of them raised.
    """
    start = Barrier(len(works))

    def released(work):
        start.wait(timeout=PATIENCE_S)
        return _alone(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(released, works))


def held_back(first, then):
    """Do `first` in a transaction that ends only once `then` waits for it; return both answers."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            answer = first()
            waiting = pool.submit(_alone, then)
            assert _waits(waiting)
        return answer, waiting.result(timeout=PATIENCE_S)


def _alone(work):
    """Do the work of a thread, and close the connection it has opened."""
    try:
        return work()
    finally:
        connection.close()


def _waits(other: Future) -> bool:
    """Whether the other comes to wait for what this connection holds."""
    if connection.vendor == "sqlite":  # it cannot be asked
        return not wait([other], UNDISTURBED_S).done
    until = monotonic() + PATIENCE_S
    while monotonic() < until and not other.done():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return True
    return False
