"""An entry is withdrawn at the very moment it is to be read again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from django.db import connection, transaction

from sangkien.actions import review
from sangkien.actions.registration import Filing, register_initiative
from sangkien.actions.rekeying import rekey
from sangkien.models import DuplicateFeatures, DuplicateKey, Initiative
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
FILING = Filing(make.SYSTEM, Initiative.Channel.WEB)
LOOKS = 20_000  # for somebody who waits


def somebody_waits():
    """Whether somebody waits for what this connection holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0] > 0


def test_what_is_withdrawn_meanwhile_gets_no_keys_and_its_copy_can_be_filed():
    province = make.unit(name="LĐLĐ tỉnh")
    campaign, entry = make.campaign(province), make.entry(make.unit(province))
    first = make.register(campaign, entry)
    DuplicateFeatures.objects.update(engine_version="0")
    is_withdrawn = Event()

    def withdraw():
        with transaction.atomic():
            review.withdraw(first, reason="Tác giả xin rút", by=make.SYSTEM)
            is_withdrawn.set()
            # committed only once the reading waits for it
            assert any(somebody_waits() for _ in range(LOOKS))
        connection.close()

    def read_again():
        is_withdrawn.wait(timeout=60)
        rekey(make.SYSTEM)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(withdraw), pool.submit(read_again)]:
            done.result()

    assert not DuplicateKey.objects.filter(initiative=first).exists()
    assert not DuplicateFeatures.objects.filter(initiative=first).exists()
    copy = register_initiative(campaign, replace(entry, client_ref="copy"), FILING)
    assert copy.kind == "new"
