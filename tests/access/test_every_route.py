"""Every route asked by everybody there is, at every place, in every state of its record."""

import pytest
from django.db import connection
from django.urls import URLResolver, get_resolver

from sangkien.core.permissions import Role
from sangkien.models import Initiative
from sangkien.web import entries
from tests.access.gates import GET
from tests.access.people import GROUPS, Person, Place
from tests.access.routes import ROUTES, STATES
from tests.access.scene import OURS
from tests.access.walking import marks_in, may_be_shown, said, walked, walker

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access")]
BY_SECRET = {"receipt"}  # the address itself is what its holder was given


def names(patterns=None, prefix=""):
    """Every named route of the product."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:")
        else:
            yield f"{prefix}{pattern.name}"


def told():
    """How many lines of the journal tell a change; asked thousands of times, so as plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sangkien_journalline WHERE verb <> 'read'")
        return cursor.fetchone()[0]


def faults(person, route, state, answer, lines):
    """What is wrong with the answer: another than the table says, a change, a word too much."""
    expected = route.answer(person, state)
    if said(answer) != expected:
        yield f"{said(answer)}, not {expected}"
    elif route.method != GET and route.refused(person) and told() != lines:
        yield "changed something"
    elif answer.status_code == 200 and route.method == GET and route.name not in BY_SECRET:
        yield from (f"shows {mark}" for mark in marks_in(answer) - may_be_shown(person))


def test_every_route_of_the_product_has_a_row_and_every_row_a_route():
    assert {route.name for route in ROUTES} == set(names())


def test_no_row_is_written_twice_and_each_is_about_records_of_the_scene(scene):
    rows = [(route.name, route.method, route.of, route.form) for route in ROUTES]

    assert len(rows) == len(set(rows))
    assert {(of, state) for of, states in STATES.items() for state in states} <= set(scene.at)


@pytest.mark.parametrize("group", GROUPS)
def test_everybody_is_answered_as_the_table_says_wherever_they_stand(group, scene):
    wrong = {}
    for person in GROUPS[group]:
        walking, lines = walker(person, scene), told()
        for route in ROUTES:
            for state, answer in walked(route, walking, scene):
                if found := list(faults(person, route, state, answer, lines)):
                    wrong[str(person), str(route), state] = found

    assert wrong == {}


def test_a_page_that_forgets_to_ask_who_reads_it_is_found(scene, monkeypatch):
    of_any_unit = Initiative.objects.select_related("campaign__owner", "unit", "ticked_unit")
    monkeypatch.setattr(entries, "visible_entry", lambda _, __, pk: of_any_unit.get(id=pk))
    neighbour = Person(Role.UPPER_OFFICER, Place.NEIGHBOUR)
    walking, lines = walker(neighbour, scene), told()

    found = {
        str(route)
        for route in ROUTES
        if route.of == "entry" and route.method == GET
        for state, answer in walked(route, walking, scene)
        if list(faults(neighbour, route, state, answer, lines))
    }

    assert found == {"GET entry-show"}


def test_a_page_that_shows_more_than_its_reader_may_see_is_found(scene):
    member = Person(Role.MEMBER, Place.DISTRICT)
    walking = walker(member, scene)
    receipt = next(route for route in ROUTES if route.name == "receipt")

    shown = {mark for _, answer in walked(receipt, walking, scene) for mark in marks_in(answer)}

    assert (shown, may_be_shown(member)) == ({OURS}, set())
