"""Logging in by a server of OpenID Connect that runs on this machine."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from sangkien.actions.journal import By
from sangkien.actions.other_log_ins import connect_log_in
from sangkien.adapters.log_in_servers import log_in_servers
from sangkien.core.other_log_ins import CameBy
from sangkien.models import Account, JournalLine
from tests import make
from tests.codes import code
from tests.loopback import serving
from tests.openid_server import OpenIdServer, new_key
from tests.web.logging_in import is_in, set_up_app, with_password
from tests.web.other_servers import (
    OPENID,
    brought_back,
    browser,
    callback,
    come_by,
    sent_away,
)

pytestmark = pytest.mark.django_db
OTHER_KEY = new_key()


@pytest.fixture(scope="module")
def started():
    with serving(OpenIdServer(callback(OPENID))) as server:
        yield server


@pytest.fixture
def server(started, settings):
    """The server in its right mind, and in our settings."""
    fresh = OpenIdServer(started.callback)
    for name in ("person", "signs_with", "claims", "told_by_userinfo", "config", "is_down"):
        setattr(started, name, getattr(fresh, name))
    settings.LANGUAGE_CODE = "en"
    settings.SOCIALACCOUNT_PROVIDERS = log_in_servers(
        started.settings, google=("", ""), zalo=("", "")
    )
    return started


@pytest.fixture
def account():
    made = make.account(login="lo-van-an")
    connect_log_in(made, CameBy("may-thu", "an-1", "an@example.vn"), by=By(made, make.NOW))
    return made


def refused(answer, client, server, status=422):
    """What the page says that comes in place of the log-in."""
    assert (answer.status_code, is_in(client)) == (status, False)
    return answer.content.decode()


def test_the_log_in_page_offers_the_server_by_its_name(server):
    assert "Log in by Máy thử" in browser().get(reverse("account_login")).content.decode()


def test_a_connected_account_opens_and_leads_where_one_wanted_to_go(server, account):
    client = browser()

    answer = come_by(client, OPENID, next="/tro-giup/")

    assert (answer.status_code, answer.url, is_in(client)) == (302, "/tro-giup/", True)
    line = JournalLine.objects.latest("id")
    assert (line.verb, line.by, line.details["ways"]) == ("logged-in", account, ["may-thu"])


def test_going_away_is_a_page_that_works_without_script(server):
    answer = browser().post(OPENID)

    assert answer.status_code == 200
    assert answer.content.decode().count(server.address) == 2  # by itself, and by a link


def test_only_a_form_of_ours_begins_it(server):
    assert browser().get(OPENID).status_code == 405


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "evil"])
def test_coming_back_never_leads_to_another_site(server, account, back):
    assert come_by(browser(), OPENID, next=back).url == "/"


def test_of_the_person_the_address_is_kept_and_no_token(server, account):
    server.person = {"sub": "an-1", "name": "Lò Văn An", "email": "moi@example.vn", "phone": "113"}

    come_by(browser(), OPENID)

    kept = SocialAccount.objects.get()
    assert kept.extra_data == {"name": "Lò Văn An", "email": "moi@example.vn"}
    assert not kept.socialtoken_set.exists()


def test_whoever_has_a_second_factor_is_asked_for_it_here_too(server, account):
    secret, _ = set_up_app(with_password("lo-van-an")[0])
    client = browser()

    answer = come_by(client, OPENID)
    before = is_in(client)
    kept = str(dict(client.session))
    client.post(answer.url, {"code": code(secret)})

    assert (answer.url, before, is_in(client)) == (reverse("mfa_authenticate"), False, True)
    assert account.password not in kept
    assert JournalLine.objects.latest("id").details["ways"] == ["may-thu", "totp"]


def test_a_closed_account_stays_closed(server, account):
    account.is_active = False
    account.save()
    client = browser()

    assert come_by(client, OPENID).status_code == 403
    assert not is_in(client)


def test_turning_it_down_there_is_said_and_the_page_offers_all_ways(server, account):
    server.person = None
    client = browser()

    said = refused(come_by(client, OPENID), client, server)

    assert "You came back from Máy thử without logging in." in said
    assert 'name="password"' in said


HOSTILE = {
    "signed by another key": {"signs_with": OTHER_KEY},
    "of another server": {"claims": {"iss": "https://evil.example"}},
    "for another client": {"claims": {"aud": "khac"}},
    "over": {"claims": {"exp": int(time.time()) - 60}},
    "of another log-in": {"claims": {"nonce": "khac"}},
    "without nonce": {"claims": {"nonce": None}},
    "userinfo of another": {"told_by_userinfo": {"sub": "binh-2"}},
    "no subject": {"claims": {"sub": ""}, "told_by_userinfo": {"sub": ""}},
    "keys gone": {"config": {"jwks_uri": "http://127.0.0.1:9/jwks"}},
    "says little of itself": {"config": {"token_endpoint": ""}},
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_token_that_is_not_right_in_every_part_opens_nothing(server, account, how):
    client = browser()
    back = brought_back(client, OPENID)
    for name, value in HOSTILE[how].items():
        setattr(server, name, value)

    answer = client.get(back)

    assert answer.status_code in {422, 502}
    assert "Máy thử" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_for_another_browser_or_a_second_time_opens_nothing(server, account):
    first, second = browser(), browser()
    back = brought_back(first, OPENID)
    sent_away(second, OPENID)

    assert second.get(back).status_code == 422
    assert (first.get(back).status_code, is_in(first)) == (302, True)
    first.post(reverse("account_logout"))
    assert (first.get(back).status_code, is_in(first)) == (422, False)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=x"])
def test_what_was_never_asked_for_opens_nothing(server, query):
    assert browser().get(f"{OPENID}tro-lai/{query}").status_code == 422


def test_a_server_that_does_not_answer_is_said_before_and_after_going_there(server, account):
    client = browser()
    back = brought_back(client, OPENID)
    server.is_down = True

    answers = [client.post(OPENID), client.get(back)]

    assert [answer.status_code for answer in answers] == [502, 502]
    assert all("does not answer now" in answer.content.decode() for answer in answers)


def test_a_server_that_is_in_no_settings_is_404(server):
    client = browser()

    seen = [client.post("/dang-nhap/qua/khac/"), client.get("/dang-nhap/qua/khac/tro-lai/")]

    assert [answer.status_code for answer in seen] == [404, 404]


def test_nobody_gets_a_second_account_by_coming_another_way(server):
    make.account(login="an@example.vn")
    client = browser()

    answer = come_by(client, OPENID)

    assert answer.url == reverse("log-in-unknown")
    assert (Account.objects.count(), SocialAccount.objects.count(), is_in(client)) == (1, 0, False)
