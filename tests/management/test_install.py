from io import StringIO
from pathlib import Path
from stat import S_IMODE

import pytest
from django.conf import settings as installed
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override

from sangkien.management.commands.install import upgrade_database

SOURCE = Path(installed.PACKAGE) / "static"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.SECRET_FILE = tmp_path / "var" / "secret"
    settings.PRODUCTION = False
    with override("en"):
        yield


def install():
    out = StringIO()
    call_command("install", stdout=out)
    return out.getvalue().splitlines()


def test_the_first_time_makes_the_secret_for_its_owner_alone(settings):
    assert install() == [f"Made the secret: {settings.SECRET_FILE}", "The database is ready."]
    assert S_IMODE(settings.SECRET_FILE.stat().st_mode) == 0o600


def test_a_second_time_keeps_the_secret_and_says_nothing_of_it(settings):
    install()
    before = settings.SECRET_FILE.read_text()

    assert install() == ["The database is ready."]
    assert settings.SECRET_FILE.read_text() == before


def test_an_installation_to_try_out_collects_no_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"

    install()

    assert not settings.STATIC_ROOT.exists()


def test_a_production_gets_every_static_file_where_the_server_looks_for_it(settings, tmp_path):
    settings.STATIC_ROOT, settings.PRODUCTION = tmp_path / "static", True

    install()

    kept = {path.relative_to(SOURCE) for path in SOURCE.rglob("*.*")}
    root = settings.STATIC_ROOT
    collected = {path.relative_to(root) for path in root.rglob("*.*")}
    assert len(kept) > 10
    assert kept - collected == set()


def test_where_every_table_is_up_to_date_nothing_is_written():
    migrations = MigrationExecutor(connection)
    applied = set(migrations.loader.applied_migrations)

    upgrade_database()

    assert set(MigrationExecutor(connection).loader.applied_migrations) == applied
    assert migrations.migration_plan(migrations.loader.graph.leaf_nodes()) == []
