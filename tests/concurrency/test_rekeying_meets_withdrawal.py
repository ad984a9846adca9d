"""An entry is withdrawn at the very moment it is to be read again."""

from dataclasses import replace

import pytest

from sangkien.actions import review
from sangkien.actions.registration import Filing, register_initiative
from sangkien.actions.rekeying import rekey
from sangkien.models import DuplicateFeatures, Initiative
from tests import make
from tests.concurrency.scene import held_back
from tests.filed import is_filed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
FILING = Filing(make.SYSTEM, Initiative.Channel.WEB)


def test_what_is_withdrawn_meanwhile_gets_no_keys_and_its_copy_can_be_filed():
    province = make.unit(name="LĐLĐ tỉnh")
    campaign, entry = make.campaign(province), make.entry(make.unit(province))
    first = make.register(campaign, entry)
    DuplicateFeatures.objects.update(engine_version="0")

    held_back(
        lambda: review.withdraw(first, reason="Tác giả xin rút", by=make.SYSTEM),
        lambda: rekey(make.SYSTEM),
    )

    assert not is_filed(first)
    assert not DuplicateFeatures.objects.filter(initiative=first).exists()
    copy = register_initiative(campaign, replace(entry, client_ref="copy"), FILING)
    assert copy.kind == "new"
