from datetime import date

import pytest

from sangkien.actions.snapshots import take_snapshot
from sangkien.core.permissions import Role
from sangkien.queries.scope import OPERATOR
from sangkien.queries.snapshots import snapshot_by_id, visible_snapshots
from tests import make

DAY = date(2022, 3, 17)


def list_of(campaign):
    return list(visible_snapshots(OPERATOR, campaign).defer("canonical"))


@pytest.fixture
def frozen(land):
    """Frozen tables of the province and of both districts, in this order."""
    for unit in (land.here, land.there):
        make.unit(unit)
    units = (land.province, land.here, land.there)
    return [take_snapshot(land.campaign, unit, DAY, make.SYSTEM) for unit in units]


def test_frozen_tables_stand_latest_first_without_their_content(land, frozen):
    found = list_of(land.campaign)

    assert found == frozen[::-1]
    assert {field for snapshot in found for field in snapshot.get_deferred_fields()} == {
        "canonical"
    }


@pytest.mark.parametrize(
    ("at", "role", "seen"),
    [
        ("province", Role.PROVINCIAL_OFFICER, {0, 1, 2}),
        ("here", Role.UPPER_OFFICER, {0, 1}),
        ("here", Role.MEMBER, {0, 1}),
        ("there", Role.UPPER_OFFICER, {0, 2}),
        ("foreign", Role.PROVINCIAL_OFFICER, {0}),
    ],
)
def test_the_campaigns_own_table_is_open_to_all_and_those_of_units_to_their_branch(
    land, frozen, at, role, seen
):
    found = visible_snapshots(land.officer(getattr(land, at), role), land.campaign)

    assert set(found) == {frozen[number] for number in seen}


def test_a_visitor_sees_the_campaigns_own_table_only(land, frozen):
    assert list(visible_snapshots(None, land.campaign)) == [frozen[0]]


def test_a_table_of_another_campaign_is_neither_listed_nor_found(land, frozen):
    other = make.campaign(land.province)

    assert list_of(other) == []
    assert snapshot_by_id(OPERATOR, other, frozen[0].id) is None
    assert snapshot_by_id(OPERATOR, land.campaign, frozen[0].id) == frozen[0]


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_tables_with_their_units_take_one_query(
    land, number, django_assert_num_queries
):
    for day in range(number):
        take_snapshot(land.campaign, land.province, date(2022, 3, 1 + day), make.SYSTEM)

    with django_assert_num_queries(1):
        assert [snapshot.unit.code for snapshot in list_of(land.campaign)] == ["LC"] * number
