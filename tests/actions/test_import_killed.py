"""A real process, a real SIGKILL between chunks, a database in a file."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.once
ROWS = 600
SCRIPT = """
import json, os, sys
import django
django.setup()
from django.core.management import call_command
from tests import make
from tests.importing import csv_file, previewed, rows
from sangkien.actions.imports import run_import
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import ImportBatch, ImportRow, Initiative
from sangkien.queries.progress import counts_of

def say(**words):
    print(json.dumps(words), flush=True)

def begin(count):
    call_command("migrate", verbosity=0)
    district = make.unit(parent=make.unit())
    sheet = csv_file(rows(district, count))
    previewed(make.campaign(district.parent), district, sheet)

def go():
    batch = ImportBatch.objects.get()
    run_import(batch.id, make.SYSTEM, read=SubmissionRows, progress=lambda done, _: say(done=done))

def count():
    batch = ImportBatch.objects.select_related("campaign__owner").get()
    say(state=batch.state, done=batch.rows_done, counts=batch.counts,
        entries=Initiative.objects.count(), rows=ImportRow.objects.count(),
        gross=counts_of(batch.campaign, batch.campaign.owner).gross)

if sys.argv[1] == "begin":
    begin(int(sys.argv[2]))
else:
    {"go": go, "count": count}[sys.argv[1]]()
"""


@pytest.fixture
def process(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    own = {"SANGKIEN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sangkien.settings"}
    paths = {"PYTHONPATH": os.pathsep.join(["src", "."])}
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def start(*words):
        return subprocess.Popen(
            [sys.executable, str(script), *words],
            env=inherited | own | paths,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def last_word(running):
    with running:
        out, _ = running.communicate(timeout=240)
    assert running.returncode == 0
    return json.loads(out.splitlines()[-1])


def test_an_import_killed_between_chunks_goes_on_with_nothing_lost_and_nothing_twice(process):
    with process("begin", str(ROWS)) as begun:
        assert begun.wait(timeout=120) == 0
    with process("go") as killed:
        first = json.loads(killed.stdout.readline())
        time.sleep(0.05)  # into the next chunk
        killed.send_signal(signal.SIGKILL)
    between = last_word(process("count"))

    last_word(process("go"))
    after = last_word(process("count"))

    assert first == {"done": 250}
    assert between["state"] == "running"
    assert between["entries"] == between["rows"] == between["gross"] == between["done"] < ROWS
    assert after == {
        "state": "done",
        "done": ROWS,
        "counts": {"new": ROWS},
        "entries": ROWS,
        "rows": ROWS,
        "gross": ROWS,
    }
