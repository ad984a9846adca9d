"""Many entries that are moved at once: as many statements as one, and each to its own place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.moving import Moved, move_group, move_initiative
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Finding, Initiative, JournalLine
from sangkien.queries.progress import counts_by_unit
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.web.cleaning import land, misplaced

pytestmark = pytest.mark.django_db


@pytest.fixture
def where():
    return land()


@pytest.fixture
def officer(where):
    return make.officer(where.province)


def moved(where, number, by):
    entries = [misplaced(where, each) for each in range(1, number + 1)]
    with CaptureQueriesContext(connection) as asked:
        done = move_group({entry.id: where.district for entry in entries}, reason="", by=by)
    assert done == Moved(number)
    return len(asked)


def test_seven_entries_move_by_as_many_statements_as_two(where, officer):
    moved(where, 1, officer)  # what is asked once and kept

    assert moved(where, 7, officer) == moved(where, 2, officer)


def test_findings_states_and_counts_follow_a_group(where, officer):
    entries = [misplaced(where, number) for number in (1, 2, 3)]

    move_group({entry.id: where.district for entry in entries}, reason="Trường", by=officer)

    assert set(Finding.objects.values_list("state", flat=True)) == {"lapsed"}
    assert set(Initiative.objects.values_list("unit_path", "state")) == {
        (where.district.path, "in_review")
    }
    counts = counts_by_unit(where.campaign, [where.district, where.sector])
    assert counts[where.district.id].settled[Column.PENDING] == 3
    assert counts[where.sector.id].gross == 0
    assert tally_disagreements(where.campaign) == []


def test_each_of_a_group_moves_to_its_own_unit(where, officer):
    first, second = misplaced(where, 1), misplaced(where, 2)

    move_group({first.id: where.district, second.id: where.other}, reason="", by=officer)

    lines = JournalLine.objects.filter(verb="moved").order_by("initiative_id")
    assert list(lines.values_list("unit_id", "details")) == [
        (where.district.id, {"from": where.sector.id}),
        (where.other.id, {"from": where.sector.id}),
    ]


def test_of_one_entry_it_is_raised_why_it_does_not_move(where, officer):
    entry = misplaced(where)

    with pytest.raises(Refusal) as caught:
        move_initiative(entry, where.sector, reason="", by=officer)

    assert (caught.value.code, caught.value.details) == (
        "already-there",
        {"unit": where.sector.short_name},
    )


def test_a_group_of_none_moves_nothing(officer):
    assert move_group({}, reason="", by=officer) == Moved(0)
