from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions.unit_moves import move_subtrees
from sangkien.core.facts import UnitFact
from sangkien.core.text import fold
from sangkien.models import Unit, UnitName
from sangkien.queries.units import (
    changed_since,
    children_of,
    member_units,
    tree_rows,
    unit_by_code,
    unit_fact,
    units_by_id,
    units_named,
    units_under,
)
from tests import make


def codes(units):
    return [unit.code for unit in units]


def test_a_fact_of_a_unit_is_its_id_path_short_name_and_line(land):
    sector = make.unit(land.province, "Công đoàn ngành Y tế", line="sector")

    assert unit_fact(sector) == UnitFact(
        sector.id, f"{land.province.id}.{sector.id}.", "Công đoàn ngành Y tế", "sector"
    )


def test_below_a_unit_stand_it_and_all_under_it_and_nobody_else(land):
    assert codes(units_under(land.here)) == ["THU", "HB"]
    assert set(codes(units_under(land.province))) == {"LC", "THU", "PTH", "HB"}
    assert codes(units_under(land.school)) == ["HB"]


def test_children_are_those_directly_below_in_the_order_they_were_made(land):
    assert codes(children_of(land.province)) == ["THU", "PTH"]
    assert children_of(land.school) == []
    assert member_units(land.province) == children_of(land.province)


@pytest.mark.parametrize(
    ("typed", "code"), [("THU", "THU"), (" THU ", "THU"), ("thu", None), ("", None), ("TH", None)]
)
def test_a_code_is_taken_to_the_letter_but_for_blanks_around_it(land, typed, code):
    found = unit_by_code(typed)

    assert (found.code if found else None) == code


# -- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "LĐLĐ huyện Than Uyên",
        "  lđlđ   HUYỆN than uyên ",
        "LDLD huyen Than Uyen",
        "LĐLĐ huyê\u0323n Than Uyên",
        "THU",
        "thu",
        "\u00d0LĐLĐ"[1:] + " huyện Than Uyên",
    ],
)
def test_a_unit_is_found_by_each_of_its_names_however_they_are_typed(land, typed):
    assert units_named([typed], under=land.province) == {typed: [land.here]}


def test_a_name_of_two_units_gives_both_and_a_name_of_none_an_empty_list(land):
    twin = make.unit(land.there, land.school.name)

    found = units_named([land.school.name, "Trường Không Có"], under=land.province)

    assert found == {land.school.name: [land.school, twin], "Trường Không Có": []}


def test_a_name_reaches_only_below_the_unit_that_is_asked(land):
    name = land.school.name

    assert units_named([name], under=land.there) == {name: []}
    assert units_named([name], under=land.school) == {name: [land.school]}
    assert units_named([land.foreign.name], under=land.province) == {land.foreign.name: []}


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_names_take_one_query(land, number, django_assert_num_queries):
    names = ["THU", "PTH", "HB"][:number]

    with django_assert_num_queries(1):
        found = units_named(names, under=land.province)

    assert [codes(units) for units in found.values()] == [[name] for name in names]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# doors let no NUL and no half of a surrogate pair in: PostgreSQL stores neither
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_any_text_as_a_name_finds_what_is_called_so_and_fails_on_nothing(land, typed):
    found = units_named([typed], under=land.province)

    assert all(UnitName.objects.filter(unit=u, folded=fold(typed)) for u in found[typed])


def test_no_name_asks_for_no_unit(land):
    assert units_named([], under=land.province) == {}


# -- the tree ------------------------------------------------------------------------------------


def test_units_by_id_are_those_that_there_are(land):
    assert units_by_id([land.here.id, 987_654]) == {land.here.id: land.here}


@pytest.mark.parametrize("depth", [1, 3])
def test_a_tree_of_any_depth_is_read_with_its_parents_in_one_query(
    land, depth, django_assert_num_queries
):
    unit = land.school
    for _ in range(depth):
        unit = make.unit(unit)

    with django_assert_num_queries(1):
        rows = tree_rows(land.here)
        parents = [row.parent.id for row in rows]

    assert parents == [int(row.path.split(".")[-3]) for row in rows]
    assert len(rows) == 2 + depth


def test_only_units_that_stand_elsewhere_by_now_are_told_with_the_path_they_have(land):
    facts = [unit_fact(unit) for unit in (land.here, land.there, land.school)]
    assert changed_since(facts) == {}

    moved = Unit.objects.get(id=land.here.id)
    moved.parent = land.there
    moved.save()
    move_subtrees([moved], make.SYSTEM)

    below = f"{land.there.path}{land.here.id}."
    assert {unit_id: fact.path for unit_id, fact in changed_since(facts).items()} == {
        land.here.id: below,
        land.school.id: f"{below}{land.school.id}.",
    }
    assert changed_since(facts)[land.here.id].name == land.here.short_name


def test_a_unit_that_goes_by_another_name_is_told_whoever_else_knows_it_already(land):
    before, other = unit_fact(land.here), unit_fact(land.there)
    Unit.objects.filter(id=land.here.id).update(short_name="Than Uyên")
    now = replace(before, name="Than Uyên")

    assert changed_since([before, now, other]) == {land.here.id: now}
    assert changed_since([now, other]) == {}


def test_a_unit_that_was_removed_is_not_told_as_changed(land):
    fact = unit_fact(land.school)
    land.school.delete()

    assert changed_since([fact]) == {}
