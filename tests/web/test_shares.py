"""Shares agreed on, on the page of the copies."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages

from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.models import Author
from tests import make
from tests.merges import FILED, merged
from tests.web.cleaning import officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ONE = (AuthorEntry("Lò Văn An", Decimal(100)),)
BOTH = (AuthorEntry("Lò Văn An", Decimal(60)), AuthorEntry("Vàng Thị Mỷ", Decimal(40)))


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


@pytest.fixture
def kept(where):
    entry = make.entry(where.district, authors=ONE, occurred_at=FILED)
    first = make.register(where.campaign, entry)
    second = make.register(where.campaign, replace(entry, client_ref="again", authors=BOTH))
    merged(first, second)
    return first


def shares_of(entry):
    rows = Author.objects.filter(initiative=entry).order_by("position")
    return [str(share) for share in rows.values_list("share_percent", flat=True)]


def send(client, where, entry, *shares, **more):
    ids = Author.objects.filter(initiative=entry).order_by("position").values_list("id", flat=True)
    sent = {f"share-{one}": share for one, share in zip(ids, shares, strict=True)}
    return client.post(where.url(f"trung/{entry.id}/ty-le/"), sent | more)


def test_the_page_of_the_copies_offers_a_share_for_each_author(where, client, kept):
    page = client.get(where.url(f"trung/{kept.id}/")).content.decode()

    assert "Shares of the authors of LC22-" in page
    assert ["Vàng Thị Mỷ" in page, page.count('inputmode="decimal"')] == [True, 2]


def test_shares_are_written_as_they_were_typed(where, client, kept):
    answer = send(client, where, kept, "66,67", "33,33 %")

    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (answer.url, said) == (
        where.url(f"trung/{kept.id}/"),
        ["The shares are written as agreed."],
    )
    assert shares_of(kept) == ["66.67", "33.33"]


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (("70", "20"), "The shares add up to 90,00 %."),
        (("70", "nửa"), "“nửa” is not a percentage"),
        (("100", "0"), "“0” is no share"),
    ],
)
def test_shares_that_are_no_whole_come_back_as_typed_with_the_way_out(
    where, client, kept, shares, told
):
    answer = send(client, where, kept, *shares)

    page = answer.content.decode()
    assert (answer.status_code, told in page) == (422, True)
    assert [f'value="{share}"' in page for share in shares] == [True, True]
    assert shares_of(kept) == ["100.00", "0.00"]


def test_an_entry_without_a_merge_is_told_so(where, client):
    entry = make.register(where.campaign, make.entry(where.district))

    assert client.post(where.url(f"trung/{entry.id}/ty-le/")).status_code in {302, 409}


def test_an_entry_of_another_unit_is_not_there(where, kept):
    assert send(officer_of(where.other), where, kept, "60", "40").status_code == 404
