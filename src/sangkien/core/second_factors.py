"""Whose log-in needs more than a password."""

from collections.abc import Iterable

from sangkien.core.permissions import Reach, Role

# who sees the names of a whole province, judges works, or could give oneself such a role
NEED_SECOND_FACTOR = frozenset(
    {Role.PROVINCIAL_OFFICER, Role.NATIONAL_OFFICER, Role.JUROR, Role.ACCOUNT_ADMIN}
)


def needs_second_factor(reaches: Iterable[Reach]) -> bool:
    """Return whether one of the roles asks for a second factor at the log-in.

    >>> needs_second_factor([Reach(Role.MEMBER, "1.2."), Reach(Role.JUROR, "1.")])
    True
    """
    return any(reach.role in NEED_SECOND_FACTOR for reach in reaches)
