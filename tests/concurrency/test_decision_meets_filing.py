"""A decision on an entry at the very moment its copy comes in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from sangkien.actions import review
from sangkien.actions.registration import Filing, register_initiative
from sangkien.core.standing import Column
from sangkien.models import Initiative
from sangkien.queries.progress import counts_of
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
FILING = Filing(make.SYSTEM, Initiative.Channel.WEB)


def test_a_withdrawal_while_its_copy_is_being_filed_leaves_no_duplicate_behind():
    province = make.unit(name="LĐLĐ tỉnh")
    campaign, entry = make.campaign(province), make.entry(make.unit(province))
    first = make.register(campaign, entry)
    filed = Event()

    def file():
        with transaction.atomic():
            register_initiative(campaign, replace(entry, client_ref="copy"), FILING)
            filed.set()
            sleep(0.5)  # the withdrawal begins before this one is committed
        connection.close()

    def withdraw():
        filed.wait(timeout=60)
        review.withdraw(first, reason="Tác giả xin rút", by=make.SYSTEM)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(file), pool.submit(withdraw)]:
            done.result()

    counts = counts_of(campaign, province)
    assert (counts.gross, counts[Column.DUPLICATE], counts[Column.OTHER]) == (2, 0, 1)
