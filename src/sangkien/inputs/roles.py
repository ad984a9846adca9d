"""A role to be given, a log-in to be opened, and whom a list asks for, read from a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.timezone import localdate, make_aware

from sangkien.actions.roles import Gift
from sangkien.core.permissions import Role, Scope
from sangkien.core.reading.days import read_day
from sangkien.core.reading.numbers import format_date
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.text import tidy
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of
from sangkien.inputs.review import read_reason
from sangkien.queries.roles import (
    Account,
    PeopleFilter,
    Unit,
    roles_to_give,
    unit_of_part,
    units_called,
)

LONGEST_SEARCH = 100
LONGEST_LIST = 500  # characters of one scope
LONGEST_QUOTED = 80
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class RoleForm:
    """What the form says: the role with all it reaches, and why."""

    gift: Gift
    reason: str


def read_role_form(sent: Mapping[str, str], account: Account | None, *, now: datetime) -> RoleForm:
    """Return the role to be given; raise BadInput with every field that cannot be read.

    Units are looked up by name or code within what `account` may give roles for.
    """
    reading = _Reading(sent, account)
    role = reading.role()
    unit = reading.unit("unit")
    scopes = {scope: reading.units(f"scope-{scope}", scope) for scope in Scope}
    ends_at = reading.end(now)
    reason = reading.reason()
    if reading.problems or role is None or unit is None:
        raise BadInput(tuple(reading.problems))
    chosen = {scope: units for scope, units in scopes.items() if units}
    return RoleForm(Gift(role, unit, chosen, ends_at), reason)


def read_log_in(sent: Mapping[str, str]) -> tuple[str, str]:
    """Return the name to log in with and the post as tidy texts; if they fit, the action says."""
    return tidy(sent.get("login", "")), tidy(sent.get("label", ""))


def read_why(sent: Mapping[str, str], name: str) -> str:
    """Return the reason in a field; raise BadInput where it is missing or too long."""
    reason = read_reason(sent, name)
    if not reason:
        raise BadInput((FieldProblem(name, "role-reason-empty"),))
    return reason


def read_people_filter(sent: Mapping[str, str], account: Account | None) -> PeopleFilter:
    """Return the filter an address asks for; what is no choice of ours is no filter."""
    asked, role = sent.get("unit", "")[:LONGEST_CODE], sent.get("role", "")
    unit = unit_of_part(account, asked) if asked else None
    return PeopleFilter(
        unit_path=unit.path if unit else "",
        role=role if role in set(Role) else "",
        words=tidy(sent.get("q", ""))[:LONGEST_SEARCH],
    )


class _Reading:
    """Reads field by field and keeps what is wrong."""

    def __init__(self, sent: Mapping[str, str], account: Account | None) -> None:
        self.sent, self.account = sent, account
        self.problems: list[FieldProblem] = []

    def role(self) -> Role | None:
        typed = self.sent.get("role", "")
        found = next((role for role in roles_to_give(self.account) if role == typed), None)
        if found is None:
            self._wrong("role", "role-empty")
        return found

    def unit(self, name: str) -> Unit | None:
        typed = tidy(self.sent.get(name, ""))
        if not typed:
            self._wrong(name, "role-unit-empty")
            return None
        return self._called(name, typed, Scope.WORK)

    def units(self, name: str, scope: Scope) -> tuple[Unit, ...]:
        """Units with semicolons between, none where the field is empty."""
        typed = tidy(self.sent.get(name, ""))
        if len(typed) > LONGEST_LIST:
            self._wrong(name, "too-long", limit=LONGEST_LIST, length=len(typed))
            return ()
        parts = [part.strip() for part in typed.split(";") if part.strip()]
        found = (self._called(name, part, scope) for part in parts)
        return tuple(unit for unit in found if unit is not None)

    def end(self, now: datetime) -> datetime | None:
        """The end of the last day that the role holds, None where none is typed."""
        typed, today = tidy(self.sent.get("ends_on", "")), localdate(now)
        if not typed:
            return None
        try:
            last = read_day(typed, today=today)
        except Unreadable as why:
            self.problems.append(problem_of("ends_on", why))
            return None
        if last < today:
            self._wrong("ends_on", "role-ends-past", today=format_date(today))
        return make_aware(datetime.combine(last + timedelta(days=1), time.min))

    def reason(self) -> str:
        try:
            return read_why(self.sent, "reason")
        except BadInput as bad:
            self.problems += bad.errors
            return ""

    def _called(self, name: str, typed: str, scope: Scope) -> Unit | None:
        shown = typed if len(typed) <= LONGEST_QUOTED else f"{typed[:LONGEST_QUOTED]}…"
        found = units_called(self.account, typed, scope)
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"{unit.short_name} ({unit.code})" for unit in found[:3])
            self._wrong(name, "unit-ambiguous", typed=shown, choices=choices)
        else:
            self._wrong(name, "role-unit-unknown", typed=shown)
        return None

    def _wrong(self, name: str, code: str, **details: str | int) -> None:
        self.problems.append(FieldProblem(name, code, details))
