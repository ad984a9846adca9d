from threading import Thread

import pytest
from django.db import connection

from sangkien.adapters.worker_presence import alone, stay

pytestmark = pytest.mark.django_db(transaction=True)


def asked_elsewhere(folder):
    """Ask from another connection, as another worker would."""
    heard = []

    def ask():
        with alone(connection, folder) as is_alone:
            heard.append(is_alone)
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    return heard[0]


def test_the_first_worker_is_alone_and_may_take_up_lost_jobs(tmp_path):
    assert asked_elsewhere(tmp_path) is True


def test_beside_a_worker_that_stays_nobody_is_alone(tmp_path):
    handle = stay(connection, tmp_path)

    assert asked_elsewhere(tmp_path) is False

    let_go(handle)
    assert asked_elsewhere(tmp_path) is True


def let_go(handle):
    if connection.vendor == "postgresql":  # the session's end does it; here the pool keeps it
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    else:
        handle.close()
