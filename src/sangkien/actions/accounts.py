"""Accounts, their roles, and the tokens by which programs act for them."""

from dataclasses import replace
from hashlib import sha256
from secrets import choice, token_urlsafe

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sangkien.actions.account_lines import about_account
from sangkien.actions.journal import By, record
from sangkien.actions.log_ins import drop_sessions
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Account, ApiToken, Grant, Unit
from sangkien.queries.accounts import manages
from sangkien.queries.log_ins import account_by_log_in_name

READ_ALOUD = "abcdefghkmnpqrstuvwxyz23456789"  # nothing that looks or sounds like another
GROUPS, GROUP_LENGTH = 3, 4  # 58 bits, said over the telephone in three breaths

LONGEST_LOGIN = 150  # characters, as the tables hold them
LONGEST_LABEL = 120


@transaction.atomic
def open_account(
    login: str,
    password: str,
    *,
    role: Role,
    unit: Unit,
    label: str = "",
    is_demo: bool = False,
    by: By,
) -> Account:
    """Make an account with one role at one unit and a password of its own, as the system itself.

    What people open for people is actions/opening.py. Raises Refusal `not-allowed`, `login-empty`,
    `name-long`, `login-taken`, `password-weak`.
    """
    if not by.is_system:
        raise Refusal("not-allowed")
    account = made_account(login, password, label=label, is_demo=is_demo)
    Grant.objects.create(account=account, role=role, unit=unit)
    line = about_account(account, "account-opened", unit, role=role.value)
    record(by, [replace(line, changes={"role": [None, role.value]})])
    return account


def made_account(login: str, password: str, *, label: str, **values: bool) -> Account:
    """Store an account, without a line; whoever calls has the right and writes it.

    Raises Refusal `login-empty`, `name-long`, `login-taken`, `password-weak`.
    """
    if not login.strip():
        raise Refusal("login-empty")
    _require_fit(login, limit=LONGEST_LOGIN)
    _require_fit(label, limit=LONGEST_LABEL)
    # somebody's e-mail address or number would no longer lead to its account
    if account_by_log_in_name(login) is not None:
        raise Refusal("login-taken", login=login)
    check_password_strength(password)
    try:
        with transaction.atomic():
            return Account.objects.create_user(login, password, label=label, **values)
    except IntegrityError as taken:
        raise Refusal("login-taken", login=login) from taken


@transaction.atomic
def set_password(account: Account, password: str, *, by: By) -> None:
    """Give the account another password and end its sessions."""
    if not by.is_system:
        raise Refusal("not-allowed")
    check_password_strength(password)
    account.set_password(password)
    account.save(update_fields=["password"])
    drop_sessions(account)
    record(by, [about_account(account, "password-set")])


@transaction.atomic
def reset_password(account: Account, *, by: By) -> str:
    """Give the account a password for one log-in, after which it must choose its own; return it.

    Its sessions end. Raises Refusal `not-allowed` unless all that the
    account may do lies within the reach of who resets it.
    """
    if not by.is_system and (by.account is None or not manages(by.account, account)):
        raise Refusal("not-allowed")
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    drop_sessions(account)
    record(by, [about_account(account, "password-reset")])
    return password


def one_time_password() -> str:
    """Return a password that is easily said aloud, "7kdm-x2qa-pv9e"."""
    groups = ("".join(choice(READ_ALOUD) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


@transaction.atomic
def change_password(account: Account, old: str, new: str, *, session: str = "", by: By) -> None:
    """Replace the account's own password and end its sessions, but for the one with this key.

    Raises Refusal `not-allowed`, `password-wrong`, `password-same`, `password-weak`.
    """
    if by.account != account:
        raise Refusal("not-allowed")
    if not account.check_password(old):
        raise Refusal("password-wrong")
    if new == old:
        raise Refusal("password-same")
    check_password_strength(new)
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    drop_sessions(account, but=session)
    record(by, [about_account(account, "password-changed")])


def check_password_strength(password: str) -> None:
    """Refuse (`password-weak`) what the password rules of the settings refuse."""
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refusal("password-weak") from weak


@transaction.atomic
def make_token(account: Account, name: str, *, by: By) -> str:
    """Return a new token by which a program acts for the account. It is shown this once.

    Raises Refusal `not-allowed`, `name-long`.
    """
    if not by.is_system and by.account != account:
        raise Refusal("not-allowed")
    _require_fit(name, limit=LONGEST_LABEL)
    token = f"sk_{token_urlsafe(32)}"
    made = ApiToken.objects.create(
        account=account, name=name, hashed=hash_of(token), created_at=by.now
    )
    record(by, [about_account(account, "token-made", token=made.id)])
    return token


def _require_fit(name: str, *, limit: int) -> None:
    """Refuse (`name-long`) what the column does not hold; SQLite would take it, PostgreSQL not."""
    if len(name) > limit:
        raise Refusal("name-long", name=f"{name[:60]}…", limit=limit)


def hash_of(token: str) -> str:
    """Return what is stored of a token: it is long and random, so a plain SHA-256 holds."""
    return sha256(token.encode()).hexdigest()
