import io

import pytest
from django.core.management import CommandError, call_command

from sangkien.actions.accounts import hash_of
from sangkien.models import Account, ApiToken
from tests import make

pytestmark = pytest.mark.django_db


def told(*words):
    out = io.StringIO()
    call_command("account", *words, stdout=out)
    return out.getvalue().strip()


def test_an_opened_account_has_the_printed_password():
    make.unit(code="THU")

    password = told("open", "canbo", "--role", "upper_officer", "--unit", "THU")

    account = Account.objects.get(login="canbo")
    assert account.check_password(password)
    assert account.grants.get().unit.code == "THU"


def test_a_new_password_replaces_the_old():
    account = make.account(login="canbo")

    password = told("password", "canbo")

    account.refresh_from_db()
    assert account.check_password(password)


def test_a_token_is_printed_and_kept_as_a_hash():
    make.account(login="canbo")

    token = told("token", "canbo", "--name", "cổng quốc gia")

    assert ApiToken.objects.get().hashed == hash_of(token)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("password", "khong-co"), "khong-co"),
        (("open", "a", "--role", "member", "--unit", "SAO-HOA"), "SAO-HOA"),
    ],
)
def test_what_is_not_there_is_named(words, named):
    with pytest.raises(CommandError, match=named):
        told(*words)


def test_a_log_in_that_is_taken_is_told_in_words():
    make.account(login="canbo")
    make.unit(code="THU")

    with pytest.raises(CommandError, match="canbo"):
        told("open", "canbo", "--role", "member", "--unit", "THU")
