"""Which role may what: the policy table as a page, for whoever is logged in."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.permissions import POLICY, SCOPE_OF, Role, Scope, Verb
from sangkien.core.roles import ROLE_NAMES, ROLE_TELLS, SCOPE_NAMES, VERB_NAMES, roles_given_by
from sangkien.web.page import page


@dataclass(frozen=True, slots=True)
class RoleShown:
    """One role in words, and which roles it gives."""

    name: str
    tells: str
    gives: str


@require_safe
@login_required
def show(request: HttpRequest) -> HttpResponse:
    context = {"roles": [_shown(role) for role in Role], "scopes": _scopes()}
    return page(request, "account/permissions.html", context)


def _shown(role: Role) -> RoleShown:
    given = roles_given_by(role)
    return RoleShown(
        name=_(ROLE_NAMES[role]),
        tells=_(ROLE_TELLS[role]),
        gives=", ".join(_(ROLE_NAMES[each]) for each in Role if each in given),
    )


def _scopes() -> list[tuple[str, list[tuple[str, list[bool]]]]]:
    """Return the verbs of each scope, and whether each role, in their order, has them."""
    return [
        (
            _(words),
            [
                (_(VERB_NAMES[verb]), [verb in POLICY[role] for role in Role])
                for verb in Verb
                if SCOPE_OF.get(verb, Scope.WORK) == scope
            ],
        )
        for scope, words in SCOPE_NAMES.items()
    ]
