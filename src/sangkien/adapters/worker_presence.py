"""Tell whether another job worker is alive, so that its running jobs are left to it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sangkien.adapters.private_folder import make_private

_WORKERS = 878_004  # name of our advisory lock; any constant does


@contextmanager
def alone(connection: Any, folder: Path) -> Iterator[bool]:
    """Yield whether no other worker is present, keeping others out until the block ends."""
    presence = _on_postgres if connection.vendor == "postgresql" else _on_this_machine
    with presence(connection, folder) as is_alone:
        yield is_alone


def stay(connection: Any, folder: Path) -> Any:
    """Be present until the process ends or the returned handle is closed.

    On PostgreSQL presence goes with the session of `connection`: leave it open.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock_shared(%s)", (_WORKERS,))
        return connection
    handle = _lock_file(folder)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def _on_postgres(connection: Any, _folder: Path) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", (_WORKERS,))
        is_alone = bool(cursor.fetchone()[0])
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", (_WORKERS,))


@contextmanager
def _on_this_machine(_connection: Any, folder: Path) -> Iterator[bool]:
    with _lock_file(folder) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _lock_file(folder: Path) -> Any:
    make_private(folder)
    return os.fdopen(os.open(folder / "workers", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
