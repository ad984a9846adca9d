"""Roles in words, and who may give them or a new password to whom."""

from collections.abc import Iterable

from sangkien.core.permissions import POLICY, Reach, Role, Scope, Verb
from sangkien.core.sentences import N_

ROLE_NAMES: dict[Role, str] = {
    Role.MEMBER: N_("Member"),
    Role.SUPPORTER: N_("Support team"),
    Role.GRASSROOTS_OFFICER: N_("Grassroots officer"),
    Role.UPPER_OFFICER: N_("Upper-level officer"),
    Role.PROVINCIAL_OFFICER: N_("Provincial officer"),
    Role.NATIONAL_OFFICER: N_("National officer"),
    Role.JUROR: N_("Juror"),
    Role.AUDITOR: N_("Auditor"),
    Role.ACCOUNT_ADMIN: N_("Account administrator"),
}
ROLE_TELLS: dict[Role, str] = {
    Role.MEMBER: N_("Files initiatives and follows the figures of the own unit."),
    Role.SUPPORTER: N_(
        "Enters for members who cannot, one by one or by a sheet; sees the sheets brought in"
        " oneself and no other entry."
    ),
    Role.GRASSROOTS_OFFICER: N_(
        "Of the union of one workplace: reads its entries, brings in its sheet, enters the"
        " recognition, confirms its list; decides nothing on entries."
    ),
    Role.UPPER_OFFICER: N_(
        "Of the union directly above the grassroots: decides on the entries of its part of the"
        " organisation, moves them within it, accepts or returns the lists of its units."
    ),
    Role.PROVINCIAL_OFFICER: N_(
        "Of the body that runs the campaign: all of its content – campaign, units, targets,"
        " tables, letters."
    ),
    Role.NATIONAL_OFFICER: N_(
        "Of the confederation: sees all provinces, decides what lies between them and sees who has"
        " which role; brings in no sheet, reads no trade secret, gives no role and no password."
    ),
    Role.JUROR: N_("Sees the figures; no entry, until a jury is given entries to judge."),
    Role.AUDITOR: N_("Reads the entries, the figures and who has which role; changes nothing."),
    Role.ACCOUNT_ADMIN: N_(
        "Opens log-ins, gives and takes roles and gives new passwords; sees no entry and no figure."
    ),
}
VERB_NAMES: dict[Verb, str] = {
    Verb.REGISTER: N_("file initiatives, for oneself or on behalf of a member"),
    Verb.SEE_PROGRESS: N_("see the figures of units and their frozen tables"),
    Verb.SEE_ENTRIES: N_("read entries, findings, units, targets and the campaign"),
    Verb.READ_SECRETS: N_("read what trade secrets of the own branch describe"),
    Verb.SEARCH_COPIES: N_("search for copies of a work"),
    Verb.IMPORT: N_("bring in sheets of initiatives and take them back"),
    Verb.MEND: N_("enter the recognition afterwards, mend texts typed for an old font"),
    Verb.REVIEW: N_("decide findings; accept, reject, reopen and withdraw entries"),
    Verb.CORRECT: N_("correct what a member filed, on the member's behalf"),
    Verb.CONFIRM_LIST: N_("confirm the list of the unit, take it back while it waits"),
    Verb.ACCEPT_LIST: N_("accept or return the list of a unit below"),
    Verb.UNLOCK_LIST: N_("unlock the accepted list of a unit below"),
    Verb.MOVE: N_("move entries between units"),
    Verb.RESCREEN: N_("screen a campaign again"),
    Verb.EDIT_CAMPAIGN: N_("edit the campaign and its targets"),
    Verb.EDIT_UNITS: N_("load the units, their places and rules"),
    Verb.SNAPSHOT: N_("freeze tables"),
    Verb.WRITE_LETTER: N_("draft letters"),
    Verb.ISSUE_LETTER: N_("issue letters"),
    Verb.RESET_PASSWORDS: N_("give a new password to who may no more than oneself"),
    Verb.GIVE_ROLES: N_("give and take roles"),
    Verb.OPEN_ACCOUNTS: N_("open log-ins"),
    Verb.SEE_ROLES: N_("see who has which role where"),
    Verb.SEE_JOURNAL: N_("read the journal: who did what, and who read whose data"),
}
SCOPE_HINTS: dict[Scope, str] = {
    Scope.WORK: N_("files, reads and decides entries there"),
    Scope.REPORTS: N_("opens the tables of these units; entries with names stay where one works"),
    Scope.SEARCH: N_("finds copies there, shown by title, unit and moment"),
}
SCOPE_NAMES: dict[Scope, str] = {
    Scope.WORK: N_("where one works"),
    Scope.REPORTS: N_("whose figures one sees"),
    Scope.SEARCH: N_("where one searches for copies"),
}


