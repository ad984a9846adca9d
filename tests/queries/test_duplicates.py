from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sangkien.core.states import State
from sangkien.models import DuplicatePair, Initiative
from sangkien.queries.duplicates import clusters_of
from sangkien.queries.features import texts_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def three(campaign):
    """Three entries that have nothing to do with each other, filed on three days, last first."""
    unit = make.unit(campaign.owner)
    days = [datetime(2022, 3, day, tzinfo=UTC) for day in (9, 5, 1)]
    return [
        make.register(
            campaign, make.entry(unit, occurred_at=day, description=text, title=f"{text} {k}")
        )
        for k, (day, text) in enumerate(
            zip(days, ("Bể lọc nước", "Sổ kho vật tư", "Máy thái cỏ"), strict=True)
        )
    ]


def pair(one, other, **changes):
    a, b = sorted((one, other), key=lambda entry: entry.id)
    values = {"probability": 0.9, "same_person": True, "engine_version": "test"}
    return DuplicatePair.objects.create(campaign=a.campaign, a=a, b=b, **values | changes)


def members(entry):
    return [[member.id for member in cluster.members] for cluster in clusters_of([entry.id])]


def test_an_entry_without_copies_has_no_cluster(three):
    assert members(three[0]) == []


def test_a_cluster_is_reached_through_its_members_and_ordered_by_filing(three):
    late, middle, early = three
    pair(late, middle)
    pair(middle, early)

    assert members(late) == members(early) == [[early.id, middle.id, late.id]]


def test_the_first_filer_is_no_duplicate_and_the_others_name_an_earlier_entry(three):
    late, middle, early = three
    pair(late, middle, probability=0.99)
    pair(late, early, probability=0.7)

    (cluster,) = clusters_of([late.id])

    assert cluster.duplicate_of(early.id) is None
    assert cluster.duplicate_of(late.id).other_id == middle.id
    # its only pair is with a later entry, which still makes it one of three
    assert cluster.duplicate_of(middle.id).other_id == late.id
    assert cluster.duplicate_of(middle.id).first_receipt.startswith(f"LC22-{early.id:06d}")


def test_of_two_filed_at_once_the_smaller_number_is_first(campaign):
    unit = make.unit(campaign.owner)
    one = make.entry(unit)
    first = make.register(campaign, one)
    second = make.register(campaign, replace(one, client_ref="again"))
    Initiative.objects.update(occurred_at=make.NOW)

    assert members(second) == [[first.id, second.id]]


def test_pairs_decided_different_hold_nothing_together(three):
    late, middle, early = three
    pair(late, middle, decision=DuplicatePair.Decision.DIFFERENT)
    pair(middle, early)

    assert members(late) == []
    assert members(middle) == [[early.id, middle.id]]


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.UNDONE])
def test_an_entry_withdrawn_or_taken_back_is_nobodys_first_filing(state, three):
    late, middle, early = three
    pair(late, middle)
    pair(middle, early)
    Initiative.objects.filter(id=early.id).update(state=state)

    assert members(late) == [[middle.id, late.id]]


@pytest.mark.parametrize("number", [1, 3])
def test_texts_are_read_in_three_queries_however_many(number, three, django_assert_num_queries):
    with django_assert_num_queries(3):
        texts = texts_of([entry.id for entry in three[:number]])

    assert [texts[entry.id].title for entry in three[:number]] == [
        entry.title for entry in three[:number]
    ]


def test_a_text_names_its_author_and_what_to_strip_from_the_title(campaign):
    unit = make.unit(campaign.owner, "LĐLĐ huyện Than Uyên")
    stored = make.register(campaign, make.entry(unit, workplace="UBND xã Mường Kim"))

    (text,) = texts_of([stored.id]).values()

    assert text.authors[0].startswith("Lò Văn")
    assert text.member_refs == ()
    assert set(text.own_names) == {"UBND xã Mường Kim", "LĐLĐ huyện Than Uyên"}
