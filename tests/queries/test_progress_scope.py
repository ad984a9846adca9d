import pytest

from sangkien.core.permissions import Role
from sangkien.queries.progress_scope import open_rows, shown_unit
from tests import make

CHIEF = Role.PROVINCIAL_OFFICER


@pytest.mark.parametrize(
    ("at", "role", "codes"),
    [
        ("province", CHIEF, {"LC", "THU", "PTH", "HB"}),
        ("here", Role.UPPER_OFFICER, {"LC", "THU", "HB"}),
        ("here", Role.MEMBER, {"LC", "THU", "HB"}),
        ("school", Role.MEMBER, {"LC", "THU", "HB"}),
        ("there", Role.UPPER_OFFICER, {"LC", "PTH"}),
        ("foreign", CHIEF, {"LC"}),
        (None, None, {"LC"}),
    ],
)
def test_the_owners_table_is_open_to_all_and_those_below_to_their_own_line(land, at, role, codes):
    account = land.officer(getattr(land, at), role) if at else None

    asked = ("LC", "THU", "PTH", "HB", "DB", "KHONG")
    shown = {code for code in asked if shown_unit(account, land.campaign, code)}

    assert shown == codes


@pytest.mark.parametrize("code", ["", "LC"])
def test_without_a_code_the_owners_table_is_shown(land, code):
    assert shown_unit(None, land.campaign, code) == land.province


def test_a_unit_above_or_beside_the_campaign_has_no_table_in_it(land):
    below = make.campaign(land.here)
    chief = land.officer(role=CHIEF)

    assert [shown_unit(chief, below, code) for code in ("LC", "PTH", "HB")] == [
        None,
        None,
        land.school,
    ]


@pytest.mark.parametrize(
    ("at", "role", "codes"),
    [
        ("province", CHIEF, {"THU", "PTH"}),
        ("here", Role.UPPER_OFFICER, {"THU"}),
        ("here", Role.MEMBER, {"THU"}),
        ("school", Role.UPPER_OFFICER, set()),
        ("foreign", CHIEF, set()),
        (None, None, set()),
    ],
)
def test_rows_open_for_units_that_are_whole_within_ones_reach(land, at, role, codes):
    account = land.officer(getattr(land, at), role) if at else None

    assert open_rows(account, land.province) == codes


@pytest.mark.parametrize("number", [1, 3])
def test_few_and_many_rows_take_two_queries(land, number, django_assert_num_queries):
    for _ in range(number):
        make.unit(land.there)
    officer = land.officer(land.there)

    with django_assert_num_queries(2):
        assert len(open_rows(officer, land.there)) == number
