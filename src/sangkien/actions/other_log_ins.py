"""Connecting an account with a log-in by another server, and parting them."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from sangkien.actions.account_lines import about_account
from sangkien.actions.journal import By, record
from sangkien.core.other_log_ins import CameBy
from sangkien.core.refusal import Refusal
from sangkien.models import Account


@transaction.atomic
def connect_log_in(account: Account, came: CameBy, *, by: By) -> bool:
    """Let this log-in open the account; return whether it is new.

    Raises Refusal `not-allowed`, `log-in-taken` where it opens another one.
    """
    if by.account != account:
        raise Refusal("not-allowed")
    if not add_connection(account, came):
        return False
    record(by, [about_account(account, "log-in-connected", ways=[came.provider])])
    return True


def add_connection(account: Account, came: CameBy) -> bool:
    """Do what `connect_log_in` does, as a part of something that has its own line."""
    try:
        with transaction.atomic():
            SocialAccount.objects.create(
                user=account,
                provider=came.provider,
                uid=came.uid,
                extra_data={"name": came.shown} if came.shown else {},
            )
    except IntegrityError as there:
        known = SocialAccount.objects.filter(provider=came.provider, uid=came.uid).first()
        if known is None or known.user != account:
            raise Refusal("log-in-taken") from there
        return False
    return True


@transaction.atomic
def disconnect_log_in(account: Account, connection_id: int, *, by: By) -> bool:
    """Let this log-in open the account no longer; return whether it did. Raises `not-allowed`."""
    if by.account != account:
        raise Refusal("not-allowed")
    found = SocialAccount.objects.filter(user=account, id=connection_id).first()
    if found is None:
        return False
    found.delete()
    record(by, [about_account(account, "log-in-disconnected", ways=[found.provider])])
    return True
