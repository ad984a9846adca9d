"""What a browser may keep of a page, for the way back."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    campaign = make.campaign(make.unit(), public_form=True)
    return reverse("register", args=[campaign.slug])


def kept(answer):
    return answer.headers["Cache-Control"], answer.headers.get("Vary")


def test_the_empty_form_is_kept_for_the_way_back_even_where_a_first_visit_sets_a_cookie(
    client, address
):
    answer = client.get(address)

    assert "csrftoken" in answer.cookies
    assert kept(answer) == ("private, no-cache", None)


def test_the_form_is_sent_to_another_address_as_a_browser_forgets_the_page_it_sends_to(
    client, address
):
    assert 'method="post" action="?gui"' in client.get(address).content.decode()


def test_an_officer_going_back_finds_the_same_form_too(client, address):
    client.force_login(make.account())

    assert kept(client.get(address)) == ("private, no-cache", None)


def test_what_an_officer_typed_or_sees_is_not_kept(client, address):
    client.force_login(make.account())

    assert kept(client.post(address, {"title": ""})) == ("private, no-store", "Cookie")
    assert kept(client.get("/")) == ("private, no-store", "Cookie")
