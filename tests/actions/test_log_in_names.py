"""Names beside the user name: by oneself or an officer, of one account only, told without them."""

import pytest

from sangkien.actions.journal import By
from sangkien.actions.log_in_names import set_log_in_names
from sangkien.core.log_in_names import LogInNames
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import JournalLine
from tests import make

pytestmark = pytest.mark.django_db
NAMES = LogInNames("an@example.vn", "+84912345678")


def refused(account, names, by):
    try:
        set_log_in_names(account, names, by=by)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_names_are_set_changed_and_taken_away_again():
    account = make.account(Role.MEMBER, make.unit())
    by, seen = By(account, make.NOW), []

    for names in (NAMES, LogInNames("b@example.vn", NAMES.phone), LogInNames()):
        set_log_in_names(account, names, by=by)
        account.refresh_from_db()
        seen.append((account.email, account.phone))

    assert seen == [
        ("an@example.vn", "+84912345678"),
        ("b@example.vn", "+84912345678"),
        (None, None),
    ]


def test_the_journal_tells_that_they_changed_and_by_whom_but_not_what_they_are():
    account = make.account(Role.MEMBER, unit := make.unit())

    set_log_in_names(account, NAMES, by=By(account, make.NOW))
    set_log_in_names(account, NAMES, by=By(account, make.NOW))

    line = JournalLine.objects.get(verb="log-in-names-changed")
    assert (line.by, line.about, line.about_id) == (account, "account", account.id)
    assert line.unit_id == unit.id
    assert {field: before for field, (before, _) in line.changes.items()} == {
        "email": None,
        "phone": None,
    }
    assert all(after.startswith("#") for _, after in line.changes.values())


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (LogInNames(email="an@example.vn"), "email-taken"),
        (LogInNames(phone="+84912345678"), "phone-taken"),
        (LogInNames(email="tinh@example.vn"), "email-taken"),  # somebody's user name
    ],
)
def test_a_name_of_another_account_is_refused_and_nothing_changes(names, code):
    first, second = make.account(), make.account()
    make.account(login="tinh@example.vn")
    set_log_in_names(first, NAMES, by=make.SYSTEM)

    assert refused(second, names, make.SYSTEM) == code

    second.refresh_from_db()
    assert (second.email, second.phone) == (None, None)


def test_only_oneself_and_who_may_give_a_new_password_sets_them():
    district = make.unit(make.unit())
    member = make.account(Role.MEMBER, district)
    others = {
        "officer": make.account(Role.UPPER_OFFICER, district),
        "officer elsewhere": make.account(Role.UPPER_OFFICER, make.unit()),
        "another member": make.account(Role.MEMBER, district),
    }

    seen = {who: refused(member, NAMES, By(account, make.NOW)) for who, account in others.items()}

    assert seen == {
        "officer": "",
        "officer elsewhere": "not-allowed",
        "another member": "not-allowed",
    }
    assert refused(member, NAMES, By(None, make.NOW)) == "not-allowed"
