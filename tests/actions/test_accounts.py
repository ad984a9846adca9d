import pytest

from sangkien.actions.accounts import hash_of, make_token, open_account, set_password
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Account, ApiToken, Grant, JournalLine
from sangkien.settings import PASSWORD_HASHERS
from tests import make

pytestmark = pytest.mark.django_db


def opened(unit, login="canbo", password="giấy phép dài hơn mười ký tự", by=make.SYSTEM):
    return open_account(login, password, role=Role.UPPER_OFFICER, unit=unit, by=by)


def test_an_account_is_opened_with_one_role_at_one_place():
    unit = make.unit()

    account = opened(unit, login=" CanBo ")

    assert account.login == "canbo"
    assert account.check_password("giấy phép dài hơn mười ký tự")
    assert list(Grant.objects.values_list("account", "role", "unit")) == [
        (account.id, "upper_officer", unit.id)
    ]


def test_a_password_is_kept_as_argon2_only(settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS

    assert opened(make.unit()).password.startswith("argon2")


def test_a_log_in_is_given_once():
    opened(make.unit())

    with pytest.raises(Refusal, match="login-taken"):
        opened(make.unit(), login="CANBO")


@pytest.mark.parametrize("password", ["ngan", "1234567890", "password123"])
def test_a_weak_password_is_refused(password):
    with pytest.raises(Refusal, match="password-weak"):
        opened(make.unit(), password=password)

    assert Account.objects.count() == 0


def test_only_the_system_opens_accounts_and_sets_passwords():
    unit = make.unit()
    officer = make.officer(unit)

    with pytest.raises(Refusal, match="not-allowed"):
        opened(unit, by=officer)
    with pytest.raises(Refusal, match="not-allowed"):
        set_password(officer.account, "một mật khẩu khác hẳn", by=officer)


def test_a_token_is_shown_once_and_kept_as_a_hash():
    account = make.account()

    token = make_token(account, "cổng", by=make.SYSTEM)

    assert list(ApiToken.objects.values_list("hashed", flat=True)) == [hash_of(token)]
    assert token.startswith("sk_")


def test_nobody_makes_a_token_for_somebody_else():
    with pytest.raises(Refusal, match="not-allowed"):
        make_token(make.account(), "cổng", by=make.officer(make.unit()))


def test_the_journal_tells_of_accounts_without_passwords():
    opened(make.unit())

    line = JournalLine.objects.get(verb="account-opened")
    assert "giấy phép" not in f"{line.details}{line.reason}"
