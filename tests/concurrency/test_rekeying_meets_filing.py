"""A copy is filed at the very moment its original is read again: whoever waits finds the other."""

from dataclasses import replace

import pytest

from sangkien.actions.rekeying import rekey
from sangkien.models import DuplicateFeatures, DuplicatePair
from tests import make
from tests.concurrency.scene import held_back
from tests.filed import file_otherwise

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.mark.parametrize("first", ["reading", "filing"])
def test_a_copy_and_its_original_meet_whoever_was_first(first):
    province = make.unit(name="LĐLĐ tỉnh")
    campaign, entry = make.campaign(province), make.entry(make.unit(province))
    original = make.register(campaign, entry)
    file_otherwise()
    DuplicateFeatures.objects.update(engine_version="0")

    def read():
        rekey(make.SYSTEM)

    def file():
        make.register(campaign, replace(entry, client_ref="copy"))

    held_back(*((read, file) if first == "reading" else (file, read)))

    pair = DuplicatePair.objects.get()
    assert (pair.a, pair.b.client_ref) == (original, "copy")
    assert pair.b.findings.get().rule == "duplicate-own"
