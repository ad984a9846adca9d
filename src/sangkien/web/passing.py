"""Findings that are left to the level above, for the doors that offer it."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from sangkien.actions.journal import By
from sangkien.actions.passing import pass_up, take_back
from sangkien.actions.review_groups import Decided
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.queries.finding_list import Finding
from sangkien.queries.passings import Passed
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed

PASS, BACK = "pass", "back"  # verdicts of a form that decide nothing
NOTE_REFUSALS = ("reason-missing", "note-missing")  # told at the field of the reason


def passed_or_back(verdict: str, findings: Sequence[Finding], note: str, acting: By) -> Decided:
    """Pass the findings up with the note, or take them back."""
    if verdict == PASS:
        return pass_up(findings, note=note, by=acting)
    return take_back(findings, by=acting)


def said_of(verdict: str, count: int) -> str:
    """Return what was done with so many findings."""
    if verdict == PASS:
        said = ngettext(
            "%(count)s finding was passed up. Until it is decided there, you can take it back.",
            "%(count)s findings were passed up. Until they are decided there, you can take them"
            " back.",
            count,
        )
    else:
        said = ngettext(
            "%(count)s finding was taken back and waits for your decision.",
            "%(count)s findings were taken back and wait for your decision.",
            count,
        )
    return said % {"count": format_number(count)}


def is_above(account: Account | None, passed: Passed | None) -> bool:
    """Return whether a finding passed like this waits on a desk above the account's."""
    if passed is None or passed.outcome:
        return False
    return not allowed(account, Verb.REVIEW, passed.to_path)
