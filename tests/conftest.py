"""What every test needs: a folder of its own, and a journal that can be emptied between tests."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as installed
from django.db import connection
from django.db.backends.signals import connection_created
from hypothesis import HealthCheck
from hypothesis import settings as properties

from sangkien.adapters.journal_guard import lowering_all, raising_all

# several test runners share the cores: threads of scikit-learn that wait for each other by spinning
# would take them all, and minutes where seconds do
os.environ.setdefault("OMP_NUM_THREADS", "1")

# how long a test takes hangs on the machine and on what was compiled before: no promise of ours
properties.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("no clock")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files written by a test go with it; passwords cost no time (Argon2 is slow by design)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True, scope="session")
def rows_in_no_order_come_backwards():
    """What leans on an order that no query asked for fails here, not one day on PostgreSQL."""

    def reverse(connection, **_):
        if connection.vendor == "sqlite":
            connection.connection.execute("PRAGMA reverse_unordered_selects=ON")

    connection_created.connect(reverse)
    yield
    connection_created.disconnect(reverse)


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_journal_guard():
    """Emptying tables after a test with real transactions must pass the journal's guard."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_unguarded(self, statements):
        vendor = self.connection.vendor
        with self.connection.cursor() as cursor:
            for statement in lowering_all(vendor):
                cursor.execute(statement)
            flush(self, statements)
            for statement in raising_all(vendor):
                cursor.execute(statement)

    operations.execute_sql_flush = flush_unguarded
    yield
    operations.execute_sql_flush = flush


# what lies here touches no database, or brings its own; but for what is marked to ask for ours
ONCE = [
    Path(__file__).parents[1] / folder
    for folder in (
        "src/sangkien/core",
        "tests/core",
        "tests/adapters",
        "tests/bench",
        "tests/memory",
    )
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "no Chromium here: apt-get install chromium"
NO_JAVA = "no Java here: apt-get install openjdk-17-jre-headless"


def is_once(item):
    """Whether a test is the same whatever DATABASE_URL says."""
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*item.fixturenames}
    return not asks and any(item.path.is_relative_to(folder) for folder in ONCE)


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the other database; skip the browser's tests where there is none."""
    on_postgres = bool(installed.DATABASE_URL)
    left_out = [item for item in items if item.get_closest_marker("postgres") and not on_postgres]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    has_browser = any(shutil.which(name) for name in BROWSERS)
    has_java = bool(os.environ.get("JAVA_HOME") or shutil.which("java"))
    for item in items:
        if is_once(item):
            item.add_marker(pytest.mark.once)
        if item.get_closest_marker("browser"):
            # one worker starts the product and the browser, not each
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not has_browser:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        if item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.xdist_group("spark"))  # one cluster, not one a worker
            if not has_java:
                item.add_marker(pytest.mark.skip(reason=NO_JAVA))


def pytest_terminal_summary(terminalreporter):
    """Say what was skipped and why: a skip is a hole in what the run proves."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = sorted({report.longrepr[2].removeprefix("Skipped: ") for report in skipped})
    for reason in reasons:
        terminalreporter.write_line(f"skipped: {reason}")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    """On the machine that guards the project, a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
