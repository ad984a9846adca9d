"""Prepare this installation: the secret, the tables, the static files of a production."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from sangkien.adapters.secret_file import ensure_secret
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


def upgrade_database() -> None:
    """Bring the tables up to date; where they are, only a look is taken."""
    migrations = MigrationExecutor(connection)
    if migrations.migration_plan(migrations.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
