from dataclasses import replace

import pytest

from sangkien.core.duplicates import ENGINE_VERSION, features
from sangkien.models import DuplicateFeatures, DuplicatePair, Initiative, PersonalDetail
from sangkien.queries.features import kept_features, texts_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def three(campaign):
    unit = make.unit(campaign.owner)
    return [make.register(campaign, make.entry(unit)) for _ in range(3)]


def ids(entries):
    return [entry.id for entry in entries]


@pytest.mark.parametrize("number", [1, 3])
def test_features_are_read_in_one_query_however_many(number, three, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = kept_features(ids(three[:number]))

    assert found == {i: features(text) for i, text in texts_of(ids(three[:number])).items()}


def test_features_of_another_engine_or_another_unit_are_not_taken(three):
    DuplicateFeatures.objects.filter(initiative=three[0]).update(engine_version="0")
    Initiative.objects.filter(id=three[1].id).update(unit_path="7.8.")

    assert kept_features(ids(three)).keys() == {three[2].id}


def test_a_copy_is_met_where_nothing_was_kept_and_then_it_is_kept(campaign):
    entry = make.entry(make.unit(campaign.owner))
    first = make.register(campaign, entry)
    DuplicateFeatures.objects.all().delete()

    second = make.register(campaign, replace(entry, client_ref="again"))

    assert list(DuplicatePair.objects.values_list("a", "b")) == [(first.id, second.id)]
    kept = DuplicateFeatures.objects.values_list("initiative_id", "engine_version")
    assert dict(kept) == dict.fromkeys((first.id, second.id), ENGINE_VERSION)


def test_the_names_of_a_person_who_was_erased_are_compared_no_more(three):
    assert kept_features([three[0].id])[three[0].id].names
    PersonalDetail.objects.filter(initiative=three[0]).delete()

    assert kept_features([three[0].id])[three[0].id].names == ()
