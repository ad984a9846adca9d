"""Which pairs an entry forms, and when the links there are have to be known for it."""

from dataclasses import replace

import pytest

from sangkien.actions.comparing import New, candidates_of, compared, ends_of
from sangkien.adapters.engine import engine
from sangkien.core.duplicates import MOST_LINKS, Links
from sangkien.queries.duplicates import linked_among
from sangkien.queries.features import texts_of
from tests import make

pytestmark = pytest.mark.django_db
NEW = 2**62  # later than all


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def crowd_of(number, campaign, district):
    """File one text so often; return the ids, earliest first."""
    entry = make.entry(district)
    filed = [replace(entry, client_ref=f"copy-{k}") for k in range(number)]
    return [make.register(campaign, each).id for each in filed]


def met_by_one_more(campaign, like, links_there_are=None):
    """Compare one more copy of the entry; return whom it pairs with, and how often links were read.

    `links_there_are` takes the place of what the register says.
    """
    text = texts_of([like])[like]
    (read,) = engine().read([text])
    candidates = candidates_of(campaign, {NEW: read.keys})
    asked = []

    def links():
        asked.append(1)
        return Links(linked_among(ends_of(candidates) - {NEW}))

    pairs = compared(campaign, candidates, {NEW: New(text, read)}, links_there_are or links)
    assert {pair.b_id for pair in pairs} == {NEW}
    return [pair.a_id for pair in pairs], len(asked)


def test_an_entry_of_few_copies_is_linked_to_each_without_a_look_at_the_links(campaign, district):
    filed = crowd_of(MOST_LINKS, campaign, district)

    assert met_by_one_more(campaign, filed[0]) == (filed, 0)


def test_of_more_copies_some_are_linked_where_the_links_hold_them_together(campaign, district):
    filed = crowd_of(MOST_LINKS + 2, campaign, district)

    assert met_by_one_more(campaign, filed[0]) == (filed[:MOST_LINKS], 1)


def test_of_more_copies_all_are_linked_that_nothing_else_holds_together(campaign, district):
    filed = crowd_of(MOST_LINKS + 2, campaign, district)

    found, _ = met_by_one_more(campaign, filed[0], links_there_are=Links)

    assert found == filed


def test_the_evidence_is_stored_as_plain_data(campaign, district):
    (first,) = crowd_of(1, campaign, district)
    text = texts_of([first])[first]
    (read,) = engine().read([text])

    candidates = candidates_of(campaign, {NEW: read.keys})
    (pair,) = compared(campaign, candidates, {NEW: New(text, read)}, Links)

    assert {"field": "title", "code": "title-equal", "details": {}} in pair.evidence
