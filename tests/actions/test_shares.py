"""Shares agreed on after a merge: a whole, told in the journal, gone with the merge."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sangkien.actions.shares import agree_shares
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Author, Finding, JournalLine
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.merges import LATER, merged, refused, undone
from tests.register_state import state_of
from tests.web.cleaning import land

pytestmark = pytest.mark.django_db
ONE = (AuthorEntry("Lò Văn An", Decimal(100), "LC000123"),)
BOTH = (
    AuthorEntry("Lò Văn An", Decimal(60), "LC000123"),
    AuthorEntry("Vàng Thị Mỷ", Decimal(40), "LC000777"),
)


@pytest.fixture
def where():
    return land()


@pytest.fixture
def pair(where):
    """An entry, and the same again with one author more."""
    entry = make.entry(where.district, authors=ONE)
    again = replace(
        entry,
        client_ref="again",
        authors=BOTH,
        occurred_at=make.NOW - timedelta(days=1),
    )
    first = replace(entry, occurred_at=make.NOW - timedelta(days=2))
    return make.register(where.campaign, first), make.register(where.campaign, again)


def ids_of(entry):
    return list(Author.objects.filter(initiative=entry).values_list("id", flat=True))


def agreed(entry, *shares, by=LATER):
    given = dict(zip(ids_of(entry), map(Decimal, shares), strict=True))
    agree_shares(entry, given, reason="Biên bản thống nhất", by=by)


def shares_of(entry):
    rows = Author.objects.filter(initiative=entry).order_by("position")
    return [str(share) for share in rows.values_list("share_percent", flat=True)]


def test_shares_are_written_the_finding_about_them_ends_and_a_line_tells(pair):
    kept, again = pair
    merged(kept, again)
    assert Finding.objects.get(rule="shares").state == "open"

    agreed(kept, "70", "30")

    line = JournalLine.objects.get(verb="shares-agreed")
    assert shares_of(kept) == ["70.00", "30.00"]
    assert Finding.objects.get(rule="shares").state == "lapsed"
    assert line.changes == {"shares": [["100 %", "0 %"], ["70 %", "30 %"]]}
    assert (line.reason, line.initiative_id) == ("Biên bản thống nhất", kept.id)
    assert tally_disagreements(kept.campaign) == []


def test_undoing_the_merge_leaves_the_register_as_it_was_before_it(pair):
    kept, again = pair
    before = state_of(kept.campaign)
    merge = merged(kept, again)
    agreed(kept, "70", "30")

    undone(merge, by=replace(LATER, now=LATER.now + timedelta(days=1)))

    assert state_of(kept.campaign) == before
    assert tally_disagreements(kept.campaign) == []


def test_shares_may_be_agreed_on_anew(pair):
    kept, again = pair
    merged(kept, again)
    agreed(kept, "70", "30")

    agreed(kept, "33.33", "66.67")

    assert shares_of(kept) == ["33.33", "66.67"]


@pytest.mark.parametrize("shares", [("70", "20"), ("100", "0"), ("120", "-20")])
def test_shares_that_are_no_whole_are_refused_with_their_sum(pair, shares):
    kept, again = pair
    merged(kept, again)

    assert refused(lambda: agreed(kept, *shares)) == "shares-part"
    assert shares_of(kept) == ["100.00", "0.00"]


def test_an_entry_that_nothing_was_merged_into_has_nothing_to_agree_on(pair):
    kept, again = pair

    assert refused(lambda: agreed(kept, "100")) == "merge-undone"
    undone(merged(kept, again))
    assert refused(lambda: agreed(kept, "100")) == "merge-undone"


def test_authors_that_are_others_than_the_page_showed_are_refused(pair):
    kept, again = pair
    merged(kept, again)

    def act():
        agree_shares(kept, {0: Decimal(100)}, reason="", by=LATER)

    assert refused(act) == "shares-changed"


def test_whoever_may_not_decide_there_agrees_on_nothing(where, pair):
    kept, again = pair
    merged(kept, again)
    by = make.officer(where.other, Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        agreed(kept, "70", "30", by=by)
