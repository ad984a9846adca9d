"""Passkeys as second factor and in place of the password, with a device in software."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.core.permissions import Role
from sangkien.models import JournalLine
from tests import make
from tests.passkeys import Device, encoded
from tests.web.logging_in import (
    add_passkey,
    is_in,
    options_of,
    with_passkey_alone,
    with_password,
)

pytestmark = pytest.mark.django_db
PARTS = ("clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle")
STEP = "/dang-nhap/buoc-hai/"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def account():
    return make.account(Role.MEMBER, make.unit(), login="lo-van-an")


@pytest.fixture
def device(account):
    """The passkey of the account, made in its first browser."""
    client, _ = with_password("lo-van-an")
    made = Device()
    add_passkey(client, made)
    return made


def asked(client):
    return options_of(client.get(STEP).content.decode())


def test_the_log_in_offers_a_passkey_only_once_a_script_has_shown_it():
    html = Client().get("/dang-nhap/").content.decode()

    assert '<form method="post" class="passkey sheet" hidden' in html
    assert "data-unable" not in html


def test_where_a_passkey_is_what_is_asked_for_it_is_said_what_it_needs(account):
    client, _ = with_password("lo-van-an")

    html = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert '<form method="post" class="passkey"' in html
    assert "data-unable" in html


def test_a_passkey_is_kept_under_the_name_it_was_given_and_codes_are_shown(account):
    client, _ = with_password("lo-van-an")

    answer = add_passkey(client, Device(), name="Điện thoại")

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert "Điện thoại" in client.get(reverse("mfa_index")).content.decode()


def test_without_a_name_it_is_called_after_the_browser(account):
    client, _ = with_password("lo-van-an", HTTP_USER_AGENT="Mozilla (Windows NT 10.0) Firefox/140")

    add_passkey(client, Device(), name="")

    assert "Firefox, Windows" in client.get(reverse("mfa_index")).content.decode()


def test_after_the_password_the_passkey_is_asked_for_and_opens(device):
    client, place = with_password("lo-van-an")

    answer = client.post(STEP, {"credential": device.prove(asked(client))})

    assert (place, answer.status_code, is_in(client)) == (STEP, 302, True)


def test_a_passkey_that_knows_its_owner_opens_alone_and_needs_no_second_step(device):
    client, answer = with_passkey_alone(device)

    assert (answer.status_code, answer.url, is_in(client)) == (302, "/", True)
    assert JournalLine.objects.latest("id").details["ways"] == ["webauthn"]


def test_alone_it_must_have_looked_who_holds_it(account, device):
    device.verifies_user = False

    client, answer = with_passkey_alone(device)

    assert (answer.status_code, is_in(client)) == (422, False)


def test_after_a_passkey_alone_one_goes_where_one_wanted_to(device):
    client = Client(SERVER_NAME="localhost")
    address = reverse("mfa_login_webauthn")
    options = client.get(address, headers={"Accept": "application/json"}).json()["request_options"]

    sent = {"credential": device.prove(options), "next": "/tro-giup/"}

    assert client.post(address, sent).url == "/tro-giup/"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda device: setattr(device, "origin", "https://evil.example"),
        lambda device: setattr(device, "host", "evil.example"),
        lambda device: setattr(device, "key", Device().key),
        lambda device: setattr(device, "id", Device().id),
    ],
    ids=["another site", "another site's key", "another key", "unknown"],
)
def test_what_is_not_this_passkey_at_this_site_opens_nothing(device, spoil):
    client, _ = with_password("lo-van-an")
    spoil(device)

    answer = client.post(STEP, {"credential": device.prove(asked(client))})

    assert (answer.status_code, is_in(client)) == (422, False)
    assert JournalLine.objects.latest("id").verb == "log-in-failed"


def test_an_answer_that_was_overheard_opens_nothing_a_second_time(device):
    first, _ = with_password("lo-van-an")
    second, _ = with_password("lo-van-an")
    overheard = device.prove(asked(first))
    asked(second)

    seen = [client.post(STEP, {"credential": overheard}).status_code for client in (first, second)]

    assert seen == [302, 422]


def test_the_passkey_of_another_opens_nothing(device):
    make.account(login="khac")
    other, _ = with_password("khac")
    theirs = Device()
    add_passkey(other, theirs)
    client, _ = with_password("lo-van-an")

    answer = client.post(STEP, {"credential": theirs.prove(asked(client))})

    assert (answer.status_code, is_in(client)) == (422, False)


@pytest.mark.parametrize("sent", ["", "{}", "[]", "null", "x", '{"id": 1}', '{"response": {}}'])
def test_what_is_no_passkey_is_refused_in_words(device, sent):
    client, _ = with_password("lo-van-an")
    asked(client)
    alone = Client(SERVER_NAME="localhost")
    alone.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    seen = [
        client.post(STEP, {"credential": sent}).status_code,
        alone.post(reverse("mfa_login_webauthn"), {"credential": sent}).status_code,
    ]

    assert seen == [422, 422]


parts = st.binary(max_size=80).map(encoded) | st.text(max_size=20)


@settings(max_examples=60)
@given(
    sent=st.fixed_dictionaries(
        {"id": parts, "rawId": parts, "type": st.just("public-key")},
        optional={
            "response": st.dictionaries(
                st.sampled_from(PARTS),
                parts,
            ),
            "clientExtensionResults": st.just({}),
        },
    ),
    spoiled=st.sampled_from(["", "clientDataJSON", "authenticatorData", "signature", "userHandle"]),
    # the handle of the account itself would open
    bytes_=st.binary(max_size=60).filter(lambda some: not some.isalnum()),
)
def test_no_bytes_a_stranger_may_send_are_a_fault_of_ours(sent, spoiled, bytes_):
    with transaction.atomic():
        make.account(login="an")
        client, _ = with_password("an")
        device = Device()
        add_passkey(client, device)
        address = reverse("mfa_login_webauthn")
        fresh = Client(SERVER_NAME="localhost")
        options = fresh.get(address, headers={"Accept": "application/json"}).json()
        nearly = json.loads(device.prove(options["request_options"]))
        nearly["response"][spoiled] = encoded(bytes_)

        seen = {
            fresh.post(address, {"credential": json.dumps(sent)}).status_code,
            client.post(reverse("mfa_add_webauthn"), {"credential": json.dumps(sent)}).status_code,
        }
        if spoiled:
            seen.add(fresh.post(address, {"credential": json.dumps(nearly)}).status_code)
        transaction.set_rollback(True)

    assert seen == {422}


def test_a_passkey_of_a_closed_account_opens_nothing(device, account):
    account.is_active = False
    account.save()

    client, answer = with_passkey_alone(device)

    assert (answer.status_code, is_in(client)) == (403, False)


def test_it_is_taken_away_by_its_owner_only_and_then_opens_nothing(device, account):
    key = Authenticator.objects.get(type="webauthn")
    address = reverse("mfa_remove_webauthn", args=[key.id])
    make.account(login="khac")
    stranger, _ = with_password("khac")
    client, _ = with_passkey_alone(device)

    seen = [stranger.post(address).status_code, client.post(address).status_code]

    assert seen == [404, 302]
    assert with_password("lo-van-an")[1] == "/"
    assert JournalLine.objects.filter(verb="factor-removed").count() == 1


def test_who_it_is_can_be_shown_by_a_passkey(device, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    client, _ = with_passkey_alone(device)
    address = f"{reverse('mfa_reauthenticate_webauthn')}?next=/tai-khoan/bao-ve/khoa/them/"
    client.get(address)

    wrong = client.post(address, {"credential": "{}"})
    options = options_of(wrong.content.decode())
    right = client.post(address, {"credential": device.prove(options)})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert right.url == "/tai-khoan/bao-ve/khoa/them/"
