"""A copy is filed at the very moment its original is read again: whoever waits finds the other."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.models import F

from sangkien.actions.rekeying import rekey
from sangkien.models import DuplicateFeatures, DuplicateKey, DuplicatePair
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def in_thread(pool, work) -> Future:
    def alone():
        try:
            return work()
        finally:
            connection.close()

    return pool.submit(alone)


@pytest.mark.parametrize("first", ["reading", "filing"])
def test_a_copy_and_its_original_meet_whoever_was_first(first):
    province = make.unit(name="LĐLĐ tỉnh")
    campaign, entry = make.campaign(province), make.entry(make.unit(province))
    original = make.register(campaign, entry)
    DuplicateKey.objects.update(key=F("key") + 2**40)
    DuplicateFeatures.objects.update(engine_version="0")

    def read():
        rekey(make.SYSTEM)

    def file():
        make.register(campaign, replace(entry, client_ref="copy"))

    one, other = (read, file) if first == "reading" else (file, read)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            one()
            waiting = in_thread(pool, other)
            with pytest.raises(StillWaiting):
                waiting.result(timeout=1)
        waiting.result(timeout=60)

    pair = DuplicatePair.objects.get()
    assert (pair.a, pair.b.client_ref) == (original, "copy")
    assert pair.b.findings.get().rule == "duplicate-own"
