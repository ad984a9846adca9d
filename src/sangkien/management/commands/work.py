"""Run the jobs people have started, one after the other, until told to stop."""

from argparse import ArgumentParser
from logging import ERROR, getLogger
from math import inf
from threading import Event, Thread
from time import monotonic
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.management.commands.db_worker import Worker

from sangkien.actions.jobs import requeue_lost_jobs
from sangkien.adapters.store import store_for
from sangkien.adapters.worker_presence import alone, stay
from sangkien.core.sentences import N_
from sangkien.jobs.sealing import start_sealing
from sangkien.management.word import Word

LOOK_EVERY = 0.5  # seconds between looks for a job, while there is none
FOLD_EVERY = 0.2  # seconds
SEAL_EVERY = 60.0  # seconds between looks whether a day has ended
TRY_AGAIN_AFTER = 2  # seconds, when the database has gone away


class Command(Word):
    help = N_("Run the job worker; SIGTERM or Ctrl-C stops it after the job at hand.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help=_("run the waiting jobs, then stop")
        )

    def handle(self, *, once: bool, **_options: Any) -> None:
        # it calls an orderly end a warning
        getLogger("django_tasks_db").setLevel(ERROR)
        with alone(connection, settings.VAR) as is_alone:
            lost = requeue_lost_jobs() if is_alone else 0
        if lost:
            text = ngettext(
                "%(n)s job was cut off; it is taken up again.",
                "%(n)s jobs were cut off; they are taken up again.",
                lost,
            )
            self.stdout.write(text % {"n": lost})
        worker = _worker(once=once)
        worker.configure_signals()
        stopped = Event()
        beside = Thread(target=keep_up, args=(stopped,), kwargs={"is_brief": once}, daemon=True)
        beside.start()
        try:
            worker.run()
        finally:
            stopped.set()
            beside.join(timeout=5)
            connection.close()
        if once:
            self.stdout.write(_("No job is waiting."))


def _worker(*, once: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=LOOK_EVERY,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    )


def keep_up(stopped: Event, *, is_brief: bool = False) -> None:
    """Be present as a worker and do until `stopped` what nobody starts: fold and seal.

    Appended counts are folded into the totals; when a day has ended, the job that seals the
    journal is put into the queue. A brief worker only runs what waits already.
    """
    look_at = inf if is_brief else monotonic()
    while not stopped.is_set():
        try:
            presence = stay(connection, settings.VAR)
            while not stopped.wait(FOLD_EVERY):
                store_for(connection).fold()
                if monotonic() >= look_at:
                    start_sealing()
                    look_at = monotonic() + SEAL_EVERY
            presence.close()
        except OperationalError:  # the server went away: wait for it, then start over
            stopped.wait(TRY_AGAIN_AFTER)
        finally:
            connection.close()
