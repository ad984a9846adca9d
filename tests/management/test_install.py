from io import StringIO
from pathlib import Path
from stat import S_IMODE

import pytest
from django.conf import settings as installed
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from sangkien.adapters.machine_code import VARIABLE
from sangkien.management.commands.install import prepare_engine, upgrade_database
from sangkien.models import DuplicateFeatures
from tests import make

SOURCE = Path(installed.PACKAGE) / "static"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.SECRET_FILE = tmp_path / "var" / "secret"
    settings.PRODUCTION = False
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def prepared(monkeypatch, tmp_path):
    """A folder in which machine code was kept before."""
    kept = tmp_path / "machine-code"
    kept.mkdir()
    (kept / "engine.nbi").touch()
    monkeypatch.setenv(VARIABLE, str(kept))


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


READY = "The database is ready."
TO_READ = (
    "To be read again for the search for duplicates: {} entries. The job worker does it beside its"
    " other work; where none runs: sangkien work, or sangkien engine rekey."
)
PREPARING = "Preparing the search for duplicates, about a minute …"


def test_entries_that_another_engine_read_are_left_to_the_worker_and_it_is_said():
    campaign = make.campaign()
    unit = make.unit(campaign.owner)
    for _ in range(3):
        make.register(campaign, make.entry(unit))
    install()
    DuplicateFeatures.objects.update(engine_version="0")

    assert install() == install() == [READY, TO_READ.format(3)]
    assert set(DuplicateFeatures.objects.values_list("engine_version", flat=True)) == {"0"}
    job = DBTaskResult.objects.get()
    assert job.task.call() == {"read": 3, "left": 0}
    assert install() == [READY]


def test_where_no_machine_code_was_kept_it_is_made_and_somebody_who_waits_is_told_why(tmp_path):
    install()
    (tmp_path / "machine-code" / "engine.nbi").unlink()

    assert install() == [READY, PREPARING]


def test_an_installation_that_may_keep_no_machine_code_says_so_each_time(monkeypatch):
    out = StringIO()
    monkeypatch.delenv(VARIABLE)

    prepare_engine(out)
    prepare_engine(out)

    assert out.getvalue().count(PREPARING) == 2
