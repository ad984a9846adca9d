from dataclasses import replace

import numpy as np
import pytest

from sangkien.adapters.engine import engine
from sangkien.core.engine.kept import kept
from sangkien.core.engine.layout import AUTHORS, SKETCH
from sangkien.models import DuplicateFeatures, DuplicatePair, Initiative, PersonalDetail
from sangkien.queries.features import (
    campaigns_outdated,
    count_outdated,
    kept_rows,
    outdated,
    texts_of,
    titles_of,
)
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


def rows_of(found):
    blobs, names = zip(*found.values(), strict=True)
    return engine().recalled(blobs, names)


@pytest.mark.parametrize("number", [1, 3])
def test_rows_are_read_in_one_query_however_many(number, three, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = kept_rows(ids(three[:number]), engine().version)

    texts = texts_of(ids(three[:number]))
    read = engine().read([texts[entry_id] for entry_id in found])
    assert sorted(found) == ids(three[:number])
    assert np.array_equal(rows_of(found), [each.row for each in read])


@pytest.mark.parametrize("number", [1, 3])
def test_titles_are_read_in_one_query_however_many(number, three, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = titles_of(ids(three[:number]))

    texts = texts_of(ids(three[:number]))
    assert {i: (t.title, t.own_names) for i, t in found.items()} == {
        i: (t.title, t.own_names) for i, t in texts.items()
    }


def test_titles_of_nothing_need_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert titles_of([]) == {}


def test_rows_of_another_engine_are_not_taken(three):
    DuplicateFeatures.objects.filter(initiative=three[0]).update(engine_version="0")

    assert kept_rows(ids(three), engine().version).keys() == set(ids(three[1:]))


def test_a_copy_is_met_where_nothing_was_kept(campaign):
    entry = make.entry(make.unit(campaign.owner))
    first = make.register(campaign, entry)
    DuplicateFeatures.objects.all().delete()

    second = make.register(campaign, replace(entry, client_ref="again"))

    assert list(DuplicatePair.objects.values_list("a", "b")) == [(first.id, second.id)]


def test_what_is_kept_holds_nothing_of_names(three):
    (read,) = engine().read(list(texts_of(ids(three[:1])).values()))
    nameless = read.row.copy()
    nameless[AUTHORS:SKETCH] = 0

    stored = DuplicateFeatures.objects.get(initiative=three[0])

    assert read.row[AUTHORS]
    assert bytes(stored.packed) == kept(read.row) == kept(nameless)


def test_the_names_of_a_person_who_was_erased_are_compared_no_more(three):
    found = kept_rows(ids(three[:1]), engine().version)
    assert rows_of(found)[0][AUTHORS]
    PersonalDetail.objects.filter(initiative=three[0]).delete()

    found = kept_rows(ids(three[:1]), engine().version)

    assert not rows_of(found)[0][AUTHORS:SKETCH].any()


def test_entries_that_this_engine_has_read_are_not_outdated(campaign, three):
    assert outdated(campaign, engine().version, 10) == []


@pytest.mark.parametrize("most", [0, 1, 2, 3, 10])
def test_the_earliest_entries_that_another_engine_read_come_first(most, campaign, three):
    assert outdated(campaign, "another", most) == ids(three)[:most]


@pytest.mark.parametrize("after", [0, 1, 2])
def test_only_those_after_a_number_are_asked_for(after, campaign, three):
    assert outdated(campaign, "another", 10, after=three[after].id) == ids(three)[after + 1 :]


def test_an_entry_whose_unit_was_renamed_is_outdated_and_its_row_still_taken(campaign, three):
    DuplicateFeatures.objects.filter(initiative=three[1]).update(is_stale=True)

    assert outdated(campaign, engine().version, 10) == [three[1].id]
    assert sorted(kept_rows(ids(three), engine().version)) == ids(three)


def test_campaigns_are_told_apart_and_counted_together(campaign, three):
    other, current = make.campaign(campaign.owner), make.campaign(campaign.owner)
    late = make.register(other, make.entry(three[0].unit))
    make.register(current, make.entry(three[0].unit))
    DuplicateFeatures.objects.exclude(initiative__campaign=current).update(engine_version="0")

    assert campaigns_outdated(engine().version) == [campaign, other]
    assert outdated(other, engine().version, 10) == [late.id]
    assert count_outdated(engine().version) == 4


def test_an_entry_of_which_nothing_was_kept_is_outdated(campaign, three):
    DuplicateFeatures.objects.filter(initiative=three[1]).delete()

    assert outdated(campaign, engine().version, 10) == [three[1].id]


@pytest.mark.parametrize("state", ["withdrawn", "undone"])
def test_an_entry_that_counts_no_more_is_not_outdated(state, campaign, three):
    Initiative.objects.filter(id=three[0].id).update(state=state)

    assert outdated(campaign, "another", 10) == ids(three[1:])


@pytest.mark.parametrize("state", ["valid", "invalid", "in_review", "needs_repair", "merged"])
def test_an_entry_that_was_decided_still_meets_its_copies(state, campaign, three):
    Initiative.objects.update(state=state)

    assert outdated(campaign, "another", 10) == ids(three)


@pytest.mark.parametrize("number", [1, 3])
def test_outdated_entries_are_found_in_one_query(
    number, campaign, three, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert len(outdated(campaign, "another", number)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_texts_are_read_in_three_queries_however_many(number, three, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert sorted(texts_of(ids(three[:number]))) == ids(three[:number])
