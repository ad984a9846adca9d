from dataclasses import replace

import pytest
from django.db import connection

from sangkien.actions import review
from sangkien.adapters.store import store_for
from sangkien.queries.register_size import register_size
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make.campaign()


def filed(campaign, number, *, depth=1):
    """Register so many entries of a unit so far below the owner."""
    unit = campaign.owner
    for _ in range(depth):
        unit = make.unit(unit)
    return [make.register(campaign, make.entry(unit)) for _ in range(number)]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_size_of_a_register_is_the_number_of_its_entries(number, campaign):
    filed(campaign, number)

    assert register_size(campaign) == number


def test_it_is_asked_in_one_query(campaign, django_assert_num_queries):
    filed(campaign, 3)

    with django_assert_num_queries(1):
        register_size(campaign)


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_entries_count_once_however_deep_their_unit_stands(depth, campaign):
    filed(campaign, 2, depth=depth)

    assert register_size(campaign) == 2


def test_what_was_counted_and_folded_counts_with_what_was_not_yet(campaign):
    filed(campaign, 2)
    store_for(connection).fold()
    filed(campaign, 3)

    assert register_size(campaign) == 5


def test_entries_of_other_campaigns_do_not_count(campaign):
    other = make.campaign(campaign.owner)
    filed(other, 2)
    filed(campaign, 1)

    assert (register_size(campaign), register_size(other)) == (1, 2)


def test_copies_and_withdrawn_entries_were_filed_and_count(campaign):
    entry = make.entry(make.unit(campaign.owner))
    first = make.register(campaign, entry)
    make.register(campaign, replace(entry, client_ref="copy"))
    review.withdraw(first, reason="Tác giả xin rút", by=make.SYSTEM)

    assert register_size(campaign) == 2
