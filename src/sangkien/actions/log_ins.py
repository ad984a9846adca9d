"""What is told of log-ins, and ending the sessions that somebody has."""

from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from sangkien.actions.account_lines import about_account
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.core.refusal import Refusal
from sangkien.models import Account


@retried
def record_log_in(account: Account, ways: Collection[str], *, by: By) -> None:
    """Tell the journal that the account came in, and by what: "password", "totp", "google"."""
    if by.account != account:
        raise Refusal("not-allowed")
    record(by, [about_account(account, "logged-in", ways=list(ways))])


@retried
def record_failed_log_in(account: Account | None, way: str, *, by: By) -> None:
    """Tell the journal that a log-in failed at `way`; of no account if the name is nobody's.

    What was typed is not kept: people type passwords into the wrong field.
    """
    verb, ways = "log-in-failed", [way]
    nobody = Line(verb, details={"ways": ways})
    record(by, [about_account(account, verb, ways=ways) if account else nobody])


@retried
def end_sessions(account: Account, *, by: By, only: int | None = None, but: str = "") -> int:
    """End sessions of the account and return how many: all, the one with id `only`, all `but` one.

    `but` is the key of the session that stays. Raises Refusal `not-allowed`.
    """
    if by.account != account and not by.is_system:
        raise Refusal("not-allowed")
    count = drop_sessions(account, only=only, but=but)
    if count:
        record(by, [about_account(account, "sessions-ended", count=count)])
    return count


def drop_sessions(account: Account, *, only: int | None = None, but: str = "") -> int:
    """Do what `end_sessions` does, as a part of something that has its own line."""
    ended = UserSession.objects.filter(user=account).exclude(session_key=but)
    if only is not None:
        ended = ended.filter(id=only)
    keys = list(ended.values_list("session_key", flat=True))
    count, _ = Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return count


def rename_session(account: Account, old: str, new: str) -> None:
    """Follow a session that got another key, as it does when its account gets another password."""
    UserSession.objects.filter(user=account, session_key=old).update(session_key=new)