def roles_given_by(role: Role) -> frozenset[Role]:
    """Return the roles that a role may give: an account administrator any, an officer lesser ones.

    >>> sorted(roles_given_by(Role.UPPER_OFFICER))
    [<Role.GRASSROOTS_OFFICER: 'grassroots_officer'>, <Role.JUROR: 'juror'>, \
<Role.MEMBER: 'member'>, <Role.SUPPORTER: 'supporter'>]
    """
    verbs = POLICY[role]
    if Verb.GIVE_ROLES not in verbs:
        return frozenset()
    if Verb.OPEN_ACCOUNTS in verbs:
        return frozenset(Role)
    return frozenset(each for each in Role if POLICY[each] < verbs)


def may_give(reaches: Iterable[Reach], given: Reach) -> bool:
    """Return whether one of the roles may give `given`, or take it back.

    Nothing of it may lie outside the giver's own scopes, and an account administrator makes others
    below the own place only.

    >>> admin = [Reach(Role.ACCOUNT_ADMIN, "1.2.")]
    >>> may_give(admin, Reach(Role.PROVINCIAL_OFFICER, "1.2."))
    True
    >>> may_give(admin, Reach(Role.ACCOUNT_ADMIN, "1.2."))
    False
    """
    return any(given.role in roles_given_by(own.role) and _holds(own, given) for own in reaches)


def roles_reset_by(role: Role) -> frozenset[Role]:
    """Return the roles whose accounts a role may give a new password.

    An officer those that may do no more; an account administrator any.
    """
    verbs = POLICY[role]
    if Verb.RESET_PASSWORDS not in verbs:
        return frozenset()
    return roles_given_by(role) | {each for each in Role if POLICY[each] <= verbs}


def may_reset(reaches: Iterable[Reach], theirs: Iterable[Reach]) -> bool:
    """Return whether one of the roles covers each of the roles of another account.

    A new password opens everything its account may do: none of it may lie outside the reach.

    >>> officer = [Reach(Role.UPPER_OFFICER, "1.2.")]
    >>> may_reset(officer, [Reach(Role.MEMBER, "1.2.7.")])
    True
    >>> may_reset(officer, [Reach(Role.MEMBER, "1.2.7."), Reach(Role.MEMBER, "1.3.")])
    False
    """
    own, others = tuple(reaches), tuple(theirs)
    return bool(others) and all(
        any(other.role in roles_reset_by(mine.role) and _holds(mine, other) for mine in own)
        for other in others
    )


def may_close(reaches: Iterable[Reach], theirs: Iterable[Reach]) -> bool:
    """Return whether an account administrator's role covers each of the roles of another account.

    >>> may_close([Reach(Role.ACCOUNT_ADMIN, "1.2.")], [Reach(Role.UPPER_OFFICER, "1.2.7.")])
    True
    >>> may_close([Reach(Role.PROVINCIAL_OFFICER, "1.2.")], [Reach(Role.MEMBER, "1.2.7.")])
    False
    """
    own = [reach for reach in reaches if Verb.OPEN_ACCOUNTS in POLICY[reach.role]]
    others = tuple(theirs)
    return bool(others) and all(may_give(own, other) for other in others)


def _holds(own: Reach, other: Reach) -> bool:
    """Whether each scope of the other lies within the same scope of the own role."""
    strictly = other.role == Role.ACCOUNT_ADMIN and own.role == Role.ACCOUNT_ADMIN
    return all(
        any(path.startswith(mine) and not (strictly and path == mine) for mine in own.paths(scope))
        for scope in Scope
        for path in other.paths(scope)
    )
