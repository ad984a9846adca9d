"""docs/permissions.md: the policy table, as core/permissions.py holds it."""

from sangkien.core.permissions import POLICY, SCOPE_OF, Role, Scope, Verb
from sangkien.core.roles import (
    ROLE_NAMES,
    ROLE_TELLS,
    SCOPE_NAMES,
    VERB_NAMES,
    roles_given_by,
    roles_reset_by,
)
from sangkien.management.markdown import doc_page, doc_table

YES, NO = "●", ""


def permissions_page() -> str:
    """Return the table role × verb, the three scopes, and who gives roles and passwords."""
    return doc_page(
        "Roles and permissions",
        "core/permissions.py and core/roles.py",
        "A person has roles, each at one unit. A role holds for its unit and all below it, and for"
        " nothing above or beside; several roles add up. What somebody may not see answers 404, as"
        " if it were not there: records of other units, and the rooms of a campaign in which one"
        " sees nothing. What one sees but may not do answers 403 with a sentence. The tests ask"
        " every address for every role at every place (`tests/access/routes.py`).",
        "## Roles",
        doc_table(
            ["Role", "Code", "In short"],
            [[ROLE_NAMES[role], f"`{role}`", ROLE_TELLS[role]] for role in Role],
        ),
        "## Who may what",
        doc_table(
            ["", "Scope", *(ROLE_NAMES[role] for role in Role)],
            [
                [VERB_NAMES[verb], SCOPE_OF.get(verb, Scope.WORK), *(_mark(r, verb) for r in Role)]
                for verb in Verb
            ],
        ),
        "## Three scopes",
        "Each role counts in three scopes. Without more they are the unit of the role and all below"
        " it; whoever gives the role may name other units for each, within the own scopes.",
        doc_table(["Scope", "Is"], [[f"`{scope}`", words] for scope, words in SCOPE_NAMES.items()]),
        "## Who gives roles and passwords",
        "Nobody gives a role to oneself, nor one that reaches outside the own scopes. An officer"
        " gives roles that may less than the own, to log-ins that exist; an account administrator"
        " gives any role and opens log-ins, but makes other account administrators only below the"
        " own unit. A new password is given to whoever has no role beyond the reach.",
        doc_table(
            ["Role", "Gives and takes", "Gives a new password to"],
            [
                [ROLE_NAMES[role], _names(roles_given_by(role)), _names(roles_reset_by(role))]
                for role in Role
                if roles_reset_by(role)
            ],
        ),
    )


def _mark(role: Role, verb: Verb) -> str:
    return YES if verb in POLICY[role] else NO


def _names(roles: frozenset[Role]) -> str:
    return ", ".join(ROLE_NAMES[role] for role in Role if role in roles) or "–"
