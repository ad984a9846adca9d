"""Logging in as people do, for the tests of second factors and other log-ins."""

import html
import json
import re

from django.test import Client
from django.urls import reverse

from tests.codes import code

PASSWORD = "mat-khau-thu-nghiem"  # as tests/make.py sets it


def with_password(login, **environment):
    """A browser behind the password, and where it was led."""
    client = Client(SERVER_NAME="localhost", **environment)
    answer = client.post(reverse("account_login"), {"username": login, "password": PASSWORD})
    return client, answer.headers.get("Location", "")


def is_in(client):
    return client.get(reverse("log-in-names")).status_code == 200


def options_of(page):
    """What the server asks a passkey for, from the page."""
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', page)[1]))


def set_up_app(client):
    """Set up an app with codes; return its secret and the recovery codes that are shown."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="app-key">([^<]+)<', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get(answer.url).content.decode())
    return secret, codes


def add_passkey(client, device, name="Khóa của An"):
    """Add the device to the account of this browser; return the answer."""
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    sent = {"name": name, "credential": device.make(options_of(page))}
    return client.post(reverse("mfa_add_webauthn"), sent)


def with_passkey_alone(device, **environment):
    """A browser in which a passkey was used instead of name and password, and the answer."""
    client = Client(SERVER_NAME="localhost", **environment)
    address = reverse("mfa_login_webauthn")
    asked = client.get(address, headers={"Accept": "application/json"}).json()
    return client, client.post(address, {"credential": device.prove(asked["request_options"])})
