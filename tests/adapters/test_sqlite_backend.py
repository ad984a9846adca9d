"""Writers of several processes wait in one fair queue; none is told that the database is locked."""

import os
import subprocess
import sys
import time

import pytest

from sangkien.settings import PACKAGE

WRITER = """
import sys, time
import django
django.setup()
from django.db import connection, transaction
name, times = sys.argv[1], int(sys.argv[2])
waits = []
for _ in range(times):
    began = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        waits.append(time.monotonic() - began)
        cursor.execute("SELECT n FROM counter")
        n = cursor.fetchone()[0]
        time.sleep(0.002)
        cursor.execute("UPDATE counter SET n = %s", (n + 1,))
print(max(waits))
"""
SETUP = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE counter (n integer)")
    cursor.execute("INSERT INTO counter VALUES (0)")
"""
LEFT_OPEN = """
import os, sys
import django
django.setup()
from django.db import connection, transaction
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute("UPDATE counter SET n = 999")
    os._exit(9)  # killed in the middle of a transaction
"""
READ = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT n FROM counter")
    print(cursor.fetchone()[0])
"""


@pytest.fixture
def started(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sangkien.settings",
        "PYTHONPATH": str(PACKAGE.parent),
        "SANGKIEN_VAR": str(tmp_path),
        "DATABASE_URL": "",
    }

    def start(script, *arguments):
        return subprocess.Popen(
            [sys.executable, "-P", "-c", script, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def ended(process):
    said, complained = process.communicate(timeout=120)
    assert process.returncode == 0, complained
    return said.strip()


def test_three_processes_that_read_and_write_lose_no_step_and_meet_no_locked_database(started):
    ended(started(SETUP))

    writers = [started(WRITER, name, "60") for name in "abc"]
    longest_waits = [float(ended(writer)) for writer in writers]

    assert ended(started(READ)) == "180"
    assert max(longest_waits) < 10  # seconds; a race for the lock lets one wait for 30


def test_a_writer_killed_in_a_transaction_leaves_no_trace_and_no_lock(started):
    ended(started(SETUP))
    killed = started(LEFT_OPEN)
    killed.communicate(timeout=60)
    began = time.monotonic()

    ended(started(WRITER, "next", "1"))

    assert (killed.returncode, ended(started(READ))) == (9, "1")
    assert time.monotonic() - began < 60
