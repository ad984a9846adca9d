"""The first line of every action: may this person do this here?"""

from sangkien.actions.journal import By
from sangkien.core.permissions import Verb, may, may_somewhere
from sangkien.core.refusal import Refusal
from sangkien.queries.scope import reaches_of


def require(by: By, verb: Verb, unit_path: str) -> None:
    """Refuse (`not-allowed`) unless one of the account's roles includes `verb` at the unit.

    The system itself passes; a visitor may nothing.
    """
    if not by.is_system and not may(reaches_of(by.account), verb, unit_path):
        raise Refusal("not-allowed")


def require_somewhere(by: By, verb: Verb, unit_path: str) -> None:
    """Refuse unless `verb` is allowed at some unit at, below or above the one of `unit_path`."""
    if not by.is_system and not may_somewhere(reaches_of(by.account), verb, unit_path):
        raise Refusal("not-allowed")
