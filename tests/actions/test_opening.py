"""Log-ins opened, closed and opened again by an account administrator within the own reach."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from sangkien.actions.accounts import hash_of, make_token
from sangkien.actions.journal import By
from sangkien.actions.opening import close_log_in, open_log_in, reopen_log_in
from sangkien.actions.roles import Gift
from sangkien.core.permissions import Reach, Role
from sangkien.core.refusal import Refusal
from sangkien.models import Account, Initiative, JournalLine
from sangkien.queries.scope import reaches_of
from sangkien.queries.tokens import account_of_token
from tests import make

pytestmark = pytest.mark.django_db
WHY = "Quyết định 12/QĐ-LĐLĐ"


@pytest.fixture
def tree():
    province = make.unit(name="LĐLĐ tỉnh Lai Châu")
    return {
        "province": province,
        "here": make.unit(province, "LĐLĐ huyện Than Uyên"),
        "there": make.unit(province, "LĐLĐ huyện Phong Thổ"),
    }


def by_role(role, at):
    return By(make.account(role, at), now())


def opened(tree, login="lo-van-moi", *, by, at="here", role=Role.MEMBER, label=""):
    gift = Gift(role, tree[at])
    return open_log_in(login, label=label, gift=gift, reason=WHY, by=by)


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_a_log_in_is_opened_with_one_role_and_a_password_for_one_log_in(tree):
    by = by_role(Role.ACCOUNT_ADMIN, tree["here"])

    account, password = opened(tree, by=by, label="Cán bộ huyện")

    assert account.check_password(password)
    assert (account.must_change_password, account.label) == (True, "Cán bộ huyện")
    assert reaches_of(account) == (Reach(Role.MEMBER, tree["here"].path),)
    line = JournalLine.objects.latest("id")
    assert (line.verb, line.by, line.about_id, line.reason) == (
        "account-opened",
        by.account,
        account.id,
        WHY,
    )
    assert password not in str(line.__dict__)


@pytest.mark.parametrize(
    ("who", "at", "role", "where"),
    [
        (Role.PROVINCIAL_OFFICER, "province", Role.MEMBER, "here"),
        (Role.UPPER_OFFICER, "here", Role.MEMBER, "here"),
        (Role.NATIONAL_OFFICER, "province", Role.MEMBER, "here"),
        (Role.ACCOUNT_ADMIN, "there", Role.MEMBER, "here"),
        (Role.ACCOUNT_ADMIN, "here", Role.MEMBER, "province"),
        (Role.ACCOUNT_ADMIN, "here", Role.ACCOUNT_ADMIN, "here"),
    ],
)
def test_nobody_else_opens_one_and_none_beyond_the_own_reach(who, at, role, where, tree):
    by = by_role(who, tree[at])

    assert refused(lambda: opened(tree, by=by, at=where, role=role)) == "not-allowed"
    assert not Account.objects.filter(login="lo-van-moi").exists()


@pytest.mark.parametrize(
    ("login", "code"),
    [(" ", "login-empty"), ("x" * 151, "name-long"), ("CO-ROI", "login-taken")],
)
def test_a_name_that_cannot_be_taken_is_refused(login, code, tree):
    make.account(login="co-roi")

    by = by_role(Role.ACCOUNT_ADMIN, tree["here"])

    assert refused(lambda: opened(tree, login, by=by)) == code


def test_what_somebody_logs_in_with_as_address_is_no_user_name_of_another(tree):
    make.account(email="mai@vidu.vn")
    by = by_role(Role.ACCOUNT_ADMIN, tree["here"])

    assert refused(lambda: opened(tree, "Mai@vidu.vn", by=by)) == "login-taken"


def test_a_closed_log_in_loses_its_sessions_and_tokens_and_its_entries_stay(tree):
    account = make.account(Role.MEMBER, tree["here"], "lo-van-an")
    entry = make.register(
        make.campaign(tree["province"]), make.entry(tree["here"]), by=By(account, make.NOW)
    )
    token = make_token(account, "cổng", by=make.SYSTEM)
    client = Client()
    typed = {"username": "lo-van-an", "password": "mat-khau-thu-nghiem"}
    client.post(reverse("account_login"), typed)
    assert client.get(reverse("accounts")).status_code == 200

    close_log_in(account, reason="Nghỉ hưu", by=by_role(Role.ACCOUNT_ADMIN, tree["here"]))

    assert client.get(reverse("accounts")).status_code == 302
    assert Client().post(reverse("account_login"), typed).status_code != 302
    assert account_of_token(hash_of(token)) is None
    assert Initiative.objects.get(id=entry.id).entered_by == account
    line = JournalLine.objects.latest("id")
    assert JournalLine.objects.filter(verb="account-closed", reason="Nghỉ hưu").count() == 1
    assert line.by != account


def test_opened_again_it_has_its_roles_a_new_password_and_no_old_token(tree):
    account = make.account(Role.MEMBER, tree["here"])
    token = make_token(account, "cổng", by=make.SYSTEM)
    by = by_role(Role.ACCOUNT_ADMIN, tree["here"])
    close_log_in(account, reason=WHY, by=by)

    password = reopen_log_in(account, reason="Trở lại làm việc", by=by)

    account = Account.objects.get(id=account.id)
    assert (account.is_active, account.must_change_password) == (True, True)
    assert account.check_password(password)
    assert reaches_of(account) == (Reach(Role.MEMBER, tree["here"].path),)
    assert account_of_token(hash_of(token)) is None
    assert JournalLine.objects.latest("id").verb == "account-reopened"


def test_one_whose_roles_all_ended_is_closed_where_the_last_one_was(tree):
    account = make.account()
    make.grant(account, Role.MEMBER, tree["there"], taken_at=now())
    make.grant(account, Role.MEMBER, tree["here"], taken_at=now())

    there, here = (by_role(Role.ACCOUNT_ADMIN, tree[at]) for at in ("there", "here"))

    assert refused(lambda: close_log_in(account, reason=WHY, by=there)) == "not-allowed"
    close_log_in(account, reason=WHY, by=here)
    assert not Account.objects.get(id=account.id).is_active


def test_nobody_closes_the_own_log_in_one_that_reaches_further_or_an_equal(tree):
    by = by_role(Role.ACCOUNT_ADMIN, tree["here"])
    wide = make.account(Role.MEMBER, tree["here"])
    make.grant(wide, Role.MEMBER, tree["there"])
    equal = make.account(Role.ACCOUNT_ADMIN, tree["here"])
    officer = by_role(Role.PROVINCIAL_OFFICER, tree["province"])

    codes = [
        refused(lambda who=who, acting=acting: close_log_in(who, reason=WHY, by=acting))
        for who, acting in ((by.account, by), (wide, by), (equal, by), (wide, officer))
    ]

    assert codes == ["not-allowed"] * 4


def test_what_is_closed_or_open_already_is_told_so_and_a_reason_is_asked(tree):
    account, by = (
        make.account(Role.MEMBER, tree["here"]),
        by_role(Role.ACCOUNT_ADMIN, tree["here"]),
    )

    assert refused(lambda: reopen_log_in(account, reason=WHY, by=by)) == "log-in-open"
    assert refused(lambda: close_log_in(account, reason=" ", by=by)) == "reason-missing"
    close_log_in(account, reason=WHY, by=by)
    assert refused(lambda: close_log_in(account, reason=WHY, by=by)) == "log-in-closed"
    assert refused(lambda: reopen_log_in(account, reason="", by=by)) == "reason-missing"
