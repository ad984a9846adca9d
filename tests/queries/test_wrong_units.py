import pytest

from sangkien.core.wrong_units import InCommon, School
from sangkien.models import Finding, WorkplaceRule
from sangkien.queries.finding_list import FindingFilter, open_findings
from sangkien.queries.wrong_units import (
    GroupPage,
    MoveGroup,
    group_page,
    move_groups,
    of_ticked,
    proposed_moves,
)
from tests import make

UNIT = "wrong-unit"
MN = School.KINDERGARTEN


@pytest.fixture
def sector(land):
    """A sector union that schools tick though the rule says they belong to their district."""
    for unit, place in ((land.here, "Than Uyên"), (land.there, "Phong Thổ")):
        unit.place = place
        unit.save()
    WorkplaceRule.objects.create(
        owner=land.province, position=1, marks="mầm non", line="territorial", school_level="MN"
    )
    return make.unit(land.province, "Công đoàn ngành Giáo dục", line="sector")


def schools(land, sector, *places):
    return [
        land.file(sector, workplace=f"Trường Mầm non số {number}, huyện {place}")
        for number, place in enumerate(places, start=1)
    ]


def wrong_units(land, account=None):
    return open_findings(account or land.officer(), land.campaign, FindingFilter(rule=UNIT))


def shown(land, ticked, unit, most=10):
    return group_page(land.campaign, wrong_units(land), ticked, unit, most=most)


def test_entries_are_grouped_by_what_was_ticked_and_where_they_belong_largest_first(land, sector):
    schools(land, sector, "Phong Thổ", "Than Uyên", "Than Uyên")
    land.file(land.there, workplace="Trường Mầm non số 9, huyện Than Uyên")

    assert move_groups(land.campaign, wrong_units(land)) == [
        MoveGroup(sector, land.here, 2, InCommon(((MN, 2),), 0)),
        MoveGroup(land.there, land.here, 1, InCommon(((MN, 1),), 0)),
        MoveGroup(sector, land.there, 1, InCommon(((MN, 1),), 0)),
    ]


def test_two_entries_of_one_school_are_two_entries_and_one_school(land, sector):
    for _ in range(2):
        land.file(sector, workplace="Trường Mầm non số 1, huyện Than Uyên")

    (group,) = move_groups(land.campaign, wrong_units(land))

    assert (group.count, group.common) == (2, InCommon(((MN, 1),), 0))


def test_a_workplace_whose_place_nobody_knows_is_in_no_group(land, sector):
    schools(land, sector, "Mường Nhé")

    assert wrong_units(land).count() == 1
    assert move_groups(land.campaign, wrong_units(land)) == []


def test_a_school_with_a_union_of_its_own_is_in_the_group_of_its_member_unit(land, sector):
    entry = land.file(sector, workplace=land.school.short_name)

    (group,) = move_groups(land.campaign, wrong_units(land))
    moves = proposed_moves(wrong_units(land), land.here)

    assert (group.ticked, group.unit, group.count) == (sector, land.here, 1)
    assert list(moves.values()) == [(entry.id, land.school)]


def test_moves_are_proposed_oldest_first_to_one_member_unit_only(land, sector):
    entries = schools(land, sector, "Than Uyên", "Phong Thổ", "Than Uyên")

    moves = proposed_moves(wrong_units(land), land.here)

    assert list(moves.values()) == [(entries[0].id, land.here), (entries[2].id, land.here)]


def test_an_officer_of_a_district_is_proposed_nothing_of_the_sector(land, sector):
    schools(land, sector, "Than Uyên")

    assert move_groups(land.campaign, wrong_units(land, land.officer(land.here))) == []


def test_what_was_ticked_below_a_member_unit_is_the_member_units_and_the_owners_is_its_own(
    land, sector
):
    below = make.unit(sector, "CĐCS Sở Giáo dục", line="sector")
    at_the_top = "Trường Mầm non số 7, huyện Than Uyên"
    land.file(below, workplace="Trường Mầm non số 5, huyện Than Uyên")
    found = wrong_units(land)

    assert of_ticked(land.campaign, found, sector).count() == 1
    assert of_ticked(land.campaign, found, land.there).count() == 0
    land.file(land.province, workplace=at_the_top)
    assert of_ticked(land.campaign, found, land.province).count() == 0


def test_the_page_of_a_group_shows_its_oldest_entries_and_counts_all(land, sector):
    entries = schools(land, sector, "Than Uyên", "Phong Thổ", "Than Uyên", "Than Uyên")
    found = Finding.objects.filter(rule=UNIT).order_by("id")

    page = shown(land, sector, land.here, most=2)

    assert page.group.count == 3
    assert [row.entry_id for row in page.rows] == [entries[0].id, entries[2].id]
    assert page.rows[0].finding_id == found[0].id
    assert (page.rows[0].counted, page.rows[0].proposed) == (
        sector.short_name,
        "LĐLĐ huyện Than Uyên",
    )
    assert page.rows[0].workplace == "Trường Mầm non số 1, huyện Than Uyên"


def test_the_page_of_a_group_that_is_gone_is_empty(land, sector):
    schools(land, sector, "Than Uyên")

    assert shown(land, land.there, land.here) == GroupPage(None)


@pytest.mark.parametrize("number", [1, 3])
def test_groups_and_the_page_of_one_take_as_many_queries_for_one_as_for_three(
    land, sector, number, django_assert_num_queries
):
    schools(land, sector, *["Than Uyên"] * number)
    found = wrong_units(land)

    with django_assert_num_queries(3):
        assert sum(group.count for group in move_groups(land.campaign, found)) == number
    with django_assert_num_queries(6):
        page = group_page(land.campaign, found, sector, land.here, most=10)
    assert len(page.rows) == number
