"""New passwords: given by an officer within the own reach, shown once, replaced at log-in."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.actions.accounts import reset_password
from sangkien.actions.journal import By
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Account, Grant, JournalLine
from sangkien.queries.accounts import account_page
from sangkien.queries.paging import Cursor
from tests import make
from tests.web.cleaning import officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OLD, OWN = "mat-khau-thu-nghiem", "hoa-ban-nở-trắng"


@pytest.fixture
def member(where):
    return make.account(Role.MEMBER, where.district, "lo-van-an")


def logged_in(login, password):
    client = Client()
    answer = client.post(reverse("account_login"), {"username": login, "password": password})
    return client, answer.status_code


def give(client, account):
    """The password that the page shows after the button."""
    answer = client.post(reverse("account-reset", args=[account.id]))
    return re.search(r'id="new-password">([^<]+)<', answer.content.decode())[1]


def change(client, old, new, again=None):
    typed = {"old": old, "new": new, "again": new if again is None else again}
    return client.post(reverse("password"), typed)


def test_a_new_password_is_shown_once_and_the_old_one_and_its_sessions_end(where, member):
    sitting, _ = logged_in("lo-van-an", OLD)
    officer = officer_of(where.district)

    password = give(officer, member)

    assert sitting.get(reverse("accounts")).status_code == 302
    assert (logged_in("lo-van-an", OLD)[1], logged_in("lo-van-an", password)[1]) == (422, 302)
    again = officer.get(reverse("account-reset", args=[member.id]))
    assert password not in again.content.decode()
    assert again["Cache-Control"] == "private, no-store"


def test_the_journal_holds_who_did_it_to_whom_and_no_password(where, member):
    password = give(officer_of(where.district), member)

    line = JournalLine.objects.get(verb="password-reset")
    assert (line.details, line.unit_id) == ({"account": member.id}, where.district.id)
    assert line.by is not None
    assert password not in str(line.__dict__)


def test_until_an_own_password_is_chosen_no_other_page_opens(where, member):
    client, _ = logged_in("lo-van-an", give(officer_of(where.district), member))

    addresses = ["/", where.url("tien-do/"), where.url("dang-ky/"), reverse("accounts")]
    asked = [client.get(address) for address in addresses]

    assert [(answer.status_code, answer.url) for answer in asked] == [
        (302, reverse("password"))
    ] * len(addresses)
    assert client.post(reverse("account_logout")).url == "/"


def test_an_own_password_opens_everything_again_and_keeps_the_session(where, member):
    given = give(officer_of(where.district), member)
    client, _ = logged_in("lo-van-an", given)

    answer = change(client, given, OWN)

    assert (answer.status_code, client.get(reverse("accounts")).status_code) == (302, 200)
    assert (logged_in("lo-van-an", given)[1], logged_in("lo-van-an", OWN)[1]) == (422, 302)


@pytest.mark.parametrize(
    ("old", "new", "again", "field", "sentence"),
    [
        ("nhầm", OWN, None, "old", "This is not the password you have now."),
        (OLD, OLD, None, "new", "The new password is the one you have now."),
        (OLD, "ngan", None, "new", "The password is too short or too common."),
        (OLD, OWN, "khác", "again", "The two new passwords differ."),
    ],
)
def test_a_password_that_cannot_be_taken_is_told_at_its_field(
    member, old, new, again, field, sentence
):
    client, _ = logged_in("lo-van-an", OLD)

    answer = change(client, old, new, again)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page[page.index(f'id="error-{field}"') :]
    assert logged_in("lo-van-an", OLD)[1] == 302


def refused(account, by):
    try:
        reset_password(account, by=By(by, make.NOW))
    except Refusal as refusal:
        return refusal.code
    return ""


def test_nobody_resets_an_account_that_may_do_more_or_reaches_further(where, member):
    officer = make.account(Role.UPPER_OFFICER, where.district)
    two_units = make.account(Role.MEMBER, where.district)
    Grant.objects.create(account=two_units, role=Role.MEMBER, unit=where.other)
    others = {
        "member": member,
        "colleague": make.account(Role.UPPER_OFFICER, where.district),
        "province": make.account(Role.PROVINCIAL_OFFICER, where.province),
        "more below": make.account(Role.PROVINCIAL_OFFICER, where.district),
        "elsewhere": make.account(Role.MEMBER, where.other),
        "also elsewhere": two_units,
        "no role": make.account(),
        "oneself": officer,
    }

    seen = {name: refused(account, officer) for name, account in others.items()}

    assert seen == dict.fromkeys(others, "not-allowed") | {"member": "", "colleague": ""}
    listed = {row.id for row in listed_for(officer)}
    assert listed == {others["member"].id, others["colleague"].id}


def listed_for(account):
    return account_page(account, Cursor()).rows


def test_a_member_resets_nobody(where, member):
    other = make.account(Role.MEMBER, where.district)

    assert refused(other, member) == "not-allowed"
    assert listed_for(member) == ()


def test_an_account_that_is_closed_is_not_in_the_list(where, member):
    officer = make.account(Role.UPPER_OFFICER, where.district)
    Account.objects.filter(id=member.id).update(is_active=False)

    assert listed_for(officer) == ()


def test_the_list_asks_as_often_for_three_accounts_as_for_one(where, member):
    client = officer_of(where.district)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("accounts"))
        return len(queries)

    one = asked()
    for _ in range(2):
        make.account(Role.MEMBER, where.district)

    assert asked() == one
