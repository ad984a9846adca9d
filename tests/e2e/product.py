"""The product as a newcomer starts it: `sangkien up` in a folder and a database of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

PROJECT = Path(__file__).resolve().parents[2]
CLOSED, OPEN = "lai-chau-2022", "sang-kien-lai-chau"
READY_WITHIN = 120  # seconds; on a busy machine
STOP_WITHIN = 20  # seconds


@dataclass(frozen=True, slots=True)
class Product:
    """A running product: its address, and the demo log-ins with their passwords."""

    address: str
    logins: dict[str, str]

    def at(self, path: str) -> str:
        return self.address + path.lstrip("/")


@contextmanager
def running(folder: Path, database_url: str, **settings: str) -> Iterator[Product]:
    """Yield the product at a free port; server and job worker end with the block."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("SANGKIEN_")}
    surroundings |= {
        "SANGKIEN_VAR": str(folder),
        "SANGKIEN_PORT": str(_free_port()),
        "DATABASE_URL": database_url,
        "PYTHONPATH": str(PROJECT / "src"),
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    log = folder / "up.log"
    with log.open("w") as said:
        up = subprocess.Popen(
            [sys.executable, "-P", "-m", "sangkien", "up"],
            cwd=folder,
            env=surroundings,
            stdout=said,
            stderr=said,
        )
    try:
        address = _ready(up, log)
        yield Product(address, json.loads((folder / "demo-logins.json").read_text()))
    finally:
        up.send_signal(signal.SIGTERM)
        ended = up.wait(STOP_WITHIN)
    assert ended == 0, log.read_text()


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """Yield the URL of a new database on the server; "" (the file in the folder) without one."""
    if not server_url:
        yield ""
        return
    name = f"e2e_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(up: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address that `up` prints once everything answers."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and up.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"`sangkien up` is not ready:\n{log.read_text()}")
