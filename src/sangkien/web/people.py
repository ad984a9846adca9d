"""The people of the reader's part of the organisation with their roles: a list, and each one."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.journal import Kind
from sangkien.core.permissions import Role, Verb
from sangkien.core.reading.numbers import format_date
from sangkien.core.roles import ROLE_NAMES, SCOPE_NAMES
from sangkien.inputs.review import read_cursor
from sangkien.inputs.roles import read_people_filter
from sangkien.queries.accounts import manages
from sangkien.queries.roles import (
    Account,
    HeldRole,
    PeopleFilter,
    Person,
    may_be_closed,
    part_of,
    people_page,
    person_by_id,
    roles_to_give,
    units_of_part,
)
from sangkien.queries.scope import places
from sangkien.web.entries import turned
from sangkien.web.page import account_of, page
from sangkien.web.reading import shows

LARGEST_ID = 2**63 - 1
A_DAY, MIDNIGHT = timedelta(days=1), time.min


@dataclass(frozen=True, slots=True)
class RoleShown:
    """One role in words."""

    held: HeldRole
    name: str
    scopes: tuple[tuple[str, str], ...]  # (whose figures one sees, units)
    last_day: str  # on which it holds, "" without an end

    @property
    def field(self) -> str:
        """Where the reason for taking it is typed."""
        return f"reason-{self.held.id}"


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    account = reader_of_people(request)
    asked = read_people_filter(request.GET, account)
    found = people_page(account, asked, read_cursor(request.GET))
    shows(request, None, Kind.ACCOUNT, (row.id for row in found.rows if row.id != account.id))
    context = {
        "rows": [(person, roles_shown(person.roles)) for person in found.rows],
        "roles": [(role.value, _(ROLE_NAMES[role])) for role in Role],
        "units": [(unit.code, unit.short_name) for unit in units_of_part(account)],
        "sent": request.GET,
        "is_filtered": asked != PeopleFilter(),
        "previous": turned(request.GET, found.previous),
        "next": turned(request.GET, found.next),
        "may_open": bool(places(account, Verb.OPEN_ACCOUNTS)),
    }
    return page(request, "people/list.html", context)


@require_safe
@login_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return person_page(request, person_or_404(request, pk))


def person_page(
    request: HttpRequest,
    person: Person,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one person; a form on it that could not be acted on comes back as it was sent."""
    reader, other = reader_of_people(request), person.account
    named = [one for held in (*person.roles, *person.former) for one in givers_of(held)]
    nameless = [one for one in named if not one.label]
    ids = (one.id for one in (other, *nameless) if one != reader)
    shows(request, None, Kind.ACCOUNT, ids)
    is_own = reader == other
    context = {
        "other": other,
        "is_own": is_own,
        "roles": roles_shown(person.roles),
        "former": roles_shown(person.former),
        "may_give": other.is_active and not is_own and bool(roles_to_give(reader)),
        "may_close": may_be_closed(reader, other),
        "may_reset": other.is_active and manages(reader, other),
        "may_see_journal": bool(places(reader, Verb.SEE_JOURNAL)),
        "sent": request.POST,
        "errors": errors or {},
    }
    return page(request, "people/person.html", context, status=status)


def reader_of_people(request: HttpRequest) -> Account:
    """Return who reads; 404 for one who sees nobody's roles."""
    account = account_of(request)
    if account is None or not part_of(account):
        raise Http404
    return account


def person_or_404(request: HttpRequest, pk: int) -> Person:
    person = person_by_id(reader_of_people(request), min(pk, LARGEST_ID))
    if person is None:
        raise Http404
    return person


def roles_shown(roles: tuple[HeldRole, ...]) -> list[RoleShown]:
    return [
        RoleShown(
            held,
            _(ROLE_NAMES[Role(held.role)]),
            tuple((_(SCOPE_NAMES[scope]), ", ".join(units)) for scope, units in held.scopes),
            _last_day(held),
        )
        for held in roles
    ]


def givers_of(held: HeldRole) -> list[Account]:
    return [one for one in (held.given_by, held.taken_by) if one is not None]


def _last_day(held: HeldRole) -> str:
    """A role ends at the midnight after its last day."""
    if held.ends_at is None:
        return ""
    ends = localtime(held.ends_at)
    return format_date(ends.date() - A_DAY if ends.time() == MIDNIGHT else ends.date())
