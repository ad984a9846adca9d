"""What is told of second factors, and taking them away for somebody who has lost them."""

from allauth.mfa.models import Authenticator

from sangkien.actions.account_lines import about_account
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, record
from sangkien.actions.log_ins import drop_sessions
from sangkien.core.refusal import Refusal
from sangkien.models import Account
from sangkien.queries.accounts import manages
from sangkien.queries.second_factors import must_have_second_factor, second_factors


def record_second_factor(account: Account, verb: str, kind: str, *, by: By) -> None:
    """Tell the journal that the account got a factor, gave one away, or got new codes."""
    if by.account != account:
        raise Refusal("not-allowed")
    record(by, [about_account(account, verb, ways=[kind])])


def require_another_factor(account: Account, *, by: By) -> None:
    """Refuse (`factor-last`) to take away the only factor of an account that needs one."""
    if by.account != account:
        raise Refusal("not-allowed")
    if must_have_second_factor(account) and second_factors(account).count() <= 1:
        raise Refusal("factor-last")


@retried
def remove_second_factors(account: Account, *, by: By) -> int:
    """Take all second factors and codes away and end the sessions; return how many factors.

    For somebody who has lost them: an officer makes sure who it is. Raises Refusal `not-allowed`.
    """
    if not by.is_system and (by.account is None or not manages(by.account, account)):
        raise Refusal("not-allowed")
    count = second_factors(account).count()
    gone, _ = Authenticator.objects.filter(user=account).delete()
    if gone:
        drop_sessions(account)
        record(by, [about_account(account, "factors-removed", count=count)])
    return count
