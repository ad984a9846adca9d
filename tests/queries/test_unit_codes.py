import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.queries import unit_codes
from sangkien.queries.unit_codes import (
    all_codes,
    chunks,
    codes_of,
    folded_names,
    nearest,
    root_outside,
    units_by_code,
)


def test_units_are_found_by_their_codes_and_unknown_codes_are_left_out(land):
    assert units_by_code(["THU", "thu", "", "KHONG"]) == {"THU": land.here}
    assert units_by_code([]) == {}


def test_codes_are_found_by_the_ids(land):
    assert codes_of([land.here.id, land.foreign.id, 987]) == {
        land.here.id: "THU",
        land.foreign.id: "DB",
    }


def test_many_codes_are_asked_for_in_pieces_and_all_are_found(
    land, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(unit_codes, "AT_A_TIME", 2)
    names = ["LC", "THU", "PTH", "HB", "DB"]

    with django_assert_num_queries(3):
        found = units_by_code(names)

    assert sorted(found) == sorted(names)
    with django_assert_num_queries(3):
        assert sorted(codes_of([unit.id for unit in found.values()]).values()) == sorted(names)


def test_a_root_that_the_sheet_does_not_name_is_told(land):
    assert root_outside(["DB"]) == "LC"
    assert root_outside(["LC"]) == "DB"
    assert root_outside(["LC", "DB"]) is None


def test_without_any_unit_there_is_no_root_and_no_code(db):
    assert (root_outside([]), all_codes()) == (None, [])


def test_all_codes_stand_in_the_order_the_units_were_made(land):
    assert all_codes() == ["LC", "THU", "PTH", "HB", "DB"]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("THUU", ["THU"]),
        ("TUH", ["THU"]),
        ("LC-PT", ["LC-PTH"]),
        ("ZZZ", []),
        ("", []),
    ],
)
def test_a_mistyped_code_is_answered_with_the_nearest_and_a_strange_one_with_nothing(typed, near):
    assert nearest(typed, ["THU", "LC-PTH", "SHO"]) == near


def test_several_near_names_come_best_first_and_no_more_than_asked():
    known = ["than uyen", "tan uyen", "tam duong", "than uyen 2"]

    assert nearest("than uyen", known, most=3) == ["than uyen", "tan uyen", "than uyen 2"]
    assert nearest("than uyen", [], most=3) == []


def test_every_name_below_a_unit_leads_to_its_short_name(land):
    assert folded_names(land.here) == {
        "thu": "LĐLĐ huyện Than Uyên",
        "ldld huyen than uyen": "LĐLĐ huyện Than Uyên",
        "hb": "CĐCS Trường Mầm non Hoa Ban",
        "cdcs truong mam non hoa ban": "CĐCS Trường Mầm non Hoa Ban",
    }
    assert "db" not in folded_names(land.province)


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_pieces_hold_everything_once_in_order_and_none_is_empty_or_too_long(values, size):
    pieces = list(chunks(iter(values), size))

    assert [value for piece in pieces for value in piece] == values
    assert all(0 < len(piece) <= size for piece in pieces)
    assert all(len(piece) == size for piece in pieces[:-1])
