"""Try the product out on this machine: install, load the example, serve, run jobs."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

from sangkien.adapters.local_server import Child, LocalServer, free_port
from sangkien.adapters.machine_code import is_prepared
from sangkien.adapters.secret_file import ensure_secret
from sangkien.core.sentences import N_
from sangkien.inputs.digits import whole_number
from sangkien.management.commands.install import prepare_engine, upgrade_database
from sangkien.management.word import Word

WANTED_PORT = 8000
PORTS = range(1, 65536)


class Command(Word):
    help = N_("Set up with the example, serve it on this machine, run its jobs; Ctrl-C stops it.")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = _(
            "Before the command may stand SANGKIEN_PORT=8080 for another port and LANG=en_US.UTF-8"
            " for English on the screen. docs/settings.md lists all settings."
        )

    def handle(self, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("`up` is for trying out. For production, see docs/operate.md."))
        if ensure_secret(settings.SECRET_FILE):
            # settings are read once, at start: begin anew with the secret just made
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606
        upgrade_database()
        if not is_prepared():  # else the server would compile the same code beside us
            prepare_engine(self.stdout)
        port = self._port()
        server = LocalServer(port, [serving(port), working()])
        ended = server.run(meanwhile=self._fill, on_ready=self._say_ready)
        if ended:
            raise CommandError(_("%(what)s ended by itself; see above.") % {"what": ended})
        self.stdout.write(_("Stopped."))

    def _port(self) -> int:
        wanted = port_wanted(os.environ.get("SANGKIEN_PORT", ""))
        port = free_port(wanted)
        if port != wanted:
            taken = _("Port %(wanted)s is taken; using %(port)s.")
            self.stdout.write(taken % {"wanted": wanted, "port": port})
        return port

    def _fill(self) -> None:
        prepare_engine(self.stdout)
        call_command("demo", stdout=self.stdout)
        connection.close()

    def _say_ready(self, address: str) -> None:
        ready = _("Ready: %(address)s  (Ctrl-C stops it)")
        self.stdout.write(ready % {"address": address})


def port_wanted(typed: str) -> int:
    """Return the port that the setting names, WANTED_PORT where it is empty."""
    if not typed.strip():
        return WANTED_PORT
    port = whole_number(typed.strip())
    if port is None or port not in PORTS:
        raise CommandError(
            _("SANGKIEN_PORT: “%(typed)s” is no port. Write a number from 1 to 65535.")
            % {"typed": typed}
        )
    return port


def serving(port: int) -> Child:
    # SQLite has one writer: one process with threads. PostgreSQL takes more.
    workers = "1" if connection.vendor == "sqlite" else "2"
    options = ["--interface", "wsgi", "--workers", workers, "--blocking-threads", "8"]
    options += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    return Child(_("The server"), ["granian", *options, "sangkien.wsgi:application"])


def working() -> Child:
    return Child(_("The job worker"), ["sangkien", "work"])
