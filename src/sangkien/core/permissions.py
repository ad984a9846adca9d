"""Who may do what where: one table of roles and verbs, and one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    MEMBER = "member"
    UPPER_OFFICER = "upper_officer"  # of a union directly above the grassroots
    PROVINCIAL_OFFICER = "provincial_officer"  # of the body that runs the campaign


class Verb(StrEnum):
    REGISTER = "register"
    SEE_PROGRESS = "see_progress"
    SEE_ENTRIES = "see_entries"
    IMPORT = "import"
    REVIEW = "review"  # decide findings, accept, reject
    MOVE = "move"
    RESCREEN = "rescreen"
    EDIT_CAMPAIGN = "edit_campaign"
    EDIT_UNITS = "edit_units"
    SNAPSHOT = "snapshot"
    WRITE_LETTER = "write_letter"
    ISSUE_LETTER = "issue_letter"
    MANAGE_ACCOUNTS = "manage_accounts"  # give others a new password


MEMBER_VERBS = frozenset({Verb.REGISTER, Verb.SEE_PROGRESS})
UPPER_VERBS = MEMBER_VERBS | {
    Verb.SEE_ENTRIES,
    Verb.IMPORT,
    Verb.REVIEW,
    Verb.MOVE,
    Verb.MANAGE_ACCOUNTS,
}
PROVINCIAL_VERBS = frozenset(Verb)

POLICY: dict[Role, frozenset[Verb]] = {
    Role.MEMBER: MEMBER_VERBS,
    Role.UPPER_OFFICER: UPPER_VERBS,
    Role.PROVINCIAL_OFFICER: PROVINCIAL_VERBS,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """One role at one place; it holds for the unit at `path` and all below."""

    role: Role
    path: str


def may(reaches: Iterable[Reach], verb: Verb, unit_path: str) -> bool:
    """Return whether one of the roles includes `verb` at the unit of `unit_path`.

    >>> officer = [Reach(Role.UPPER_OFFICER, "1.2.")]
    >>> may(officer, Verb.REVIEW, "1.2.7."), may(officer, Verb.REVIEW, "1.3.")
    (True, False)
    """
    return any(verb in POLICY[r.role] and unit_path.startswith(r.path) for r in reaches)


def may_somewhere(reaches: Iterable[Reach], verb: Verb, unit_path: str) -> bool:
    """Return whether `verb` is allowed at the unit, at one below it, or for all above it."""
    return any(
        verb in POLICY[r.role] and (unit_path.startswith(r.path) or r.path.startswith(unit_path))
        for r in reaches
    )


def reach_of(reaches: Iterable[Reach], verb: Verb) -> tuple[str, ...]:
    """Return the paths below which `verb` is allowed, shortest first and none inside another."""
    paths = sorted({r.path for r in reaches if verb in POLICY[r.role]}, key=len)
    return tuple(
        path
        for position, path in enumerate(paths)
        if not any(path.startswith(wider) for wider in paths[:position])
    )


def roles_managed_by(role: Role) -> frozenset[Role]:
    """Return the roles whose accounts a role may give a new password: none that may do more."""
    if Verb.MANAGE_ACCOUNTS not in POLICY[role]:
        return frozenset()
    return frozenset(each for each in Role if POLICY[each] <= POLICY[role])


def may_manage(reaches: Iterable[Reach], theirs: Iterable[Reach]) -> bool:
    """Return whether one of the roles manages each of the roles of another account.

    A new password opens everything its account may do: none of it may lie outside the reach.

    >>> officer = [Reach(Role.UPPER_OFFICER, "1.2.")]
    >>> may_manage(officer, [Reach(Role.MEMBER, "1.2.7.")])
    True
    >>> may_manage(officer, [Reach(Role.MEMBER, "1.2.7."), Reach(Role.MEMBER, "1.3.")])
    False
    """
    own, others = tuple(reaches), tuple(theirs)
    return bool(others) and all(
        any(o.path.startswith(r.path) and o.role in roles_managed_by(r.role) for r in own)
        for o in others
    )
