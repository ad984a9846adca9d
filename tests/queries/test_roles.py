"""Who has which role where, as far as the reader sees it."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from sangkien.core.permissions import Role, Scope
from sangkien.queries.paging import Cursor
from sangkien.queries.roles import (
    PeopleFilter,
    may_be_taken,
    people_page,
    person_by_id,
    roles_to_give,
    running_grant,
    unit_of_part,
    units_called,
    units_of_part,
    units_to_give_at,
)
from sangkien.queries.scope import reaches_of
from tests import make

pytestmark = pytest.mark.django_db
ALL, ADMIN = PeopleFilter(), Role.ACCOUNT_ADMIN


@pytest.fixture
def admin(land):
    return make.account(ADMIN, land.here)


def logins(reader, **asked):
    return {row.account.login for row in people_page(reader, PeopleFilter(**asked), Cursor()).rows}


def test_the_people_of_ones_part_are_listed_with_the_roles_they_have_there(land, admin):
    both = make.account(Role.UPPER_OFFICER, land.here, "both")
    make.grant(both, Role.MEMBER, land.there)
    make.account(Role.MEMBER, land.there, "elsewhere")
    make.account(Role.PROVINCIAL_OFFICER, land.province, "above")
    make.account(Role.MEMBER, land.school, "below")

    rows = people_page(admin, ALL, Cursor()).rows

    assert {row.account.login: [held.role for held in row.roles] for row in rows} == {
        admin.login: ["account_admin"],
        "both": ["upper_officer"],
        "below": ["member"],
    }


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.MEMBER, False),
        (Role.SUPPORTER, False),
        (Role.GRASSROOTS_OFFICER, False),
        (Role.UPPER_OFFICER, True),
        (Role.PROVINCIAL_OFFICER, True),
        (Role.NATIONAL_OFFICER, True),
        (Role.JUROR, False),
        (Role.AUDITOR, True),
        (Role.ACCOUNT_ADMIN, True),
    ],
)
def test_who_gives_or_sees_roles_sees_the_people_and_others_nobody(role, sees, land):
    reader = make.account(role, land.here, "reader")
    member = make.account(Role.MEMBER, land.school, "member")

    assert logins(reader) == ({"reader", "member"} if sees else set())
    assert (person_by_id(reader, member.id) is not None) == sees


def test_whose_roles_ended_stays_in_the_list_with_none(land, admin):
    gone = make.account(login="gone")
    make.grant(gone, Role.MEMBER, land.here, taken_at=now(), taken_reason="Nghỉ hưu")
    make.grant(gone, Role.JUROR, land.here, ends_at=now() - timedelta(days=1))

    (row,) = (row for row in people_page(admin, ALL, Cursor()).rows if row.account == gone)
    person = person_by_id(admin, gone.id)

    assert (row.roles, person.roles) == ((), ())
    assert [(held.role, held.taken_reason) for held in person.former] == [
        ("member", "Nghỉ hưu"),
        ("juror", ""),
    ]


def test_the_list_is_filtered_by_unit_role_and_words_of_name_and_post(land, admin):
    make.account(Role.MEMBER, land.school, "lo-van-an", label="Giáo viên")
    make.account(Role.JUROR, land.here, "vang-a-pao", label="Cán bộ LĐLĐ huyện")

    assert logins(admin, unit_path=land.school.path) == {"lo-van-an"}
    assert logins(admin, role="juror") == {"vang-a-pao"}
    assert logins(admin, role="juror", unit_path=land.school.path) == set()
    assert logins(admin, words="GIAO VIEN") == {"lo-van-an"}
    assert logins(admin, words="ldld pao") == {"vang-a-pao"}


def test_a_phone_number_or_address_finds_whose_it_is(land, admin):
    make.account(Role.MEMBER, land.here, "co-so", phone="+84912345678")
    make.account(Role.MEMBER, land.here, "co-thu", email="mai@vidu.vn")

    assert (logins(admin, words="912345"), logins(admin, words="mai@")) == ({"co-so"}, {"co-thu"})


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_one_and_of_three_takes_as_many_queries(number, land, django_assert_num_queries):
    admin = make.account(ADMIN, land.here)
    for _ in range(number):
        make.grant(make.account(), Role.MEMBER, land.here, {Scope.REPORTS: [land.school]})
    assert reaches_of(admin)

    with django_assert_num_queries(3):
        rows = people_page(admin, PeopleFilter(role="member"), Cursor()).rows
        assert [len(held.scopes) for row in rows for held in row.roles] == [1] * number


def test_a_list_goes_on_where_the_page_before_ended(land, admin):
    for _ in range(51):
        make.account(Role.MEMBER, land.here)

    first = people_page(admin, ALL, Cursor())
    second = people_page(admin, ALL, first.next)

    assert (len(first.rows), len(second.rows), second.next) == (50, 2, None)
    ids = [row.id for row in (*first.rows, *second.rows)]
    assert ids == sorted(set(ids), reverse=True)


def test_a_role_tells_where_it_reaches_who_gave_it_and_whether_it_may_be_taken(land, admin):
    other = make.account()
    scopes = {Scope.REPORTS: [land.here, land.school], Scope.SEARCH: [land.there]}
    make.grant(other, Role.MEMBER, land.here, scopes, given_by=admin, reason="QĐ 12")
    own = make.account(Role.MEMBER, land.here)

    (wide,) = person_by_id(admin, other.id).roles
    (plain,) = person_by_id(admin, own.id).roles
    (of_oneself,) = person_by_id(admin, admin.id).roles

    assert wide.scopes == (
        (Scope.REPORTS, (land.here.short_name, land.school.short_name)),
        (Scope.SEARCH, (land.there.short_name,)),
    )
    assert (wide.given_by, wide.reason) == (admin, "QĐ 12")
    taken = (wide.may_be_taken, plain.may_be_taken, of_oneself.may_be_taken)
    assert taken == (False, True, False)


def test_a_person_costs_the_same_queries_with_one_role_and_with_three(
    land, admin, django_assert_num_queries
):
    one, three = make.account(Role.MEMBER, land.here), make.account(Role.MEMBER, land.here)
    for role in (Role.JUROR, Role.SUPPORTER):
        make.grant(three, role, land.here)
    assert reaches_of(admin)

    for other, number in ((one, 1), (three, 3)):
        with django_assert_num_queries(4):
            assert len(person_by_id(admin, other.id).roles) == number


def test_a_grant_is_found_while_it_holds_and_in_ones_part_only(land, admin):
    other = make.account()
    here = make.grant(other, Role.MEMBER, land.here)
    there = make.grant(other, Role.MEMBER, land.there)
    ended = make.grant(other, Role.JUROR, land.here, taken_at=now())

    found = [running_grant(admin, grant.id) for grant in (here, there, ended)]

    assert found == [here, None, None]
    assert [may_be_taken(admin, grant) for grant in (here, there)] == [True, False]
    assert not may_be_taken(None, here)


def test_units_are_offered_and_found_by_name_or_code_within_the_own_reach(land):
    officer = make.account(Role.UPPER_OFFICER, land.here)
    auditor = make.account(Role.AUDITOR, land.here)

    assert units_to_give_at(officer) == units_of_part(auditor) == [land.here, land.school]
    assert units_to_give_at(auditor) == []
    assert units_called(officer, "cđcs trường mầm non hoa ban", Scope.WORK) == [land.school]
    assert units_called(officer, "HB", Scope.WORK) == [land.school]
    assert units_called(officer, land.there.code, Scope.WORK) == []
    assert (unit_of_part(auditor, "HB"), unit_of_part(auditor, "LC")) == (land.school, None)


def test_a_scope_is_looked_up_where_the_own_scope_reaches(land):
    wide = make.account()
    make.grant(wide, Role.UPPER_OFFICER, land.here, {Scope.REPORTS: [land.province]})

    assert units_called(wide, land.there.code, Scope.REPORTS) == [land.there]
    assert units_called(wide, land.there.code, Scope.SEARCH) == []


def test_the_roles_to_give_are_those_that_may_less_or_any_for_an_account_administrator(land):
    officer, both = make.account(Role.UPPER_OFFICER, land.here), make.account(ADMIN, land.here)

    assert roles_to_give(officer) == [
        Role.MEMBER,
        Role.SUPPORTER,
        Role.GRASSROOTS_OFFICER,
        Role.JUROR,
    ]
    assert (roles_to_give(both), roles_to_give(None)) == (list(Role), [])
