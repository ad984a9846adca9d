"""Whose role needs a second factor does nothing before there is one, and keeps the last."""

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.core.permissions import Role
from sangkien.core.second_factors import NEED_SECOND_FACTOR
from tests import make
from tests.codes import code
from tests.passkeys import Device
from tests.web.cleaning import land
from tests.web.logging_in import add_passkey, is_in, set_up_app, with_password

pytestmark = pytest.mark.django_db
SET_UP = "/tai-khoan/bao-ve/"


@pytest.fixture(autouse=True)
def _in_production_but_for_tls(settings):
    settings.LANGUAGE_CODE = "en"
    settings.SECOND_FACTOR = True


@pytest.fixture
def where():
    return land()


@pytest.fixture
def officer(where):
    return make.account(Role.PROVINCIAL_OFFICER, where.province, login="tinh")


@pytest.mark.parametrize("role", Role)
def test_these_roles_are_led_to_the_set_up_and_no_other(role, where):
    client = Client()
    client.force_login(make.account(role, where.province))

    answer = client.get(where.url("tien-do/"))

    is_led = (answer.status_code, answer.headers.get("Location")) == (302, SET_UP)
    assert is_led == (role in NEED_SECOND_FACTOR)


def test_they_can_do_nothing_else_until_it_is_set_up(officer, where):
    client, _ = with_password("tinh")
    closed = ["/", where.url("sang-kien/"), where.url("thu/"), "/tai-khoan/", "/vai-tro/"]

    asked = {client.get(address).headers.get("Location") for address in closed}
    posted = client.post(where.url("tien-do/chot/"), {"unit": where.province.id})

    assert (asked, posted.headers.get("Location")) == ({SET_UP}, SET_UP)
    assert client.get(SET_UP).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_they_can_still_log_out_read_in_another_language_and_change_the_password(officer):
    client, _ = with_password("tinh")

    assert client.get(reverse("password")).status_code == 200
    assert client.post(reverse("set_language"), {"language": "en", "next": SET_UP}).url == SET_UP
    assert client.post(reverse("account_logout")).url == "/"


def test_once_there_is_one_everything_opens_and_the_codes_are_shown_first(officer, where):
    client, _ = with_password("tinh")

    _, codes = set_up_app(client)

    assert (len(codes), client.get(where.url("sang-kien/")).status_code) == (10, 200)


def test_a_passkey_serves_as_well(officer, where):
    client, _ = with_password("tinh")

    add_passkey(client, Device())

    assert client.get(where.url("sang-kien/")).status_code == 200


def test_the_last_factor_stays_and_says_why(officer):
    client, _ = with_password("tinh")
    set_up_app(client)

    page, kept = (
        client.get(reverse("mfa_deactivate_totp")),
        client.post(reverse("mfa_deactivate_totp")),
    )

    assert "Set up another one first" in page.content.decode()
    assert kept.status_code == 422
    assert with_password("tinh")[1] == reverse("mfa_authenticate")


def test_the_last_passkey_stays_too_but_one_of_two_factors_may_go(officer):
    client, _ = with_password("tinh")
    add_passkey(client, Device())
    key = officer.authenticator_set.get(type="webauthn")
    address = reverse("mfa_remove_webauthn", args=[key.id])

    refused = client.post(address)
    client.get(reverse("mfa_view_recovery_codes"))
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = page.partition('id="app-key">')[2].partition("<")[0]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    gone = client.post(address)

    assert (refused.status_code, gone.status_code) == (409, 302)
    assert not officer.authenticator_set.filter(type="webauthn").exists()


def test_a_role_that_ended_or_came_counts_at_the_next_page(officer, where):
    client, _ = with_password("tinh")
    before = client.get(where.url("tien-do/")).status_code
    officer.grants.update(taken_at=make.NOW)

    assert (before, client.get(where.url("tien-do/")).status_code) == (302, 200)


def test_where_the_setting_is_off_as_in_the_demo_nobody_is_asked(officer, settings):
    settings.SECOND_FACTOR = False
    client, _ = with_password("tinh")

    assert is_in(client)


def test_an_own_password_comes_before_the_second_factor(officer):
    officer.must_change_password = True
    officer.save()
    client, _ = with_password("tinh")

    assert client.get("/").url == reverse("password")
