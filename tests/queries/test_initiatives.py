from datetime import UTC, date, datetime
from itertools import chain

import pytest
from django.utils.timezone import localdate

from sangkien.core.permissions import Role
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import Finding, Initiative
from sangkien.queries.initiatives import (
    EntryFilter,
    all_rows,
    count_of,
    entries_of,
    entry_page,
    ids_after,
    phases_of,
)
from sangkien.queries.paging import Cursor
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    province = make.unit()
    return {
        "campaign": make.campaign(province),
        "officer": make.account(Role.PROVINCIAL_OFFICER, province),
        "units": [make.unit(province), make.unit(province)],
    }


def found(place, **asked):
    entries = entries_of(place["officer"], place["campaign"], EntryFilter(**asked))
    return [row.id for row in all_rows(place["campaign"], entries)]


def test_a_row_says_what_the_list_shows(place):
    unit = place["units"][0]
    entry = make.register(place["campaign"], make.entry(unit, applied_on=date(2021, 8, 31)))

    entries = entries_of(place["officer"], place["campaign"], EntryFilter())
    (row,) = entry_page(place["campaign"], entries, Cursor()).rows

    assert (row.id, row.title, row.workplace) == (entry.id, entry.title, entry.workplace)
    assert (row.unit, row.ticked, row.filed_at) == (unit.short_name, unit.short_name, make.NOW)
    assert (row.column, row.is_open, row.state) == (Column.WRONG_DATE, True, State.RECEIVED)
    assert [name.startswith("Lò Văn ") for name in row.authors] == [True]


def test_each_filter_keeps_what_fits_and_they_add_up(place):
    campaign, (here, there) = place["campaign"], place["units"]
    clean = make.register(campaign, make.entry(here)).id
    early = make.register(campaign, make.entry(here, applied_on=date(2021, 8, 1))).id
    other = make.register(campaign, make.entry(there, applied_on=date(2021, 8, 1))).id

    assert found(place) == [other, early, clean]
    assert found(place, unit_path=here.path) == [early, clean]
    assert found(place, column=Column.WRONG_DATE) == [other, early]
    assert found(place, rule="applied-before-window") == [other, early]
    assert found(place, state=State.VALID) == []
    assert found(place, unit_path=here.path, column=Column.PENDING) == [clean]


def test_only_open_findings_are_filtered_for(place):
    late = make.entry(place["units"][0], applied_on=date(2021, 8, 1))
    entry = make.register(place["campaign"], late)
    Finding.objects.filter(initiative=entry).update(state=Finding.State.DISMISSED)

    assert found(place, rule="applied-before-window") == []


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("giải pháp", True),
        ("GIAI PHAP", True),
        ("lọc giải", True),
        ("hoa ban", True),
        ("giải pháp khác", False),
        ("100%", True),
        ("100_", True),
        ("hoa tan", False),
        ("", True),
    ],
)
def test_all_words_must_occur_in_title_workplace_or_authors(place, words, is_found):
    entry = make.entry(
        place["units"][0], title="Giải pháp lọc nước sạch 100%", workplace="Trường Hoa Ban"
    )
    make.register(place["campaign"], entry)

    assert bool(found(place, words=words)) == is_found


def test_an_export_reads_on_to_its_limit(place):
    ids = [make.register(place["campaign"], make.entry(place["units"][0])).id for _ in range(5)]
    entries = entries_of(place["officer"], place["campaign"], EntryFilter())

    assert [row.id for row in all_rows(place["campaign"], entries, most=3)] == ids[:1:-1]


def test_a_visitor_sees_nothing(place):
    make.register(place["campaign"], make.entry(place["units"][0]))

    assert entries_of(None, place["campaign"], EntryFilter()).count() == 0


def test_ids_come_in_chunks_of_one_campaign(place):
    ids = [make.register(place["campaign"], make.entry(place["units"][0])).id for _ in range(3)]
    make.register(make.campaign(), make.entry(make.unit()))

    first = ids_after(place["campaign"], 0, most=2)
    then = ids_after(place["campaign"], first[-1], most=2)
    assert (first, then, ids_after(place["campaign"], then[-1], most=2)) == (ids[:2], ids[2:], [])
    assert count_of(place["campaign"]) == 3


def test_a_union_below_a_member_unit_is_shown_with_it(place):
    member = place["units"][0]
    union = make.unit(member)
    make.register(place["campaign"], make.entry(member))
    make.register(place["campaign"], make.entry(union))

    entries = entries_of(place["officer"], place["campaign"], EntryFilter())
    rows = entry_page(place["campaign"], entries, Cursor()).rows

    names = [(row.unit, row.under) for row in rows]
    assert names == [(union.short_name, member.short_name), (member.short_name, "")]


def test_entries_are_filtered_by_channel_field_phase_and_age(place):
    campaign, (here, _) = place["campaign"], place["units"]
    early = datetime(2022, 2, 1, tzinfo=UTC)
    late = datetime(2022, 8, 1, tzinfo=UTC)
    first = make.register(campaign, make.entry(here, occurred_at=early, field="GD")).id
    second = make.register(
        campaign, make.entry(here, occurred_at=late), channel=Initiative.Channel.SHEET
    ).id
    numbers = dict(phases_of(campaign))

    assert found(place, channel="sheet") == [second]
    assert found(place, field="GD") == [first]
    assert found(place, filed_since=datetime(2022, 6, 1, tzinfo=UTC)) == [second]
    assert found(place, phase=99) == []
    in_phases = [found(place, phase=number) for number in sorted(numbers)]
    assert sorted(chain(*in_phases)) == sorted(
        entry.id
        for entry in Initiative.objects.all()
        if any(
            phase.opens_on <= localdate(entry.occurred_at) <= phase.closes_on
            for phase in campaign.phases.all()
        )
    )
