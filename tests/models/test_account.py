import pytest
from django.contrib.auth import authenticate

from sangkien.core.permissions import Role, Scope
from sangkien.models import Account, ApiToken, Grant, GrantScope, JournalLine, Person
from tests import make
from tests.models.holding import is_held_back, longest_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["can-bo", " Can-Bo ", "CAN-BO"])
def test_a_log_in_is_kept_in_small_letters_and_found_however_it_is_typed(typed):
    account = Account.objects.create_user(typed, "mat-khau-thu-nghiem")

    assert account.login == "can-bo"
    assert Account.objects.get_by_natural_key(" CAN-bo ") == account
    assert authenticate(username="Can-Bo", password="mat-khau-thu-nghiem") == account


def test_there_are_no_two_accounts_of_one_log_in():
    Account.objects.create_user("can-bo", "mat-khau-thu-nghiem")

    assert is_held_back(lambda: Account.objects.create_user("CAN-BO", "mat-khau-khac"))


@pytest.mark.parametrize("password", [None, ""])
def test_an_account_without_a_password_lets_nobody_in(password):
    Account.objects.create_user("can-bo", password)

    entered = [authenticate(username="can-bo", password=each) for each in ("", "None", None)]
    assert entered == [None] * 3


def test_a_blocked_account_lets_nobody_in():
    account = make.account(login="can-bo")
    account.is_active = False
    account.save()

    assert authenticate(username="can-bo", password="mat-khau-thu-nghiem") is None


def test_the_password_is_kept_as_a_hash_only():
    account = make.account()

    assert "mat-khau-thu-nghiem" not in str(Account.objects.filter(id=account.id).values())


def test_an_account_is_shown_by_its_post_else_by_its_log_in():
    assert str(Account(login="can-bo", label="Cán bộ LĐLĐ tỉnh")) == "Cán bộ LĐLĐ tỉnh"
    assert str(Account(login="can-bo")) == "can-bo"


def test_a_role_is_granted_once_at_each_unit():
    unit = make.unit()
    account = make.account(Role.MEMBER, unit)

    def granted(role, at):
        return Grant.objects.create(account=account, role=role, unit=at)

    assert is_held_back(lambda: granted(Role.MEMBER, unit))
    granted(Role.UPPER_OFFICER, unit)
    granted(Role.MEMBER, make.unit())
    assert account.grants.count() == 3


def test_a_role_that_was_taken_back_may_be_given_again():
    unit = make.unit()
    account = make.account()
    make.grant(account, Role.MEMBER, unit, taken_at=make.NOW)
    make.grant(account, Role.MEMBER, unit, taken_at=make.NOW)

    make.grant(account, Role.MEMBER, unit)

    assert account.grants.filter(taken_at=None).count() == 1


def test_a_unit_stands_once_in_a_scope_and_goes_with_its_role():
    account = make.account()
    unit, wider = make.unit(), make.unit()
    granted = make.grant(account, Role.MEMBER, unit, {Scope.REPORTS: [wider]})

    assert is_held_back(
        lambda: GrantScope.objects.create(grant=granted, scope=Scope.REPORTS, unit=wider)
    )
    granted.delete()
    assert GrantScope.objects.count() == 0


def test_every_role_of_the_policy_can_be_granted_and_fits_its_column():
    longest = longest_of(Grant, "role")

    assert [role for role in Role if len(role) > longest] == []


def test_two_tokens_never_have_the_same_hash():
    account = make.account()

    def token():
        return ApiToken.objects.create(
            account=account, name="Máy", hashed="a" * 64, created_at=make.NOW
        )

    token()
    assert is_held_back(token)


def test_with_an_account_go_its_roles_and_tokens_unless_it_stands_in_the_journal():
    account = make.account(Role.MEMBER, make.unit())
    ApiToken.objects.create(account=account, name="Máy", hashed="a" * 64, created_at=make.NOW)
    account.delete()
    assert (Grant.objects.count(), ApiToken.objects.count()) == (0, 0)

    active = make.account()
    JournalLine.objects.create(verb="x", by=active, occurred_at=make.NOW, recorded_at=make.NOW)
    assert is_held_back(active.delete)


def test_an_account_outlives_the_person_it_belongs_to():
    person = Person.objects.create(identity="a" * 64)
    account = make.account()
    account.person = person
    account.save()

    person.delete()

    account.refresh_from_db()
    assert account.person is None
