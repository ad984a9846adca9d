"""Further names of an account: the e-mail address and the phone number it logs in with."""

from dataclasses import replace
from decimal import Decimal

from django.db import IntegrityError, transaction

from sangkien.actions.account_lines import about_account
from sangkien.actions.journal import By, hidden, record
from sangkien.actions.people import persons_for
from sangkien.core.entry import AuthorEntry
from sangkien.core.log_in_names import LogInNames
from sangkien.core.refusal import Refusal
from sangkien.models import Account, Person
from sangkien.queries.accounts import manages

_TAKEN = {"email": "email-taken", "phone": "phone-taken", "person": "person-taken"}


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


@transaction.atomic
def set_member_number(account: Account, number: str, *, by: By) -> None:
    """Keep whose account it is, by the member number; of the number itself only a hash is kept.

    Done by an officer who may give it a new password; "" takes it away. Raises Refusal
    `not-allowed`, `person-taken`.
    """
    if not (by.is_system or (by.account and manages(by.account, account))):
        raise Refusal("not-allowed")
    person = _person_with(number) if number else None
    before = account.person.identity if account.person else None
    after = person.identity if person else None
    if after == before:
        return
    _keep(account, "person", person)
    told = {"member_number": [hidden(before), hidden(after)]}
    record(by, [replace(about_account(account, "member-number-set"), changes=told)])


def _person_with(number: str) -> Person:
    nameless = AuthorEntry(name="", share_percent=Decimal(0), member_number=number)
    (person_id,) = persons_for([(nameless, "")]).values()
    return Person.objects.get(id=person_id)


def _take(account: Account, field: str, name: str) -> None:
    # a user name somebody was given is not to be taken by another as address or number
    if name and Account.objects.filter(login=name).exclude(id=account.id).exists():
        raise Refusal(_TAKEN[field])
    _keep(account, field, name or None)


def _keep(account: Account, field: str, value: Person | str | None) -> None:
    before = getattr(account, field)
    setattr(account, field, value)
    try:
        with transaction.atomic():
            account.save(update_fields=[field])
    except IntegrityError as there:
        setattr(account, field, before)
        raise Refusal(_TAKEN[field]) from there
