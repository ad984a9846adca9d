"""One request after the other by one person, each taken back again before the next."""

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from io import BytesIO
from typing import ClassVar

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.test import Client

from sangkien.actions.accounts import make_token
from sangkien.core.permissions import Verb
from sangkien.models import Account
from tests import make
from tests import test_every_route_is_guarded as guarded
from tests.access import forms
from tests.access.gates import GET, LOG_IN
from tests.access.people import At, Place
from tests.access.routes import STATES
from tests.access.scene import OURS, SECRET, SHEET, THEIRS

LOGIN = "/dang-nhap/"
MARKS = (OURS, THEIRS, SHEET, SECRET)


class Remembered(ModelBackend):
    """Knows again whoever has logged in, with the roles read once: they do not change here."""

    known: ClassVar[dict[int, Account]] = {}

    def get_user(self, user_id):
        return self.known[user_id]


@dataclass(frozen=True)
class Walker:
    """A person with a browser, and with a token for programs."""

    account: Account | None
    client: Client
    cookies: dict[str, str]  # as the log-in left them
    token: str

    def browser(self):
        """The browser as it was after the log-in: what the last answer set is forgotten."""
        self.client.cookies = SimpleCookie(self.cookies)
        return self.client


def walker(person, scene):
    client = Client()
    if not person.is_known:
        return Walker(None, client, {}, "")
    account = make.account(person.role, _unit(person.place, scene))
    Remembered.known[account.id] = account
    client.force_login(account)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return Walker(account, client, cookies, make_token(account, "thử", by=make.SYSTEM))


def _unit(place, scene):
    units = {
        Place.NATION: scene.nation,
        Place.PROVINCE: scene.province,
        Place.DISTRICT: scene.district,
        Place.SCHOOL: scene.school,
        Place.NEIGHBOUR: scene.neighbour,
        Place.ABROAD: scene.base.abroad,
    }
    return units.get(place)


@contextmanager
def taken_back():
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)


def asked(route, state, walking, scene, *, under=None):
    """The answer to the route's form or page, filled in well; `under` is another campaign."""
    place = scene.at[route.of, state]
    place = replace(place, campaign=under) if under else place
    address = forms.address_with(guarded.address_of(route.name, place), route, scene)
    if route.name.startswith("api:"):
        headers = {"Authorization": f"Bearer {walking.token}"} if walking.token else {}
        if route.method == GET:
            return walking.browser().get(address, headers=headers)
        body = forms.fields_of(route, scene, place)
        kind = "application/json"
        return walking.browser().post(address, body, content_type=kind, headers=headers)
    if route.method == GET:
        return walking.browser().get(address)
    return walking.browser().post(address, forms.fields_of(route, scene, place))


def said(answer):
    """The status; a redirect to the form for logging in is told apart from all others."""
    to_log_in = answer.status_code == 302 and answer["Location"].startswith(LOGIN)
    return LOG_IN if to_log_in else answer.status_code


def walked(route, walking, scene):
    """Yield (state, answer) of the route in each state; what the answer did is there to be seen."""
    for state in STATES[route.of]:
        with taken_back():
            yield state, asked(route, state, walking, scene)


def marks_in(answer):
    """Whose texts can be read in the answer: the marks of tests/access/scene.py."""
    text = text_of(answer)
    return {mark for mark in MARKS if mark in text}


def may_be_shown(person):
    """The marks that the person may come across, by the policy."""
    own_branch = person.place == Place.DISTRICT  # a secret is not for those above
    return {
        mark
        for mark, is_theirs in {
            OURS: person.may(Verb.SEE_ENTRIES, At.UNIT),
            SHEET: person.may(Verb.SEE_ENTRIES, At.UNIT),
            THEIRS: person.may(Verb.SEE_ENTRIES, At.NEIGHBOUR),
            SECRET: person.may(Verb.READ_SECRETS, At.UNIT) and own_branch,
        }.items()
        if is_theirs
    }


def text_of(answer):
    """All that can be read in the answer, in the sheets of a workbook too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    parts = zipfile.ZipFile(BytesIO(content))
    return " ".join(parts.read(part).decode(errors="replace") for part in parts.namelist())
