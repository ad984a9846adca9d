"""Further names of an account: the e-mail address and the phone number it logs in with."""

from dataclasses import replace

from django.db import IntegrityError, transaction

from sangkien.actions.account_lines import about_account
from sangkien.actions.journal import By, hidden, record
from sangkien.core.log_in_names import LogInNames
from sangkien.core.refusal import Refusal
from sangkien.models import Account
from sangkien.queries.accounts import manages

_TAKEN = {"email": "email-taken", "phone": "phone-taken"}


@transaction.atomic
def set_log_in_names(account: Account, names: LogInNames, *, by: By) -> None:
    """Let the account log in with this e-mail address and phone number, and no longer with others.

    Done by itself, or by an officer who may give it a new password. The journal tells that they
    changed, not what they are. Raises Refusal `not-allowed`, `email-taken`, `phone-taken`.
    """
    is_own = by.account == account
    if not (is_own or by.is_system or (by.account and manages(by.account, account))):
        raise Refusal("not-allowed")
    before = {"email": account.email or "", "phone": account.phone or ""}
    wanted = {"email": names.email, "phone": names.phone}
    changed = [field for field in wanted if wanted[field] != before[field]]
    for field in changed:
        _take(account, field, wanted[field])
    if changed:
        told = {field: [hidden(before[field]), hidden(wanted[field])] for field in changed}
        record(by, [replace(about_account(account, "log-in-names-changed"), changes=told)])


def _take(account: Account, field: str, name: str) -> None:
    # a user name somebody was given is not to be taken by another as address or number
    if name and Account.objects.filter(login=name).exclude(id=account.id).exists():
        raise Refusal(_TAKEN[field])
    setattr(account, field, name or None)
    try:
        with transaction.atomic():
            account.save(update_fields=[field])
    except IntegrityError as taken:
        raise Refusal(_TAKEN[field]) from taken
