from datetime import UTC, date, datetime, timedelta

import pytest

from sangkien.actions import moving, review
from sangkien.actions.journal import By
from sangkien.actions.screening import rescreen
from sangkien.core.standing import Change, Column, History, standings
from sangkien.models import Finding, Initiative, JournalLine
from sangkien.queries.history import all_histories, histories, history_of_new
from sangkien.queries.tally_check import tally_disagreements
from tests import make

pytestmark = pytest.mark.django_db
FILED = datetime(2022, 2, 10, 3, tzinfo=UTC)
TOO_EARLY = date(2021, 8, 31)


def on_day(days):
    return By(None, now=FILED + timedelta(days=days), is_system=True)


@pytest.fixture
def place():
    province = make.unit()
    return {
        "campaign": make.campaign(province),
        "here": make.unit(province),
        "there": make.unit(province),
    }


def file(place, **changes):
    entry = make.entry(place["here"], occurred_at=FILED, **changes)
    return make.register(place["campaign"], entry)


def order_of(verb):
    return JournalLine.objects.filter(verb=verb).values_list("id", flat=True).get()


def column_now(entry):
    entry.refresh_from_db()
    return Column(entry.column), entry.is_open


def test_a_clean_entry_has_a_filing_and_nothing_else(place):
    entry = file(place)

    assert histories([entry.id]) == {entry.id: History(FILED, place["here"].path, ())}


def test_every_turn_of_an_entry_is_a_change_with_its_day_and_its_reason(place):
    entry = file(place, applied_on=TOO_EARLY)
    finding = Finding.objects.get(initiative=entry)
    moving.move_initiative(entry, place["there"], reason="Sai đơn vị", by=on_day(1))
    review.decide_finding(finding, uphold=True, reason="", by=on_day(2))
    review.reject(entry, code="R10", reason="Không phải giải pháp", by=on_day(3))

    day = timedelta(days=1)
    assert histories([entry.id])[entry.id] == History(
        FILED,
        place["here"].path,
        (
            Change(FILED, 0, "opened", finding.id, "R02"),
            Change(FILED + day, order_of("moved"), "moved", 0, "", place["there"].path),
            Change(FILED + 2 * day, order_of("finding-upheld"), "upheld", finding.id, "R02"),
            Change(FILED + 3 * day, order_of("rejected"), "rejected", 0, "R10"),
        ),
    )


@pytest.mark.parametrize("uphold", [True, False])
def test_a_remark_moves_the_entry_to_no_other_column_whatever_is_decided(place, uphold):
    entry = file(place, recognised_on=None)
    remark = Finding.objects.get(initiative=entry, rule="not-recognised")

    review.decide_finding(remark, uphold=uphold, reason="Đã hỏi cơ sở", by=on_day(1))

    assert column_now(entry) == (Column.PENDING, False)
    assert tally_disagreements(place["campaign"]) == []


def test_a_remark_that_lapsed_and_came_back_moves_the_entry_nowhere(place):
    entry = file(place, recognised_on=None)
    for days, recognised_on in ((1, date(2022, 1, 5)), (2, None)):
        Initiative.objects.filter(id=entry.id).update(recognised_on=recognised_on)
        rescreen(place["campaign"], [entry.id], by=on_day(days))

    assert Finding.objects.get(initiative=entry).state == Finding.State.OPEN
    assert column_now(entry) == (Column.PENDING, False)
    assert histories([entry.id])[entry.id].changes == ()


def test_a_held_entry_that_lapses_and_is_found_again_stands_in_its_column_again(place):
    entry = file(place, applied_on=TOO_EARLY)
    for days, applied_on in ((1, date(2021, 10, 5)), (2, TOO_EARLY)):
        Initiative.objects.filter(id=entry.id).update(applied_on=applied_on)
        rescreen(place["campaign"], [entry.id], by=on_day(days))

    stood = [(s.column, s.is_open) for s in standings(histories([entry.id])[entry.id])]
    assert stood == [
        (Column.WRONG_DATE, True),
        (Column.PENDING, False),
        (Column.WRONG_DATE, True),
    ]


@pytest.mark.parametrize("changes", [{}, {"applied_on": TOO_EARLY}, {"recognised_on": None}])
def test_the_history_of_a_new_entry_is_the_one_that_is_read_back(place, changes):
    entry = file(place, **changes)

    found = history_of_new(entry, Finding.objects.filter(initiative=entry))

    assert found == histories([entry.id])[entry.id]


@pytest.mark.parametrize("number", [1, 3])
def test_the_histories_of_one_and_of_three_entries_take_three_queries(
    place, number, django_assert_num_queries
):
    ids = [file(place, applied_on=TOO_EARLY).id for _ in range(3)][:number]

    with django_assert_num_queries(3):
        found = histories(ids)

    assert sorted(found) == ids


def test_of_nothing_nothing_is_told(place):
    file(place)

    assert histories([]) == {}


def test_all_histories_of_a_campaign_come_in_chunks_without_gap_or_stranger(place):
    ids = [file(place).id for _ in range(5)]
    stranger = make.campaign()
    make.register(stranger, make.entry(stranger.owner))

    chunks = list(all_histories(place["campaign"].id, at_a_time=2))

    assert [sorted(chunk) for chunk in chunks] == [ids[:2], ids[2:4], ids[4:]]
    assert list(all_histories(make.campaign().id)) == []
