"""Nothing that django-allauth says reaches a page in its own words: it has no Vietnamese."""

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from babel.messages.extract import extract_from_dir
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sangkien.adapters import message_catalogue as catalogue
from sangkien.core.permissions import Role
from sangkien.management.commands.messages import FILE
from sangkien.web.log_in_rules import AccountRules
from sangkien.web.other_log_in_rules import OtherLogInRules
from sangkien.web.our_words import OTHERWISE, OurWords
from sangkien.web.second_factor_rules import FactorRules
from tests import make
from tests import test_every_route_is_guarded as guarded
from tests.passkeys import Device
from tests.web.logging_in import PASSWORD, add_passkey, set_up_app, with_password
from tests.web.reading import read

pytestmark = pytest.mark.django_db
RULES = {
    AccountRules: DefaultAccountAdapter,
    FactorRules: DefaultMFAAdapter,
    OtherLogInRules: DefaultSocialAccountAdapter,
}
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2)}


@pytest.fixture(scope="module")
def theirs():
    """Every sentence in allauth's code."""
    folder = Path(allauth.__file__).parent
    found = extract_from_dir(folder, [("**.py", "python")], {}, KEYWORDS)
    return {said if isinstance(said, str) else said[-1] for _, _, said, _, _ in found}


def is_vietnamese(text):
    return any(
        letter in text for letter in "ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹầấậẩẫềếệểễồốộổỗờớợởỡ"
    )


@pytest.mark.parametrize("ours", RULES, ids=lambda rules: rules.__name__)
def test_every_code_of_allauth_has_a_sentence_of_ours(ours):
    known = {str(message.id) for message in catalogue.read(FILE)}
    codes = RULES[ours].error_messages

    with translation.override("en"):
        english = {str(ours.error_messages[code]) for code in codes}
    with translation.override("vi"):
        vietnamese = {str(ours.error_messages[code]) for code in codes}

    assert (english - known, english & vietnamese) == (set(), set())


def test_a_code_that_nobody_foresaw_has_a_sentence_too():
    assert OurWords({"a": "b"})["of a later version"] == OTHERWISE


@pytest.fixture
def account():
    return make.account(Role.MEMBER, make.unit(), login="lo-van-an")


def after_password(account):
    """In the middle of a log-in, with an app and a passkey set up."""
    client, _ = with_password("lo-van-an")
    set_up_app(client)
    add_passkey(client, Device())
    return with_password("lo-van-an")[0]


def wrong_everywhere(account):
    """The answers to what is typed wrong, in every form that allauth reads."""
    visitor, member = Client(), Client()
    member.force_login(account)
    for sent in ({}, {"username": "x", "password": "y"}):
        yield visitor.post(reverse("account_login"), sent)
    for sent in ({"credential": ""}, {"credential": "{}"}, {"credential": "x"}):
        yield visitor.post(reverse("mfa_login_webauthn"), sent)
    fresh, _ = with_password("lo-van-an")
    fresh.get(reverse("mfa_activate_totp"))
    for sent in ({}, {"code": "1"}, {"code": "x" * 500}):
        yield fresh.post(reverse("mfa_activate_totp"), sent)
    yield fresh.post(reverse("mfa_add_webauthn"), {"credential": "{}"})
    yield fresh.post(reverse("mfa_generate_recovery_codes"))  # there is no factor yet
    halfway = after_password(account)
    for sent in ({"code": ""}, {"code": "1"}, {"credential": ""}, {"credential": "{}"}):
        yield halfway.post(reverse("mfa_authenticate"), sent)
    for sent in ({}, {"password": "x"}):
        yield member.post(reverse("account_reauthenticate"), sent)
    for name in ("mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
        yield member.post(reverse(name), {"code": "1", "credential": "{}"})
    for _ in range(6):
        stopped = visitor.post(reverse("account_login"), {"username": "a", "password": PASSWORD})
    yield stopped


def test_what_was_typed_wrong_is_told_in_vietnamese_in_every_form(account, theirs):
    for answer in wrong_everywhere(account):
        page = read(answer)
        assert answer.status_code in {422, 429}
        assert set(page.texts) & theirs == set()
        summary = answer.content.decode().partition('class="error-summary"')[2].partition("</div>")
        assert is_vietnamese(summary[0].partition("<ul>")[2])


def test_no_page_shows_a_sentence_of_allauth(theirs):
    place = guarded.a_place()
    ours = {str(message.string) for message in catalogue.read(FILE)}
    client = guarded.client_of(guarded.PROVINCE, place)

    shown = {
        (name, text)
        for name in guarded.GET
        if name.startswith(("account", "mfa_", "connections", "claim", "log-in", "sessions"))
        for answer in [client.get(guarded.address_of(name, place))]
        if answer.get("Content-Type", "").startswith("text/html") and answer.status_code == 200
        for text in read(answer).texts
    }

    assert {(name, text) for name, text in shown if text in theirs and text not in ours} == set()
    assert len({name for name, _ in shown}) > 8


def test_the_other_ways_to_prove_oneself_are_told_in_vietnamese(account, theirs):
    client, _ = with_password("lo-van-an")
    set_up_app(client)
    add_passkey(client, Device())

    page = client.get(reverse("account_reauthenticate"))

    assert set(read(page).texts) & theirs == set()
    assert page.content.decode().count('href="/dang-nhap/lai/') == 2
