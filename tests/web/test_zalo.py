"""Logging in by Zalo, against its answers on this machine."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from sangkien.actions.journal import By
from sangkien.actions.other_log_ins import connect_log_in
from sangkien.adapters.log_in_servers import log_in_servers
from sangkien.core.other_log_ins import CameBy
from tests import make
from tests.loopback import serving
from tests.web.logging_in import is_in
from tests.web.other_servers import ZALO, brought_back, browser, callback, come_by
from tests.zalo_server import APP, SECRET, ZaloServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.LANGUAGE_CODE = "en"
    with serving(ZaloServer(callback(ZALO))) as started:
        known = log_in_servers([], google=("", ""), zalo=(APP, SECRET))
        known["zalo"]["SERVERS"] = started.servers
        settings.SOCIALACCOUNT_PROVIDERS = known
        yield started


@pytest.fixture
def account():
    made = make.account(login="lo-van-an")
    connect_log_in(made, CameBy("zalo", "8712", "Lò Văn An"), by=By(made, make.NOW))
    return made


def test_a_connected_account_opens(server, account):
    client = browser()

    answer = come_by(client, ZALO, next="/tro-giup/")

    assert (answer.status_code, answer.url, is_in(client)) == (302, "/tro-giup/", True)
    assert SocialAccount.objects.get().extra_data == {"name": "Lò Văn An"}


def test_who_is_unknown_is_asked_whose_account_it_is(server, account):
    server.person = {"id": "9999", "name": "Vàng A Páo"}

    assert come_by(browser(), ZALO).url == reverse("log-in-unknown")


def test_turning_it_down_there_is_said(server, account):
    server.person = None
    answer = come_by(browser(), ZALO)

    assert answer.status_code == 422
    assert "You came back from Zalo without logging in." in answer.content.decode()


def test_an_error_of_zalo_comes_with_status_200_and_opens_nothing(server, account):
    client = browser()
    back = brought_back(client, ZALO)
    server.codes.clear()

    answer = client.get(back)

    assert (answer.status_code, is_in(client)) == (422, False)


@pytest.mark.parametrize("answered", [b"", b"[]", b"<html>", b'{"error": 452}', b'{"name": "An"}'])
def test_a_profile_that_cannot_be_read_opens_nothing(server, account, answered):
    client = browser()
    back = brought_back(client, ZALO)
    server.garbage = answered

    answer = client.get(back)

    assert (answer.status_code, is_in(client)) == (422, False)


def test_a_secret_that_is_not_zalos_opens_nothing(server, account, settings):
    client = browser()
    back = brought_back(client, ZALO)
    settings.SOCIALACCOUNT_PROVIDERS["zalo"]["APPS"][0]["secret"] = "khác"

    assert client.get(back).status_code == 422


def test_without_zalo_in_the_settings_its_addresses_are_not_there(settings):
    settings.SOCIALACCOUNT_PROVIDERS = log_in_servers([], google=("", ""), zalo=("", ""))

    assert browser().post(ZALO).status_code == 404
    assert browser().get(f"{ZALO}tro-lai/").status_code == 404
