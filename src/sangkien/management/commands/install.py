"""Prepare this installation: the secret, the tables, the static files of a production."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from sangkien.adapters.machine_code import is_prepared
from sangkien.adapters.secret_file import ensure_secret
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.management.word import Word


class Command(Word):
    help = N_("Make the secret, create or upgrade the database, collect static files.")

    # the checks ask for the secret that this command makes
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        if ensure_secret(settings.SECRET_FILE):
            self.stdout.write(_("Made the secret: %(file)s") % {"file": settings.SECRET_FILE})
        upgrade_database()
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(_("The database is ready."))
        prepare_engine(self.stdout)


def prepare_engine(out: OutputWrapper) -> None:
    """Compile the duplicate engine where that was not done; leave old entries to the worker."""
    from sangkien.adapters.engine_ready import prepare  # slow import
    from sangkien.jobs.rekeying import start_rekeying  # slow import

    if not is_prepared():
        out.write(_("Preparing the search for duplicates, about a minute …"))
        prepare()
    if left := start_rekeying():
        out.write(left_to_read(left))


def left_to_read(count: int) -> str:
    """Return the sentence that says how many entries the engine has yet to read, and who does."""
    told = _(
        "To be read again for the search for duplicates: %(count)s entries. The job worker does it"
        " beside its other work; where none runs: sangkien work, or sangkien engine rekey."
    )
    return told % {"count": format_number(count)}


def upgrade_database() -> None:
    """Bring the tables up to date; where they are, only a look is taken."""
    migrations = MigrationExecutor(connection)
    if migrations.migration_plan(migrations.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
