import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from sangkien.actions.accounts import hash_of
from sangkien.models import Account, ApiToken, JournalLine
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


def test_an_account_is_opened_with_further_names_and_they_are_changed():
    make.unit(code="THU")
    names = ("--email", "An@Example.vn", "--phone", "0912 345 678")

    told("open", "canbo", "--role", "member", "--unit", "THU", *names)
    opened = Account.objects.get(login="canbo")
    told("names", "canbo", "--phone", "0987654321")

    account = Account.objects.get(login="canbo")
    assert (opened.email, opened.phone) == ("an@example.vn", "+84912345678")
    assert (account.email, account.phone) == (None, "+84987654321")


def test_a_name_that_cannot_be_read_is_told_and_no_account_is_opened():
    make.unit(code="THU")

    with pytest.raises(CommandError, match="113"):
        told("open", "canbo", "--role", "member", "--unit", "THU", "--phone", "113")

    assert not Account.objects.exists()


def test_lost_second_factors_are_taken_away_and_counted():
    account = make.account(login="canbo")
    Authenticator.objects.create(user=account, type="totp", data={})
    Authenticator.objects.create(user=account, type="recovery_codes", data={})

    assert (told("factors", "canbo"), told("factors", "canbo")) == ("1", "0")
    assert not Authenticator.objects.exists()


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


@pytest.mark.parametrize("role", ["member", "upper_officer", "provincial_officer"])
def test_an_account_of_each_role_is_opened_at_its_unit_and_written_down(role):
    unit = make.unit(code="THU")

    told("open", "  CanBo ", "--role", role, "--unit", "THU", "--label", "Cán bộ huyện")

    account, line = Account.objects.get(), JournalLine.objects.get()
    assert (account.login, account.label, account.is_demo) == ("canbo", "Cán bộ huyện", False)
    assert (line.verb, line.unit_path, line.details) == (
        "account-opened",
        unit.path,
        {"account": account.id, "role": role},
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "", "--role", "member", "--unit", "THU"), "tên đăng nhập"),
        (("open", "  ", "--role", "member", "--unit", "THU"), "tên đăng nhập"),
        (("open", "x" * 151, "--role", "member", "--unit", "THU"), "tối đa 150 ký tự"),
        (("open", "x", "--role", "member", "--unit", "THU", "--label", "x" * 121), "tối đa 120"),
        (("token", "canbo", "--name", "x" * 121), "tối đa 120 ký tự"),
        (("open", " CANBO ", "--role", "member", "--unit", "THU"), "CANBO"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_made(words, said):
    make.unit(code="THU")
    make.account(login="canbo")

    with pytest.raises(CommandError, match=said):
        told(*words)
    assert (Account.objects.count(), ApiToken.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ((), "{open,names,password,factors,token}"),
        (("open", "a"), "--role, --unit"),
        (("token", "a"), "--name"),
        (("password",), "login"),
        (("open", "a", "--role", "chief", "--unit", "THU"), "invalid choice: 'chief'"),
        (("close", "a"), "invalid choice: 'close'"),
    ],
)
def test_what_is_left_out_of_the_words_is_named(words, missing):
    with pytest.raises(CommandError, match=missing):
        told(*words)


def test_a_password_ends_the_old_one_and_is_never_the_same_twice():
    account = make.account(login="canbo")

    first, second = told("password", "canbo"), told("password", " CANBO ")

    account.refresh_from_db()
    assert (account.check_password(first), account.check_password(second)) == (False, True)
    assert min(len(first), len(second)) >= 16


def test_a_token_made_anew_leaves_the_one_before():
    make.account(login="canbo")

    tokens = [told("token", "canbo", "--name", name) for name in ("cổng", "cổng")]

    assert set(ApiToken.objects.values_list("hashed", flat=True)) == set(map(hash_of, tokens))


def test_neither_password_nor_token_stands_in_the_journal():
    make.unit(code="THU")
    said = [
        told("open", "canbo", "--role", "member", "--unit", "THU"),
        told("password", "canbo"),
        told("token", "canbo", "--name", "cổng"),
    ]

    lines = str(list(JournalLine.objects.values()))
    assert [secret for secret in said if secret in lines] == []
    assert list(JournalLine.objects.values_list("verb", flat=True)) == [
        "account-opened",
        "password-set",
        "token-made",
    ]
