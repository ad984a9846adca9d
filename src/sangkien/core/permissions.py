"""Who may do what where: one table of roles and verbs, three scopes, and one question.

docs/permissions.md is made from this table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    MEMBER = "member"
    SUPPORTER = "supporter"  # of a support team: enters for members who cannot
    GRASSROOTS_OFFICER = "grassroots_officer"  # of the union of one workplace
    UPPER_OFFICER = "upper_officer"  # of a union directly above the grassroots
    PROVINCIAL_OFFICER = "provincial_officer"  # of the body that runs the campaign
    NATIONAL_OFFICER = "national_officer"  # of the confederation: what lies between provinces
    JUROR = "juror"
    AUDITOR = "auditor"  # reads all, changes nothing
    ACCOUNT_ADMIN = "account_admin"  # log-ins and roles, no content


class Verb(StrEnum):
    REGISTER = "register"
    SEE_PROGRESS = "see_progress"
    SEE_ENTRIES = "see_entries"
    READ_SECRETS = "read_secrets"  # of the own branch, never of all that a campaign holds
    SEARCH_COPIES = "search_copies"
    IMPORT = "import"
    MEND = "mend"  # recognition entered afterwards, texts typed for an old font
    REVIEW = "review"  # decide findings, accept, reject
    CORRECT = "correct"  # what a member filed, on the member's behalf
    CONFIRM_LIST = "confirm_list"  # of the unit; handing it up
    ACCEPT_LIST = "accept_list"  # or return it: asked at the unit above the list's own
    UNLOCK_LIST = "unlock_list"  # asked there too
    MOVE = "move"
    RESCREEN = "rescreen"
    EDIT_CAMPAIGN = "edit_campaign"
    EDIT_UNITS = "edit_units"
    SNAPSHOT = "snapshot"
    WRITE_LETTER = "write_letter"
    ISSUE_LETTER = "issue_letter"
    RESET_PASSWORDS = "reset_passwords"
    GIVE_ROLES = "give_roles"
    OPEN_ACCOUNTS = "open_accounts"
    SEE_ROLES = "see_roles"
    SEE_JOURNAL = "see_journal"  # who did what, and who read whose data


class Scope(StrEnum):
    """Where a role counts: each is a set of places of the tree, by default the role's own."""

    WORK = "work"  # where one files, reads and decides entries
    REPORTS = "reports"  # whose figures one sees
    SEARCH = "search"  # where one looks for copies


SCOPE_OF: dict[Verb, Scope] = {
    Verb.SEE_PROGRESS: Scope.REPORTS,
    Verb.SEARCH_COPIES: Scope.SEARCH,
}  # every other verb: where one works

MEMBER_VERBS = frozenset({Verb.REGISTER, Verb.SEE_PROGRESS})
GRASSROOTS_VERBS = MEMBER_VERBS | {
    Verb.SEE_ENTRIES,
    Verb.READ_SECRETS,
    Verb.SEARCH_COPIES,
    Verb.IMPORT,
    Verb.MEND,
    Verb.CONFIRM_LIST,
    Verb.RESET_PASSWORDS,
}
UPPER_VERBS = GRASSROOTS_VERBS | {
    Verb.REVIEW,
    Verb.CORRECT,
    Verb.MOVE,
    Verb.ACCEPT_LIST,
    Verb.UNLOCK_LIST,
    Verb.GIVE_ROLES,
}
PROVINCIAL_VERBS = UPPER_VERBS | {
    Verb.RESCREEN,
    Verb.EDIT_CAMPAIGN,
    Verb.EDIT_UNITS,
    Verb.SNAPSHOT,
    Verb.WRITE_LETTER,
    Verb.ISSUE_LETTER,
    Verb.SEE_JOURNAL,
}
# members file in their province: their words, passwords and roles are its business
NOT_NATIONAL = {
    Verb.READ_SECRETS,
    Verb.IMPORT,
    Verb.CORRECT,
    Verb.CONFIRM_LIST,
    Verb.RESET_PASSWORDS,
    Verb.GIVE_ROLES,
}

