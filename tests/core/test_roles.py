"""Who may give a role or a password to whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.permissions import POLICY, Reach, Role, Scope, Verb, may
from sangkien.core.roles import (
    ROLE_NAMES,
    ROLE_TELLS,
    SCOPE_NAMES,
    VERB_NAMES,
    may_give,
    may_reset,
    roles_given_by,
    roles_reset_by,
)
from tests.core.test_permissions import PATHS, REACHES, SCOPES

ADMIN, UPPER, PROVINCIAL = Role.ACCOUNT_ADMIN, Role.UPPER_OFFICER, Role.PROVINCIAL_OFFICER


def test_everything_has_a_name():
    assert (set(ROLE_NAMES), set(ROLE_TELLS)) == (set(Role), set(Role))
    assert (set(VERB_NAMES), set(SCOPE_NAMES)) == (set(Verb), set(Scope))


def test_officers_give_what_may_less_than_they_and_an_administrator_gives_all():
    given_by = {role: roles_given_by(role) for role in Role if roles_given_by(role)}

    lesser = {Role.MEMBER, Role.SUPPORTER, Role.GRASSROOTS_OFFICER, Role.JUROR}
    assert given_by == {UPPER: lesser, PROVINCIAL: lesser | {UPPER}, ADMIN: set(Role)}


def test_officers_give_passwords_to_those_who_may_no_more():
    lesser = {Role.MEMBER, Role.SUPPORTER, Role.GRASSROOTS_OFFICER, Role.JUROR}

    assert {role: roles_reset_by(role) for role in Role if roles_reset_by(role)} == {
        Role.GRASSROOTS_OFFICER: lesser,
        UPPER: lesser | {UPPER},
        PROVINCIAL: lesser | {UPPER, PROVINCIAL},
        ADMIN: set(Role),
    }


@pytest.mark.parametrize("role", Role)
def test_an_administrator_gives_each_role_at_the_own_unit_and_below_and_nowhere_else(role):
    admin = [Reach(ADMIN, "1.2.")]

    allowed = {
        path: may_give(admin, Reach(role, path)) for path in ("1.", "1.2.", "1.2.7.", "1.3.")
    }

    assert allowed == {"1.": False, "1.2.": role != ADMIN, "1.2.7.": True, "1.3.": False}


def test_a_role_whose_scope_reaches_outside_is_not_given():
    officer = [Reach(UPPER, "1.2.")]
    spying = Reach(Role.SUPPORTER, "1.2.7.", ((Scope.REPORTS, ("1.2.", "1.3.")),))

    assert may_give(officer, Reach(Role.SUPPORTER, "1.2.7.", ((Scope.REPORTS, ("1.2.",)),)))
    assert not may_give(officer, spying)
    assert not may_reset(officer, [spying])


def test_a_wider_scope_of_figures_may_be_handed_on_but_gives_no_wider_work():
    seeing_more = [Reach(UPPER, "1.2.", ((Scope.REPORTS, ("1.",)),))]

    assert may_give(seeing_more, Reach(Role.MEMBER, "1.2.", ((Scope.REPORTS, ("1.3.",)),)))
    assert not may_give(seeing_more, Reach(Role.MEMBER, "1.3."))


def test_an_administrator_resets_no_equal_at_the_own_unit():
    admin = [Reach(ADMIN, "1.2.")]

    assert may_reset(admin, [Reach(PROVINCIAL, "1.2."), Reach(ADMIN, "1.2.7.")])
    assert not may_reset(admin, [Reach(ADMIN, "1.2.")])


def test_nobody_resets_an_account_without_a_role():
    assert may_reset([Reach(ADMIN, "1.")], []) is False


GIVEN = st.builds(Reach, st.sampled_from(list(Role)), PATHS, SCOPES)


@given(REACHES, GIVEN, st.sampled_from(list(Verb)), PATHS)
def test_what_an_officer_gives_the_officer_has(reaches, given, verb, path):
    officers = [reach for reach in reaches if reach.role != ADMIN]

    if may_give(officers, given) and may([given], verb, path):
        assert may(officers, verb, path)


@given(REACHES, st.lists(GIVEN, min_size=1, max_size=3), st.sampled_from(list(Verb)), PATHS)
def test_a_password_given_by_an_officer_opens_nothing_the_officer_has_not(
    reaches, theirs, verb, path
):
    officers = [reach for reach in reaches if reach.role != ADMIN]

    if may_reset(officers, theirs) and may(theirs, verb, path):
        assert may(officers, verb, path)


@given(REACHES, GIVEN)
def test_nobody_makes_an_equal_or_a_wider_administrator(reaches, given):
    if given.role == ADMIN and may_give(reaches, given):
        own = [reach for reach in reaches if Verb.OPEN_ACCOUNTS in POLICY[reach.role]]
        for path in given.paths(Scope.WORK):
            assert any(
                path != wide and path.startswith(wide)
                for reach in own
                for wide in reach.paths(Scope.WORK)
            )
