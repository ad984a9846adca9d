"""A decision on an entry at the very moment its copy comes in."""

from dataclasses import replace

import pytest

from sangkien.actions import review
from sangkien.core.standing import Column
from sangkien.queries.progress import counts_of
from tests import make
from tests.concurrency.scene import held_back

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_withdrawal_while_its_copy_is_being_filed_leaves_no_duplicate_behind():
    province = make.unit(name="LĐLĐ tỉnh")
    campaign, entry = make.campaign(province), make.entry(make.unit(province))
    first = make.register(campaign, entry)

    held_back(
        lambda: make.register(campaign, replace(entry, client_ref="copy")),
        lambda: review.withdraw(first, reason="Tác giả xin rút", by=make.SYSTEM),
    )

    counts = counts_of(campaign, province)
    assert (counts.gross, counts[Column.DUPLICATE], counts[Column.OTHER]) == (2, 0, 1)
