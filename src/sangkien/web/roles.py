"""Give somebody a role, and take one back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.actions.roles import give_role, take_role
from sangkien.core.permissions import Role, Scope
from sangkien.core.refusal import Refusal
from sangkien.core.roles import ROLE_NAMES, ROLE_TELLS, SCOPE_HINTS, SCOPE_NAMES
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.inputs.roles import read_role_form, read_why
from sangkien.queries.people import display_name
from sangkien.queries.roles import Account, roles_to_give, running_grant, units_to_give_at
from sangkien.web.errors import STATUS, sentence_of
from sangkien.web.page import account_of, by, page
from sangkien.web.people import person_or_404, person_page, reader_of_people
from sangkien.web.reading import shows_account

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "POST"])
@login_required
def give(request: HttpRequest, pk: int) -> HttpResponse:
    other = person_or_404(request, pk).account
    if not roles_to_give(account_of(request)) or other == account_of(request):
        raise Refusal("not-allowed")
    if request.method == "GET":
        return _form(request, other, {})
    try:
        asked = read_role_form(request.POST, account_of(request), now=now())
        give_role(other, asked.gift, reason=asked.reason, by=by(request))
    except BadInput as bad:
        return _form(request, other, told_by_field(bad.errors), status=UNPROCESSABLE)
    except Refusal as refusal:
        status = STATUS.get(refusal.code, CONFLICT)
        return _form(request, other, {"unit": told_at_unit(refusal)}, status=status)
    said = _("%(name)s has the role now: %(role)s, %(unit)s.") % {
        "name": display_name(other),
        "role": _(ROLE_NAMES[asked.gift.role]),
        "unit": asked.gift.unit.short_name,
    }
    messages.success(request, said)
    return redirect("person", other.id)


@require_POST
@login_required
def take(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    person = person_or_404(request, pk)
    grant = running_grant(reader_of_people(request), number)
    if grant is None or grant.account_id != person.id:
        raise Http404
    field = f"reason-{number}"
    try:
        take_role(grant, reason=read_why(request.POST, field), by=by(request))
    except BadInput as bad:
        errors = told_by_field(bad.errors)
        return person_page(request, person, errors=errors, status=UNPROCESSABLE)
    said = _("The role was taken back: %(role)s, %(unit)s.") % {
        "role": _(ROLE_NAMES[Role(grant.role)]),
        "unit": grant.unit.short_name,
    }
    messages.success(request, said)
    return redirect("person", pk)


def told_at_unit(refusal: Refusal) -> str:
    """Return the refusal; what reaches too far in the words of the form."""
    if refusal.code == "not-allowed":
        return _(
            "You cannot give this role with this reach: no part of it may lie outside what your own"
            " roles reach, and an account administrator makes others only below the own unit."
        )
    return sentence_of(refusal)


def role_fields(account: Account | None) -> dict[str, object]:
    """Return what the form of a role offers: roles, units, and the scopes in plain words."""
    return {
        "roles": [
            (role.value, _(ROLE_NAMES[role]), _(ROLE_TELLS[role]))
            for role in roles_to_give(account)
        ],
        "units": [(unit.code, unit.short_name) for unit in units_to_give_at(account)],
        "scopes": [
            (f"scope-{scope}", _(SCOPE_NAMES[scope]), _(SCOPE_HINTS[scope])) for scope in Scope
        ],
    }


def _form(
    request: HttpRequest, other: Account, errors: dict[str, str], *, status: int = 200
) -> HttpResponse:
    shows_account(request, other)
    context = {
        "other": other,
        "sent": request.POST,
        "errors": errors,
        **role_fields(account_of(request)),
    }
    return page(request, "people/give.html", context, status=status)
