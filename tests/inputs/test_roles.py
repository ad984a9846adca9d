"""The form of a role: every field that cannot be read is told at once, at its place."""

from datetime import UTC, datetime

import pytest

from sangkien.actions.roles import Gift
from sangkien.core.permissions import Role, Scope
from sangkien.inputs.problem import BadInput
from sangkien.inputs.roles import (
    RoleForm,
    read_log_in,
    read_people_filter,
    read_role_form,
    read_why,
)
from sangkien.queries.roles import PeopleFilter
from tests import make

pytestmark = pytest.mark.django_db
SENT = {"role": "member", "unit": "THU", "reason": "Quyết định 12"}


@pytest.fixture
def tree():
    province = make.unit(name="LĐLĐ tỉnh Lai Châu", code="LC")
    return {
        "province": province,
        "here": make.unit(province, "LĐLĐ huyện Than Uyên", code="THU"),
        "there": make.unit(province, "LĐLĐ huyện Phong Thổ", code="PTH"),
    }


@pytest.fixture
def admin(tree):
    return make.account(Role.ACCOUNT_ADMIN, tree["province"])


def read(account, **changes):
    return read_role_form(SENT | changes, account, now=make.NOW)


def problems(account, **changes):
    with pytest.raises(BadInput) as caught:
        read(account, **changes)
    return {problem.field: problem.code for problem in caught.value.errors}


def test_a_role_at_a_unit_by_its_code_or_its_name(tree, admin):
    expected = RoleForm(Gift(Role.MEMBER, tree["here"]), "Quyết định 12")

    assert read(admin) == read(admin, unit=" LĐLĐ huyện  Than Uyên ") == expected


def test_scopes_are_units_with_semicolons_between(tree, admin):
    form = read(admin, **{"scope-reports": "THU; PTH;", "scope-search": "LC"})

    assert form.gift.scopes == {
        Scope.REPORTS: (tree["here"], tree["there"]),
        Scope.SEARCH: (tree["province"],),
    }


def test_the_last_day_still_holds_in_the_time_of_the_country(admin):
    form = read(admin, ends_on="17/03/2022")

    assert form.gift.ends_at == datetime(2022, 3, 17, 17, tzinfo=UTC)


def test_everything_that_is_missing_is_told_at_once(admin):
    assert problems(admin, role="", unit=" ", reason="") == {
        "role": "role-empty",
        "unit": "role-unit-empty",
        "reason": "role-reason-empty",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"role": "khong-co"}, {"role": "role-empty"}),
        ({"unit": "Sao Hỏa"}, {"unit": "role-unit-unknown"}),
        ({"scope-work": "THU; Sao Hỏa"}, {"scope-work": "role-unit-unknown"}),
        ({"scope-work": "x" * 501}, {"scope-work": "too-long"}),
        ({"ends_on": "16/03/2022"}, {"ends_on": "role-ends-past"}),
        ({"ends_on": "31/11/2022"}, {"ends_on": "date-no-such-day"}),
        ({"reason": "x" * 501}, {"reason": "too-long"}),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(changes, expected, admin):
    assert problems(admin, **changes) == expected


def test_a_name_of_several_units_asks_for_the_code(tree, admin):
    make.unit(tree["here"], "CĐCS Trường Tiểu học số 1")
    make.unit(tree["there"], "CĐCS Trường Tiểu học số 1")

    assert problems(admin, unit="CĐCS Trường Tiểu học số 1") == {"unit": "unit-ambiguous"}


def test_a_role_one_may_not_give_and_a_unit_out_of_reach_are_no_choices(tree):
    officer = make.account(Role.UPPER_OFFICER, tree["here"])

    assert problems(officer, role="provincial_officer", unit="PTH") == {
        "role": "role-empty",
        "unit": "role-unit-unknown",
    }


def test_a_name_to_log_in_with_and_a_post_are_tidied():
    assert read_log_in({"login": " lo-van-an ", "label": "Cán  bộ"}) == ("lo-van-an", "Cán bộ")
    assert read_log_in({}) == ("", "")


def test_a_reason_is_asked_for():
    with pytest.raises(BadInput, match="role-reason-empty"):
        read_why({"why": "  "}, "why")
    assert read_why({"why": " Nghỉ  hưu "}, "why") == "Nghỉ hưu"


def test_what_is_no_unit_or_role_of_ours_is_no_filter(tree):
    officer = make.account(Role.UPPER_OFFICER, tree["here"])

    assert read_people_filter({"unit": "PTH", "role": "vua"}, officer) == PeopleFilter()
    assert read_people_filter({"unit": "THU", "role": "juror", "q": " an "}, officer) == (
        PeopleFilter(tree["here"].path, "juror", "an")
    )
