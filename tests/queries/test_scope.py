import pytest
from django.contrib.auth.models import AnonymousUser

from sangkien.core.permissions import Role, Verb
from sangkien.models import Grant, Initiative
from sangkien.queries.scope import (
    allowed,
    allowed_somewhere,
    home_unit,
    reaches_of,
    visible_entries,
    visible_units,
)
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    province = make.unit(name="LĐLĐ tỉnh")
    return {
        "province": province,
        "alice": make.unit(province, "Than Uyên"),
        "bob": make.unit(province, "Phong Thổ"),
    }


@pytest.fixture
def campaign(tree):
    made = make.campaign(tree["province"])
    for name in ("alice", "alice", "bob"):
        make.register(made, make.entry(tree[name]))
    return made


def units_of(entries):
    return sorted(entries.values_list("unit__short_name", flat=True))


def test_an_officer_reads_the_entries_of_the_own_part_of_the_tree_only(tree, campaign):
    alice = make.account(Role.UPPER_OFFICER, tree["alice"])
    chief = make.account(Role.PROVINCIAL_OFFICER, tree["province"])

    assert units_of(visible_entries(alice, campaign)) == ["Than Uyên", "Than Uyên"]
    assert visible_entries(chief, campaign).count() == Initiative.objects.count() == 3


def test_members_strangers_and_visitors_read_no_entry(tree, campaign):
    member = make.account(Role.MEMBER, tree["alice"])
    nobody = make.account()

    assert [visible_entries(who, campaign).count() for who in (member, nobody, None)] == [0] * 3


def test_a_blocked_account_may_nothing(tree):
    blocked = make.account(Role.PROVINCIAL_OFFICER, tree["province"])
    blocked.is_active = False

    assert reaches_of(blocked) == ()
    assert allowed(blocked, Verb.SEE_PROGRESS, tree["province"].path) is False


def test_two_roles_add_up_and_each_entry_comes_once(tree, campaign):
    both = make.account(Role.UPPER_OFFICER, tree["alice"])
    Grant.objects.create(account=both, role=Role.UPPER_OFFICER, unit=tree["province"])

    assert visible_entries(both, campaign).count() == 3


def test_entries_of_another_campaign_are_not_mixed_in(tree, campaign):
    other = make.campaign(tree["province"])
    chief = make.account(Role.PROVINCIAL_OFFICER, tree["province"])

    assert visible_entries(chief, other).count() == 0


def test_visible_units_are_those_the_verb_reaches_in_order_of_the_tree(tree):
    alice = make.account(Role.UPPER_OFFICER, tree["alice"])
    below = make.unit(tree["alice"])

    assert list(visible_units(alice, Verb.REVIEW)) == [tree["alice"], below]
    assert list(visible_units(alice, Verb.EDIT_UNITS)) == []


def test_somewhere_below_is_enough_where_that_is_asked(tree):
    alice = make.account(Role.UPPER_OFFICER, tree["alice"])
    province = tree["province"].path

    assert allowed(alice, Verb.REVIEW, province) is False
    assert allowed_somewhere(alice, Verb.REVIEW, province) is True


def test_home_is_the_own_unit_and_for_others_the_owner(tree, campaign):
    alice = make.account(Role.UPPER_OFFICER, tree["alice"])
    stranger = make.account(Role.UPPER_OFFICER, make.unit(name="Tỉnh khác"))

    homes = [home_unit(who, campaign) for who in (alice, stranger, None)]

    assert homes == [tree["alice"], tree["province"], tree["province"]]


def test_roles_are_read_once_however_often_they_are_asked(tree, django_assert_num_queries):
    alice = make.account(Role.UPPER_OFFICER, tree["alice"])

    with django_assert_num_queries(1):
        for _ in range(3):
            allowed(alice, Verb.REVIEW, tree["alice"].path)


def test_a_visitor_as_django_names_one_may_nothing(tree):
    assert AnonymousUser().is_active is False
    assert reaches_of(AnonymousUser()) == ()
