"""Somebody came by Google or Zalo and has an account already: an officer makes sure whose it is."""

import hmac
from dataclasses import replace
from secrets import randbelow

from django.db import transaction
from django.utils.crypto import salted_hmac

from sangkien.actions.account_lines import about_account
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, record
from sangkien.actions.other_log_ins import add_connection
from sangkien.actions.people import identity_of_number
from sangkien.core.log_in_names import phone_meant
from sangkien.core.other_log_ins import CLAIM_HOLDS_FOR, CODE_DIGITS, MOST_WRONG_CODES, CameBy
from sangkien.core.refusal import Refusal
from sangkien.models import Account, LogInClaim
from sangkien.queries.accounts import manages


@retried
def claim_account(came: CameBy, number: str, *, by: By) -> str:
    """Keep that somebody says the account with this phone or member number is theirs.

    Returns the code by which an officer knows the claim; one comes whether there is such an
    account or not, so that nobody learns whose numbers are here.
    """
    code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    account = _account_with(number)
    if account is None:
        return code
    LogInClaim.objects.filter(provider=came.provider, uid=came.uid, decided_at=None).delete()
    LogInClaim.objects.create(
        account=account,
        provider=came.provider,
        uid=came.uid,
        shown=came.shown,
        code=_hashed(code),
        made_at=by.now,
        ends_at=by.now + CLAIM_HOLDS_FOR,
    )
    record(by, [about_account(account, "claim-made", ways=[came.provider])])
    return code


def confirm_claim(claim: LogInClaim, code: str, *, by: By) -> None:
    """Let the log-in open the account: its owner has read out the code.

    Raises Refusal `not-allowed`, `claim-over`, `claim-code`, `log-in-taken`.
    """
    if not _confirmed(claim, code, by):  # and the count of wrong codes is kept
        raise Refusal("claim-code")


@transaction.atomic
def _confirmed(claim: LogInClaim, code: str, by: By) -> bool:
    held = _held(claim, by)
    if not hmac.compare_digest(held.code, _hashed(code)):
        held.wrong_codes += 1
        held.save(update_fields=["wrong_codes"])
        return False
    add_connection(held.account, CameBy(held.provider, held.uid, held.shown))
    _decide(held, LogInClaim.Outcome.CONFIRMED, "claim-confirmed", "", by)
    return True


@transaction.atomic
def refuse_claim(claim: LogInClaim, reason: str, *, by: By) -> None:
    """Say no, and why. Raises Refusal `not-allowed`, `claim-over`, `reason-missing`."""
    held = _held(claim, by)
    if not reason:
        raise Refusal("reason-missing")
    _decide(held, LogInClaim.Outcome.REFUSED, "claim-refused", reason, by)


def _held(claim: LogInClaim, by: By) -> LogInClaim:
    """The claim as it is now, held until the end; refused unless the officer may decide it."""
    held = LogInClaim.objects.select_for_update(of=("self",)).get(id=claim.id)
    if by.account is None or not manages(by.account, held.account):
        raise Refusal("not-allowed")
    is_over = held.decided_at is not None or held.ends_at <= by.now
    if is_over or held.wrong_codes >= MOST_WRONG_CODES:
        raise Refusal("claim-over")
    return held


def _decide(held: LogInClaim, outcome: str, verb: str, reason: str, by: By) -> None:
    ways = [held.provider]
    held.outcome, held.decided_at, held.decided_by = outcome, by.now, by.account
    held.shown = held.uid = held.code = ""  # needed no longer
    held.save()
    record(by, [replace(about_account(held.account, verb, ways=ways), reason=reason)])


def _account_with(number: str) -> Account | None:
    phone = phone_meant(number)
    by_phone = Account.objects.filter(phone=phone).first() if phone else None
    if by_phone:
        return by_phone
    if not any(sign.isalnum() for sign in number):
        return None
    return Account.objects.filter(person__identity=identity_of_number(number)).first()


def _hashed(code: str) -> str:
    return salted_hmac("sangkien.log-in-claims", code, algorithm="sha256").hexdigest()
