import pytest
from django.contrib.auth.models import AnonymousUser

from sangkien.core.permissions import Role, Verb
from sangkien.models import Grant, Initiative, Unit
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


# -- six levels ------------------------------------------------------------------------------


@pytest.fixture
def line():
    """Six units one below the other, the root first, and a stranger beside each but the root."""
    units = [make.unit()]
    for _ in range(5):
        units.append(make.unit(units[-1]))
    for unit in units[:-1]:
        make.unit(unit, "Đơn vị bên cạnh")
    return units


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_an_officer_of_any_level_reads_down_to_the_sixth_and_never_up_or_aside(line, level):
    made = make.campaign(line[0])
    for unit in line:
        make.register(made, make.entry(unit))
    officer = make.account(Role.UPPER_OFFICER, line[level - 1])

    seen = visible_entries(officer, made).order_by("id").values_list("unit_id", flat=True)

    assert list(seen) == [unit.id for unit in line[level - 1 :]]


def test_units_come_in_the_order_of_the_tree_each_with_all_below_it_right_behind(line):
    officer = make.account(Role.UPPER_OFFICER, line[0])

    paths = [unit.path for unit in visible_units(officer, Verb.REVIEW)]

    for position, path in enumerate(paths):
        below = [other.startswith(path) for other in paths]
        assert below == [position <= place < position + sum(below) for place in range(len(paths))]
    assert len(paths) == 11


def test_a_unit_whose_path_only_begins_alike_stays_unseen():
    root = make.unit()
    near = make.unit(root)
    alike = make.unit(root)
    Unit.objects.filter(id=alike.id).update(path=f"{near.path.rstrip('.')}7.")
    officer = make.account(Role.UPPER_OFFICER, near)

    assert list(visible_units(officer, Verb.REVIEW)) == [near]


# -- home ------------------------------------------------------------------------------------


def test_of_two_places_home_is_the_one_nearer_to_the_owner_however_long_its_number_is(line):
    made = make.campaign(line[0])
    long_number = Unit.objects.create(
        id=123_456_789, code="DAI", name="LĐLĐ huyện Than Uyên", short_name="Than Uyên",
        parent=line[0], level=2, path=f"{line[0].path}123456789.",
    )  # fmt: skip
    officer = make.account(Role.UPPER_OFFICER, line[2])
    Grant.objects.create(account=officer, role=Role.UPPER_OFFICER, unit=long_number)

    assert home_unit(officer, made) == long_number


def test_of_two_places_equally_near_home_is_the_one_granted_first(line):
    made = make.campaign(line[0])
    second, first = make.unit(line[0]), line[1]
    officer = make.account(Role.UPPER_OFFICER, first)
    Grant.objects.create(account=officer, role=Role.UPPER_OFFICER, unit=second)

    assert home_unit(officer, made) == first


def test_who_stands_above_the_campaign_is_at_home_at_its_owner(line):
    made = make.campaign(line[2])
    above = make.account(Role.PROVINCIAL_OFFICER, line[0])

    assert home_unit(above, made) == line[2]


def test_a_member_is_at_home_at_the_own_unit_without_reading_an_entry(line):
    made = make.campaign(line[0])
    make.register(made, make.entry(line[1]))
    member = make.account(Role.MEMBER, line[1])

    assert home_unit(member, made) == line[1]
    assert visible_entries(member, made).count() == 0


# -- many roles ------------------------------------------------------------------------------


def test_each_verb_reaches_only_as_far_as_a_role_that_has_it(line):
    account = make.account(Role.MEMBER, line[0])
    Grant.objects.create(account=account, role=Role.UPPER_OFFICER, unit=line[3])
    Grant.objects.create(account=account, role=Role.PROVINCIAL_OFFICER, unit=line[5])

    reached = {
        verb: [unit.level for unit in line if allowed(account, verb, unit.path)]
        for verb in (Verb.SEE_PROGRESS, Verb.REVIEW, Verb.EDIT_UNITS)
    }

    assert reached == {
        Verb.SEE_PROGRESS: [1, 2, 3, 4, 5, 6],
        Verb.REVIEW: [4, 5, 6],
        Verb.EDIT_UNITS: [6],
    }


@pytest.mark.parametrize("roles", [1, 3])
def test_a_list_for_one_and_for_three_roles_takes_the_same_two_queries(
    line, roles, django_assert_num_queries
):
    made = make.campaign(line[0])
    account = make.account(Role.UPPER_OFFICER, line[1])
    for unit in line[2 : 1 + roles]:
        Grant.objects.create(account=account, role=Role.UPPER_OFFICER, unit=unit)

    with django_assert_num_queries(2):
        assert list(visible_entries(account, made)) == []
