"""A record is there under the address of its own campaign alone."""

import pytest

from sangkien.core.permissions import Role
from tests import make
from tests.access.people import Person, Place
from tests.access.routes import ROUTES, STATES
from tests.access.walking import asked, said, taken_back, walker

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access")]
RECORDS = ("entry", "copies", "finding", "merge", "table", "own table", "letter", "batch")
OF_RECORDS = [
    route
    for route in ROUTES
    if route.of in RECORDS and not route.name.startswith("receipt")  # of any campaign
]


@pytest.mark.parametrize(
    ("place", "of_whom"),
    [(Place.PROVINCE, "another campaign of the owner"), (Place.ABROAD, "one's own, elsewhere")],
)
def test_another_campaign_does_not_open_the_records_of_this_one(place, of_whom, scene):
    walking = walker(Person(Role.PROVINCIAL_OFFICER, place), scene)
    owner = scene.province if place == Place.PROVINCE else scene.base.abroad
    with taken_back():
        other = make.campaign(owner, slug="khac")
        opened = {}
        for route in OF_RECORDS:
            for state in STATES[route.of]:
                with taken_back():
                    status = said(asked(route, state, walking, scene, under=other))
                if status != 404:
                    opened[str(route), state] = status

    assert opened == {}
