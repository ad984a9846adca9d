import pytest

from sangkien.core.permissions import Role, Verb
from sangkien.models import Grant
from sangkien.queries.unit_choices import MOST_CHOICES, units_to_choose
from tests import make

CHIEF = Role.PROVINCIAL_OFFICER


def chosen(account, land, verb=Verb.SEE_ENTRIES, campaign=None):
    return [unit.code for unit in units_to_choose(account, campaign or land.campaign, verb)]


@pytest.mark.parametrize(
    ("at", "role", "codes"),
    [
        ("province", CHIEF, ["LC", "THU", "PTH"]),
        ("here", Role.UPPER_OFFICER, ["THU", "HB"]),
        ("school", Role.UPPER_OFFICER, ["HB"]),
        ("here", Role.MEMBER, []),
        ("foreign", CHIEF, []),
    ],
)
def test_the_own_top_and_the_units_right_below_it_are_offered(land, at, role, codes):
    make.unit(land.school)  # two levels below: reached by name, not offered

    assert chosen(land.officer(getattr(land, at), role), land)[: len(codes)] == codes


def test_a_visitor_is_offered_nothing(land):
    assert chosen(None, land) == []


def test_who_stands_above_the_campaign_is_offered_its_owner_and_members_only(land):
    below = make.campaign(land.here)

    assert chosen(land.officer(role=CHIEF), land, campaign=below) == ["THU", "HB"]


def test_two_places_offer_the_units_of_both_each_once(land):
    both = land.officer(land.here)
    Grant.objects.create(account=both, role=Role.UPPER_OFFICER, unit=land.school)
    Grant.objects.create(account=both, role=Role.UPPER_OFFICER, unit=land.there)

    assert chosen(both, land) == ["THU", "PTH", "HB"]


def test_only_places_where_the_verb_is_allowed_are_offered(land):
    mixed = land.officer(land.province, Role.MEMBER)
    Grant.objects.create(account=mixed, role=Role.UPPER_OFFICER, unit=land.there)

    assert chosen(mixed, land, Verb.MOVE) == ["PTH"]
    assert chosen(mixed, land, Verb.EDIT_UNITS) == []


def test_of_very_many_units_only_so_many_are_offered_as_a_list_can_show(land):
    for _ in range(MOST_CHOICES):
        make.unit(land.there)

    offered = chosen(land.officer(land.there), land)

    assert (len(offered), offered[0]) == (MOST_CHOICES, "PTH")


@pytest.mark.parametrize("number", [1, 3])
def test_few_and_many_units_take_one_query(land, number, django_assert_num_queries):
    for _ in range(number):
        make.unit(land.there)
    officer = land.officer(land.there)
    chosen(officer, land)  # the roles are read by now

    with django_assert_num_queries(1):
        assert len(chosen(officer, land)) == number + 1