POLICY: dict[Role, frozenset[Verb]] = {
    Role.MEMBER: MEMBER_VERBS,
    Role.SUPPORTER: MEMBER_VERBS | {Verb.IMPORT},
    Role.GRASSROOTS_OFFICER: GRASSROOTS_VERBS,
    Role.UPPER_OFFICER: UPPER_VERBS,
    Role.PROVINCIAL_OFFICER: PROVINCIAL_VERBS,
    Role.NATIONAL_OFFICER: (PROVINCIAL_VERBS - NOT_NATIONAL) | {Verb.SEE_ROLES},
    Role.JUROR: frozenset({Verb.SEE_PROGRESS}),
    Role.AUDITOR: frozenset(
        {
            Verb.SEE_PROGRESS,
            Verb.SEE_ENTRIES,
            Verb.SEARCH_COPIES,
            Verb.SEE_ROLES,
            Verb.SEE_JOURNAL,
        }
    ),
    Role.ACCOUNT_ADMIN: frozenset(
        {Verb.RESET_PASSWORDS, Verb.GIVE_ROLES, Verb.OPEN_ACCOUNTS, Verb.SEE_ROLES}
    ),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """One role at one place; it holds for the unit at `path` and all below.

    `scopes` names the places of those scopes that are other than the role's own.
    """

    role: Role
    path: str
    scopes: tuple[tuple[Scope, tuple[str, ...]], ...] = ()

    def paths(self, scope: Scope) -> tuple[str, ...]:
        """Return the paths at or below which verbs of the scope hold.

        >>> officer = Reach(Role.UPPER_OFFICER, "1.2.", ((Scope.REPORTS, ("1.",)),))
        >>> officer.paths(Scope.WORK), officer.paths(Scope.REPORTS)
        (('1.2.',), ('1.',))
        """
        return dict(self.scopes).get(scope, (self.path,))


def paths_of(reaches: Iterable[Reach], verb: Verb) -> Iterator[str]:
    """Yield the paths at or below which one of the roles includes `verb`."""
    scope = SCOPE_OF.get(verb, Scope.WORK)
    for reach in reaches:
        if verb in POLICY[reach.role]:
            yield from reach.paths(scope)


def may(reaches: Iterable[Reach], verb: Verb, unit_path: str) -> bool:
    """Return whether one of the roles includes `verb` at the unit of `unit_path`.

    >>> officer = [Reach(Role.UPPER_OFFICER, "1.2.")]
    >>> may(officer, Verb.REVIEW, "1.2.7."), may(officer, Verb.REVIEW, "1.3.")
    (True, False)
    """
    return any(unit_path.startswith(path) for path in paths_of(reaches, verb))


def may_somewhere(reaches: Iterable[Reach], verb: Verb, unit_path: str) -> bool:
    """Return whether `verb` is allowed at the unit, at one below it, or for all above it."""
    return any(
        unit_path.startswith(path) or path.startswith(unit_path) for path in paths_of(reaches, verb)
    )


def reach_of(reaches: Iterable[Reach], verb: Verb) -> tuple[str, ...]:
    """Return the paths below which `verb` is allowed, shortest first and none inside another."""
    return widest(paths_of(reaches, verb))


def widest(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths without those inside another, shortest first.

    >>> widest(["1.2.7.", "1.2.", "1.20."])
    ('1.2.', '1.20.')
    """
    in_order = sorted(set(paths), key=lambda path: (len(path), path))
    return tuple(
        path
        for position, path in enumerate(in_order)
        if not any(path.startswith(wider) for wider in in_order[:position])
    )


def paths_above(path: str) -> list[str]:
    """Return the paths of the units above the one of `path`, nearest first.

    >>> paths_above("1.2.7.")
    ['1.2.', '1.']
    """
    steps = path.rstrip(".").split(".")[:-1]
    return [".".join(steps[:length]) + "." for length in range(len(steps), 0, -1)]
