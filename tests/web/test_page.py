"""What every page has: the masthead, the rooms one may enter, the language, the way back in."""

import pytest
from django.urls import reverse

from sangkien.core.permissions import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def federation():
    province = make.unit(name="LĐLĐ tỉnh Lai Châu")
    make.campaign(province, slug="mo")
    return {"province": province, "district": make.unit(province), "foreign": make.unit()}


def links(client):
    page = client.get(reverse("progress", args=["mo"])).content.decode()
    return {name for name in ROOMS if f'href="{reverse(name, args=["mo"])}"' in page}


ROOMS = ("campaign-home", "progress", "register", "entries", "findings", "letters", "units")
ROOMS += ("import-upload", "campaign-show")


def test_a_visitor_sees_the_public_rooms_only(client, federation):
    assert links(client) == {"campaign-home", "progress", "register"}


def test_an_officer_of_a_unit_sees_the_rooms_of_their_role(client, federation):
    client.force_login(make.account(Role.UPPER_OFFICER, federation["district"]))

    assert links(client) == set(ROOMS) - {"letters"}


def test_a_provincial_officer_sees_every_room(client, federation):
    client.force_login(make.account(Role.PROVINCIAL_OFFICER, federation["province"]))

    assert links(client) == set(ROOMS)


def test_an_officer_of_a_foreign_unit_sees_what_a_visitor_sees(client, federation):
    client.force_login(make.account(Role.PROVINCIAL_OFFICER, federation["foreign"]))

    assert links(client) == {"campaign-home", "progress", "register"}


def test_pages_are_vietnamese_unless_the_reader_chose_english(client, federation):
    vietnamese = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    chosen = client.post(reverse("set_language"), {"language": "en", "next": "/mo/tien-do/"})
    english = client.get("/").content.decode()

    assert ('<html lang="vi"' in vietnamese, '<html lang="en"' in english) == (True, True)
    assert chosen.url == "/mo/tien-do/"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_to_another_host(back, client, federation):
    assert client.post(reverse("set_language"), {"language": "vi", "next": back}).url == "/"


def test_a_page_of_somebody_logged_in_is_kept_by_no_cache(client, federation):
    client.force_login(make.account(Role.UPPER_OFFICER, federation["district"]))

    assert client.get("/").headers["Cache-Control"] == "private, no-store"


def test_every_page_carries_a_strict_policy(client, federation):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy


def test_an_unknown_address_gets_a_page_that_helps_on(client, federation):
    answer = client.get("/khong-co-trang-nay/o-day/")

    assert answer.status_code == 404
    assert reverse("home") in answer.content.decode()
