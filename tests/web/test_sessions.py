"""Where one is logged in; logging out there, everywhere else, everywhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.actions.accounts import change_password, reset_password, set_password
from sangkien.actions.journal import By
from sangkien.models import JournalLine
from sangkien.queries.log_ins import live_sessions
from sangkien.web.browsers import browser_words
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE = "/tai-khoan/phien/"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def account():
    return make.account(login="canbo")


def logged_in(**environment):
    client = Client(**environment)
    client.post(reverse("account_login"), {"username": "canbo", "password": PASSWORD})
    return client


def is_in(client):
    return client.get(PAGE).status_code == 200


def ends(client, what):
    return client.post(PAGE, {"end": what})


def test_each_browser_is_listed_with_when_and_from_where(account):
    logged_in(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    here = logged_in()

    shown = here.get(PAGE).content.decode()

    assert (shown.count("Firefox, Windows"), "203.0.113.7" in shown) == (2, True)
    assert shown.count("this one") == 1


def test_behind_the_proxy_of_a_production_the_address_is_the_one_it_passes_on(account, settings):
    settings.PRODUCTION = True
    logged_in(HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.7")

    assert [session.ip for session in live_sessions(account)] == ["203.0.113.7"]


def test_logging_out_elsewhere_ends_all_but_this_one_and_is_told(account):
    others, here = [logged_in(), logged_in()], logged_in()

    answer = ends(here, "others")

    assert answer.status_code == 302
    assert "2 log-ins have ended." in here.get(PAGE).content.decode()
    assert ([is_in(other) for other in others], is_in(here)) == ([False, False], True)
    line = JournalLine.objects.get(verb="sessions-ended")
    assert (line.by, line.details) == (account, {"account": account.id, "count": 2})


def test_logging_out_everywhere_ends_this_one_too(account):
    other, here = logged_in(), logged_in()

    assert ends(here, "all").url == reverse("account_login")
    assert (is_in(other), is_in(here)) == (False, False)


def test_one_browser_is_logged_out_alone(account):
    first, second, here = logged_in(), logged_in(), logged_in()
    session = live_sessions(account).order_by("id").first()

    ends(here, session.id)

    assert (is_in(first), is_in(second), is_in(here)) == (False, True, True)


@pytest.mark.parametrize("what", ["", "x", "0", "9" * 40])
def test_what_names_no_session_of_ones_own_ends_none(account, what):
    here = logged_in()

    answer = here.post(PAGE, {"end": what}, follow=True)

    assert "There was nothing to end" in answer.content.decode()
    assert not JournalLine.objects.filter(verb="sessions-ended").exists()


def test_nobody_ends_the_session_of_another(account):
    victim = logged_in()
    stranger = Client()
    stranger.force_login(make.account())

    ends(stranger, live_sessions(account).get().id)

    assert is_in(victim)


@pytest.mark.parametrize("end", ["change", "reset", "set"])
def test_another_password_ends_the_sessions_and_leaves_none_in_the_list(account, end):
    client = logged_in()
    new = "hoa-ban-nở-trắng"
    if end == "change":
        change_password(account, PASSWORD, new, by=By(account, make.NOW))
    elif end == "reset":
        reset_password(account, by=make.SYSTEM)
    else:
        set_password(account, new, by=make.SYSTEM)

    assert (live_sessions(account).count(), is_in(client)) == (0, False)


def test_who_changes_the_own_password_stays_in_here_and_is_out_elsewhere(account):
    other, here = logged_in(), logged_in()

    new = "hoa-ban-nở-trắng"
    here.post(reverse("password"), {"old": PASSWORD, "new": new, "again": new})

    assert (is_in(other), is_in(here)) == (False, True)
    assert [one.session_key for one in live_sessions(account)] == [here.session.session_key]


def test_a_session_that_ran_out_or_was_logged_out_is_not_listed(account):
    logged_in().post(reverse("account_logout"))
    here = logged_in()

    assert here.get(PAGE).content.decode().count('data-label="Network address"') == 1


def test_the_list_asks_as_often_for_three_as_for_one(account):
    here = logged_in()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            here.get(PAGE)
        return len(queries)

    one = asked()
    logged_in()
    logged_in()

    assert asked() == one


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
         "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5", "a program that gives no name"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_knows_it(said, words):
    assert browser_words(said) == words
