"""Where a measurement takes place: a database of its own, durable, with the example's units.

Nothing may import Django's models before `prepared` has set the surroundings.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg

from tests.cluster import server

PROJECT = Path(__file__).resolve().parents[1]
EXAMPLE = PROJECT / "example" / "lai-chau-2022"
CAMPAIGN = "lai-chau-2022"
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")
SQLITE, POSTGRES = "sqlite", "postgres"


@dataclass(frozen=True, slots=True)
class Ground:
    """The database under measurement, and how to get an empty copy of it for the plain driver."""

    database: str  # SQLITE or POSTGRES
    folder: Path
    url: str  # of PostgreSQL; "" for SQLite

    @property
    def file(self) -> Path:
        """The SQLite file that is measured."""
        return self.folder / "sangkien.sqlite3"

    def keep_empty(self) -> None:
        """Keep the present state, without entries, for `empty_copy`."""
        hang_up()
        if self.database == SQLITE:
            shutil.copy(self.file, self.folder / "empty.sqlite3")
        else:
            self.admin("CREATE DATABASE empty TEMPLATE measured")

    def begin_anew(self) -> None:
        """Put the kept state back in the place of what is measured."""
        hang_up()
        if self.database == SQLITE:
            for old in self.folder.glob(f"{self.file.name}-*"):
                old.unlink()
            shutil.copy(self.folder / "empty.sqlite3", self.file)
        else:
            self.admin("DROP DATABASE measured")
            self.admin("CREATE DATABASE measured TEMPLATE empty")

    def empty_copy(self) -> sqlite3.Connection | psycopg.Connection:
        """Return a plain connection to a fresh copy of what `keep_empty` kept."""
        if self.database == SQLITE:
            copy = self.folder / "copy.sqlite3"
            for old in self.folder.glob("copy.sqlite3*"):
                old.unlink()
            shutil.copy(self.folder / "empty.sqlite3", copy)
            plain = sqlite3.connect(copy, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
                plain.execute(f"PRAGMA {pragma}")
            return plain
        self.admin("DROP DATABASE IF EXISTS copied")
        self.admin("CREATE DATABASE copied TEMPLATE empty")
        return psycopg.connect(self.named("copied"), autocommit=True)

    def plain(self) -> sqlite3.Connection | psycopg.Connection:
        """Return a plain connection to the measured database, to read what was stored."""
        if self.database == SQLITE:
            return sqlite3.connect(self.file, isolation_level=None)
        return psycopg.connect(self.named("measured"), autocommit=True)

    def named(self, name: str) -> str:
        return f"{self.url.rpartition('/')[0]}/{name}"

    def admin(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


def add_database(parser: ArgumentParser) -> None:
    """Let one of the two databases be chosen."""
    parser.add_argument("--database", choices=(SQLITE, POSTGRES), default=SQLITE)


@contextmanager
def prepared(database: str) -> Iterator[Ground]:
    """Yield a ground with units, places, rules and the campaign of the example, no entries."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sangkien-bench-")))
        os.environ.pop("DATABASE_URL", None)  # a measurement has a server of its own
        url = stack.enter_context(server(DURABLE)) if database == POSTGRES else ""
        ground = Ground(database, folder, url)
        if url:
            ground.admin("CREATE DATABASE measured")
        surroundings = {
            "DJANGO_SETTINGS_MODULE": "sangkien.settings",
            "DATABASE_URL": ground.named("measured") if url else "",
            "SANGKIEN_VAR": str(folder),
            "SANGKIEN_SECRET_KEY": "a measurement keeps no secret",
            "SANGKIEN_LOG_LEVEL": "ERROR",
        }
        os.environ.update(surroundings)
        django.setup()
        stack.callback(hang_up)
        _load_example()
        yield ground


def _load_example() -> None:
    from django.core.management import call_command  # app ready

    say("Making the database and loading the example's units …")
    rules = EXAMPLE / "rules"
    for words in (
        ("migrate",),
        ("units", "import", EXAMPLE / "units.csv"),
        ("units", "rules", rules / "school-lines.csv", "--owner", "LC"),
        ("units", "places", rules / "places.csv", "--owner", "LC"),
        ("campaign", "load", EXAMPLE / "campaign.toml"),
    ):
        call_command(*map(str, words), verbosity=0, stdout=sys.stderr)


def hang_up() -> None:
    """Close Django's connections, so that the database can be copied or dropped."""
    from django.db import connections  # app ready

    for connection in connections.all():
        connection.close()
        getattr(connection, "close_pool", lambda: None)()


def say(what: str) -> None:
    """Tell how far we are, on stderr: stdout is for the result."""
    print(what, file=sys.stderr, flush=True)
