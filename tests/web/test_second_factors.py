"""An app with codes: set up, asked for, taken away; what stands in for it when it is lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from sangkien.core.permissions import Role
from sangkien.models import JournalLine
from tests import make
from tests.codes import code
from tests.web.cleaning import land, officer_of
from tests.web.logging_in import PASSWORD, is_in, set_up_app, with_password

pytestmark = pytest.mark.django_db
STEP = "/dang-nhap/buoc-hai/"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def account(where):
    return make.account(Role.MEMBER, where.district, login="lo-van-an")


@pytest.fixture
def protected(account):
    """The account with an app: its secret and its recovery codes."""
    client, _ = with_password("lo-van-an")
    return set_up_app(client)


def told():
    lines = JournalLine.objects.exclude(verb="read").order_by("id")
    return [(line.verb, line.details.get("ways")) for line in lines]


def test_an_app_is_set_up_by_the_first_code_it_shows_and_ten_codes_are_given(protected):
    secret, codes = protected

    assert (len(codes), len(set(codes)), len(secret.replace(" ", ""))) == (10, 10, 32)


def test_the_password_alone_opens_nothing_then(protected):
    client, place = with_password("lo-van-an")

    assert (place, is_in(client)) == (STEP, False)


def test_the_code_of_the_app_opens_and_leads_where_one_wanted_to_go(protected, where):
    client = Client()
    sent = {"username": "lo-van-an", "password": PASSWORD, "next": where.url("tien-do/")}
    client.post(reverse("account_login"), sent)

    answer = client.post(STEP, {"code": code(protected[0])})

    assert (answer.status_code, answer.url, is_in(client)) == (302, where.url("tien-do/"), True)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_that_is_half_a_minute_off_does_no_harm(protected, steps):
    client, _ = with_password("lo-van-an")

    assert client.post(STEP, {"code": code(protected[0], steps=steps)}).status_code == 302


def test_a_code_opens_once(protected):
    first, _ = with_password("lo-van-an")
    second, _ = with_password("lo-van-an")
    shown = code(protected[0])

    seen = [client.post(STEP, {"code": shown}).status_code for client in (first, second)]

    assert (seen, is_in(second)) == ([302, 422], False)


@pytest.mark.parametrize("typed", ["", "000000", "lo-van-an", "1" * 40])
def test_a_wrong_code_says_how_to_go_on_and_opens_nothing(protected, typed):
    client, _ = with_password("lo-van-an")

    answer = client.post(STEP, {"code": typed})

    assert (answer.status_code, is_in(client)) == (422, False)
    assert 'id="error-code"' in answer.content.decode()


def test_who_guesses_codes_is_stopped(protected):
    client, _ = with_password("lo-van-an")
    seen = [client.post(STEP, {"code": f"00000{n}"}).status_code for n in range(5)]

    stopped = client.post(STEP, {"code": code(protected[0])})

    assert (seen, stopped.status_code) == ([422] * 5, 429)
    assert "Wait five minutes" in stopped.content.decode()


def test_a_recovery_code_stands_in_once_and_the_page_says_how_many_are_left(protected):
    first, _ = with_password("lo-van-an")
    second, _ = with_password("lo-van-an")
    sent = {"code": protected[1][3]}

    seen = [client.post(STEP, sent).status_code for client in (first, second)]

    assert seen == [302, 422]
    assert "Codes left: 9." in first.get(reverse("mfa_index")).content.decode()


def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(protected):
    client, _ = with_password("lo-van-an")
    client.post(STEP, {"code": code(protected[0])})
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    client.post(reverse("mfa_generate_recovery_codes"))
    fresh = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    new = re.findall(r"<li><code>(\d{8})</code>", fresh)
    assert "are not shown again. Codes left: 10." in again
    assert (len(new), set(new) & set(protected[1])) == (10, set())
    other, _ = with_password("lo-van-an")
    assert other.post(STEP, {"code": protected[1][0]}).status_code == 422
    assert other.post(STEP, {"code": new[0]}).status_code == 302


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_key(account):
    client, _ = with_password("lo-van-an")
    page = client.get(reverse("mfa_activate_totp")).content.decode()

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    key = re.search(r'id="app-key">([^<]+)<', page)[1]
    assert (answer.status_code, key in answer.content.decode()) == (422, True)
    assert not Authenticator.objects.exists()


def test_the_app_is_taken_away_with_its_codes_by_whoever_needs_none(protected):
    client, _ = with_password("lo-van-an")
    client.post(STEP, {"code": code(protected[0])})

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert with_password("lo-van-an")[1] == "/"


def test_the_secret_stands_sealed_in_the_table_and_nowhere_in_the_journal(protected, settings):
    secret, codes = protected
    rows = str(list(Authenticator.objects.values()))
    lines = str(list(JournalLine.objects.values()))

    assert secret.replace(" ", "") not in rows + lines
    assert [one for one in codes if one in rows + lines] == []
    settings.SECRET_KEY = "another"
    client, _ = with_password("lo-van-an")
    assert client.post(STEP, {"code": code(secret)}).status_code == 422


def test_every_change_and_every_failed_step_leaves_a_line(protected):
    client, _ = with_password("lo-van-an")
    client.post(STEP, {"code": "000000"})
    client.post(STEP, {"code": code(protected[0])})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))

    assert told() == [
        ("logged-in", ["password"]),
        ("factor-added", ["totp"]),
        ("log-in-failed", ["totp"]),
        ("logged-in", ["password", "totp"]),
        ("codes-made", ["recovery_codes"]),
        ("factor-removed", ["totp"]),
    ]


def test_an_officer_takes_lost_factors_away_and_ends_the_sessions(protected, where, account):
    client, _ = with_password("lo-van-an")
    client.post(STEP, {"code": code(protected[0])})

    answer = officer_of(where.district).post(reverse("account-factors", args=[account.id]))

    assert (answer.status_code, is_in(client)) == (302, False)
    assert with_password("lo-van-an")[1] == "/"
    line = JournalLine.objects.get(verb="factors-removed")
    assert (line.about_id, line.details["count"], line.by is not None) == (account.id, 1, True)


def test_taking_nothing_away_is_said_and_leaves_no_line(where, account):
    officer = officer_of(where.district)

    answer = officer.post(reverse("account-factors", args=[account.id]), follow=True)

    assert "has no second factor; nothing was changed." in answer.content.decode()
    assert not JournalLine.objects.filter(verb="factors-removed").exists()


def test_a_change_long_after_the_log_in_asks_who_it_is_and_goes_on_then(protected, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    client, _ = with_password("lo-van-an")
    client.post(STEP, {"code": code(protected[0])})

    asked = client.get(reverse("mfa_deactivate_totp"))
    wrong = client.post(asked.url, {"password": "sai"})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    right = client.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert (wrong.status_code, "This is not your password." in wrong.content.decode()) == (
        422,
        True,
    )
    assert right.url == reverse("mfa_deactivate_totp")


def test_who_it_is_can_be_shown_by_a_code_too(protected, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    client, _ = with_password("lo-van-an")
    client.post(STEP, {"code": code(protected[0])})
    asked = client.get(reverse("mfa_generate_recovery_codes"))
    page = client.get(asked.url).content.decode()

    address = re.search(r'href="(/dang-nhap/lai/ma/[^"]*)"', page)[1]
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    answer = client.post(address, {"code": code(protected[0], steps=1)})

    assert answer.url == reverse("mfa_generate_recovery_codes")
