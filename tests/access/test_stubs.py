"""A copy in another unit is a stub: title, unit, moment and that unit's desk, and nothing else."""

import re

import pytest

from sangkien.core.permissions import Role
from sangkien.core.reading.numbers import format_moment
from sangkien.core.receipts import receipt_number
from tests import make
from tests.access.gates import GET
from tests.access.people import Person, Place
from tests.access.routes import ROUTES
from tests.access.walking import asked, text_of, walked, walker

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access")]
PAGES = [route for route in ROUTES if route.method == GET]
REDACTED = "Belongs to another unit: only title, unit and moment are shown."
# of the pair, so of one's own entry too: why the two look like one
EVIDENCE = [
    "The same author.",
    "The titles are the same.",
    "The descriptions agree to 38 %.",
    "Probability of one work: over 99 %.",
]


def texts_of(row):
    """What can be read in a row of a table, cell by cell."""
    inside = re.sub(r"<[^>]+>", "\n", row.partition(">")[2].partition("</tr>")[0])
    return [" ".join(line.split()) for line in inside.split("\n") if line.strip()]


def test_the_row_of_a_stub_holds_what_it_may_and_nothing_else(scene, settings):
    settings.LANGUAGE_CODE = "en"
    make.account(Role.UPPER_OFFICER, scene.neighbour, label="Ban Chính sách")
    walking = walker(Person(Role.UPPER_OFFICER, Place.DISTRICT), scene)
    (cluster,) = (page for page in PAGES if page.name == "cluster")

    shown = text_of(asked(cluster, "open", walking, scene))

    (row,) = (row for row in shown.split("<tr") if REDACTED in row)
    stub, unit = scene.foreign_copy, scene.neighbour.short_name
    assert texts_of(row) == [
        "Entry of another unit",
        stub.title,
        "Unit that counts:",
        unit,
        f"{REDACTED} Its desk can tell you more: Ban Chính sách ({unit}).",
        format_moment(stub.occurred_at),
        "3 minutes after the first",
        *EVIDENCE,
        "–",
    ]


@pytest.mark.parametrize("role", [Role.UPPER_OFFICER, Role.AUDITOR])
def test_the_number_of_a_copy_elsewhere_stands_on_no_page_of_the_unit(role, scene):
    walking = walker(Person(role, Place.DISTRICT), scene)
    number = receipt_number(scene.base.campaign.receipt_prefix, scene.foreign_copy.id)

    shown = {
        str(page)
        for page in PAGES
        for _, answer in walked(page, walking, scene)
        if answer.status_code == 200 and number in text_of(answer)
    }

    assert shown == set()
