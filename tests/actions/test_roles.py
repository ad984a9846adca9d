"""Roles given and taken: within the own reach, for a reason, with a line, and never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import now

from sangkien.actions.journal import By
from sangkien.actions.roles import Gift, give_role, take_role
from sangkien.core.permissions import Reach, Role, Scope
from sangkien.core.refusal import Refusal
from sangkien.models import Grant, JournalLine
from sangkien.queries.scope import reaches_of
from tests import make

pytestmark = pytest.mark.django_db
WHY = "Quyết định 12/QĐ-LĐLĐ"


@pytest.fixture
def tree():
    province = make.unit(name="LĐLĐ tỉnh Lai Châu")
    here = make.unit(province, "LĐLĐ huyện Than Uyên")
    there = make.unit(province, "LĐLĐ huyện Phong Thổ")
    return {"province": province, "here": here, "there": there, "school": make.unit(here)}


def admin(at):
    return By(make.account(Role.ACCOUNT_ADMIN, at), now())


def refused(act):
    lines = JournalLine.objects.count()
    with pytest.raises(Refusal) as caught:
        act()
    assert JournalLine.objects.count() == lines
    return caught.value.code


def last_line():
    return JournalLine.objects.latest("id")


def test_a_role_holds_from_the_moment_it_is_given_with_its_scopes(tree):
    by, other = admin(tree["province"]), make.account()
    gift = Gift(Role.UPPER_OFFICER, tree["here"], {Scope.REPORTS: (tree["province"],)})

    grant = give_role(other, gift, reason=WHY, by=by)

    reports = ((Scope.REPORTS, (tree["province"].path,)),)
    assert reaches_of(other) == (Reach(Role.UPPER_OFFICER, tree["here"].path, reports),)
    assert (grant.given_by, grant.given_at, grant.reason) == (by.account, by.now, WHY)


def test_the_line_tells_who_gave_which_role_to_whom_where_until_when_and_why(tree):
    by, other = admin(tree["province"]), make.account()
    ends_at = by.now + timedelta(days=30)
    scopes = {Scope.SEARCH: (tree["here"], tree["there"])}

    give_role(other, Gift(Role.MEMBER, tree["here"], scopes, ends_at), reason=WHY, by=by)

    line = last_line()
    assert (line.verb, line.by, line.about, line.about_id) == (
        "role-given",
        by.account,
        "account",
        other.id,
    )
    assert (line.unit_id, line.reason) == (tree["here"].id, WHY)
    assert line.changes == {
        "role": [None, "member"],
        "scope-search": [None, ["LĐLĐ huyện Than Uyên", "LĐLĐ huyện Phong Thổ"]],
        "ends_at": [None, ends_at.isoformat()],
    }


def test_a_role_taken_holds_no_more_and_stays_as_a_record(tree):
    by, other = admin(tree["province"]), make.account()
    grant = give_role(other, Gift(Role.MEMBER, tree["here"]), reason=WHY, by=by)

    take_role(grant, reason="Chuyển công tác", by=by)

    grant.refresh_from_db()
    assert reaches_of(other) == ()
    assert (grant.taken_by, grant.taken_at) == (by.account, by.now)
    assert grant.taken_reason == "Chuyển công tác"
    line = last_line()
    assert (line.verb, line.changes, line.reason) == (
        "role-taken",
        {"role": ["member", None]},
        "Chuyển công tác",
    )


@pytest.mark.parametrize(
    ("giver", "at", "role", "where", "gives"),
    [
        (Role.ACCOUNT_ADMIN, "here", Role.PROVINCIAL_OFFICER, "here", True),
        (Role.ACCOUNT_ADMIN, "here", Role.MEMBER, "school", True),
        (Role.ACCOUNT_ADMIN, "here", Role.MEMBER, "province", False),
        (Role.ACCOUNT_ADMIN, "here", Role.MEMBER, "there", False),
        (Role.ACCOUNT_ADMIN, "here", Role.ACCOUNT_ADMIN, "here", False),
        (Role.ACCOUNT_ADMIN, "here", Role.ACCOUNT_ADMIN, "school", True),
        (Role.UPPER_OFFICER, "here", Role.GRASSROOTS_OFFICER, "school", True),
        (Role.UPPER_OFFICER, "here", Role.UPPER_OFFICER, "school", False),
        (Role.UPPER_OFFICER, "here", Role.GRASSROOTS_OFFICER, "there", False),
        (Role.GRASSROOTS_OFFICER, "here", Role.MEMBER, "here", False),
        (Role.NATIONAL_OFFICER, "province", Role.MEMBER, "here", False),
        (Role.AUDITOR, "province", Role.MEMBER, "here", False),
    ],
)
def test_roles_are_given_and_taken_within_the_own_reach_only(giver, at, role, where, gives, tree):
    by, gift = By(make.account(giver, tree[at]), now()), Gift(role, tree[where])
    held = make.grant(make.account(), role, tree[where])

    if gives:
        give_role(make.account(), gift, reason=WHY, by=by)
        take_role(held, reason=WHY, by=by)
    else:
        asked = (
            refused(lambda: give_role(make.account(), gift, reason=WHY, by=by)),
            refused(lambda: take_role(held, reason=WHY, by=by)),
        )
        assert asked == ("not-allowed", "not-allowed")


def test_a_scope_beyond_the_own_is_not_given_with_a_role_within(tree):
    by = By(make.account(Role.UPPER_OFFICER, tree["here"]), now())
    gift = Gift(Role.MEMBER, tree["here"], {Scope.REPORTS: (tree["there"],)})

    assert refused(lambda: give_role(make.account(), gift, reason=WHY, by=by)) == "not-allowed"


def test_nobody_gives_or_takes_a_role_of_ones_own(tree):
    by = admin(tree["province"])
    own = make.grant(by.account, Role.MEMBER, tree["here"])
    gift = Gift(Role.JUROR, tree["here"])

    assert refused(lambda: give_role(by.account, gift, reason=WHY, by=by)) == "not-allowed"
    assert refused(lambda: take_role(own, reason=WHY, by=by)) == "not-allowed"


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_given_or_taken(reason, tree):
    by, held = admin(tree["province"]), make.grant(make.account(), Role.MEMBER, tree["here"])
    gift = Gift(Role.JUROR, tree["here"])

    assert refused(lambda: give_role(held.account, gift, reason=reason, by=by)) == "reason-missing"
    assert refused(lambda: take_role(held, reason=reason, by=by)) == "reason-missing"


def test_the_same_role_is_given_once_and_taken_once(tree):
    by, other, gift = admin(tree["province"]), make.account(), Gift(Role.MEMBER, tree["here"])
    grant = give_role(other, gift, reason=WHY, by=by)

    assert refused(lambda: give_role(other, gift, reason=WHY, by=by)) == "role-held"
    take_role(grant, reason=WHY, by=by)
    assert refused(lambda: take_role(grant, reason=WHY, by=by)) == "role-taken"
    assert Grant.objects.filter(account=other).count() == 1


def test_a_role_that_was_taken_or_ran_out_can_be_given_again(tree):
    by, other, gift = admin(tree["province"]), make.account(), Gift(Role.MEMBER, tree["here"])
    take_role(give_role(other, gift, reason=WHY, by=by), reason=WHY, by=by)
    ended = replace(gift, ends_at=by.now - timedelta(hours=1))
    give_role(other, ended, reason=WHY, by=by)

    give_role(other, gift, reason="Nhiệm kỳ mới", by=by)

    assert [grant.reason for grant in Grant.objects.filter(account=other, taken_at=None)] == [
        "Nhiệm kỳ mới"
    ]
    assert len(reaches_of(other)) == 1


def test_a_closed_log_in_is_given_no_role(tree):
    other, gift = make.account(is_active=False), Gift(Role.MEMBER, tree["here"])

    code = refused(lambda: give_role(other, gift, reason=WHY, by=admin(tree["province"])))

    assert code == "log-in-closed"
