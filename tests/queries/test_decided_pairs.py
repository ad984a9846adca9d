from dataclasses import replace

import pytest

from sangkien.models import DuplicatePair
from sangkien.queries.decided_pairs import decided_pairs
from sangkien.queries.features import texts_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairs():
    unit = make.unit()
    campaign, entry = make.campaign(unit), make.entry(unit)
    for number in range(3):
        make.register(campaign, replace(entry, client_ref=f"copy {number}"))
    return list(DuplicatePair.objects.order_by("id"))


def test_open_pairs_teach_nothing(pairs):
    assert decided_pairs([pairs[0].campaign]) == []


def test_a_decided_pair_comes_with_its_texts_and_what_was_said(pairs):
    same, different, _ = pairs
    DuplicatePair.objects.filter(id=same.id).update(decision=DuplicatePair.Decision.SAME)
    DuplicatePair.objects.filter(id=different.id).update(decision=DuplicatePair.Decision.DIFFERENT)
    texts = texts_of({pair.a_id for pair in pairs} | {pair.b_id for pair in pairs})

    found = decided_pairs([same.campaign])

    assert found == [
        (texts[same.a_id], texts[same.b_id], True),
        (texts[different.a_id], texts[different.b_id], False),
    ]


def test_pairs_of_other_campaigns_are_not_taken(pairs):
    DuplicatePair.objects.update(decision=DuplicatePair.Decision.SAME)

    assert decided_pairs([make.campaign()]) == []
    assert len(decided_pairs([make.campaign(), pairs[0].campaign])) == 3
