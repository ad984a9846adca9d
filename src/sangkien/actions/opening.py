"""Log-ins opened for people, closed and opened again by an account administrator."""

from dataclasses import replace

from django.db import transaction

from sangkien.actions.account_lines import about_account
from sangkien.actions.accounts import made_account, one_time_password
from sangkien.actions.journal import By, record
from sangkien.actions.log_ins import drop_sessions
from sangkien.actions.roles import Gift, hand_over, line_of_gift, require_giving
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.models import Account, ApiToken
from sangkien.queries.roles import may_be_closed
from sangkien.queries.scope import allowed


@transaction.atomic
def open_log_in(login: str, *, label: str, gift: Gift, reason: str, by: By) -> tuple[Account, str]:
    """Make an account with one role; return it with a password for one log-in.

    Raises Refusal `not-allowed`, `reason-missing`, `login-empty`, `name-long`, `login-taken`.
    """
    if not by.is_system and not allowed(by.account, Verb.OPEN_ACCOUNTS, gift.unit.path):
        raise Refusal("not-allowed")
    require_giving(gift, by)
    if not reason.strip():
        raise Refusal("reason-missing")
    password = one_time_password()
    account = made_account(login, password, label=label, must_change_password=True)
    hand_over(account, gift, reason=reason, by=by)
    record(by, [line_of_gift(account, gift, reason=reason, verb="account-opened")])
    return account, password


@transaction.atomic
def close_log_in(account: Account, *, reason: str, by: By) -> None:
    """Let nobody in by this account any more: sessions and tokens end, what it did stays.

    Its roles stay as they are and hold again once it is opened again. Raises Refusal
    `not-allowed`, `reason-missing`, `log-in-closed` where it is closed already.
    """
    _require_keeping(account, reason, by)
    if not Account.objects.filter(id=account.id, is_active=True).update(is_active=False):
        raise Refusal("log-in-closed")
    drop_sessions(account)
    ApiToken.objects.filter(account=account, revoked_at=None).update(revoked_at=by.now)
    line = about_account(account, "account-closed")
    record(by, [replace(line, changes={"is_active": [True, False]}, reason=reason)])


@transaction.atomic
def reopen_log_in(account: Account, *, reason: str, by: By) -> str:
    """Let the account in again, by a password for one log-in, which is returned.

    Raises Refusal `not-allowed`, `reason-missing`, `log-in-open` where it is not closed.
    """
    _require_keeping(account, reason, by)
    password = one_time_password()
    account.set_password(password)
    opened = {"is_active": True, "must_change_password": True, "password": account.password}
    if not Account.objects.filter(id=account.id, is_active=False).update(**opened):
        raise Refusal("log-in-open")
    line = about_account(account, "account-reopened")
    record(by, [replace(line, changes={"is_active": [False, True]}, reason=reason)])
    return password


def _require_keeping(account: Account, reason: str, by: By) -> None:
    if not by.is_system and not may_be_closed(by.account, account):
        raise Refusal("not-allowed")
    if not reason.strip():
        raise Refusal("reason-missing")
