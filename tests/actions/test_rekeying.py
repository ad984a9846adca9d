"""Entries read again for another engine: chunk by chunk, stopped and taken up, met again."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions import rekeying, review
from sangkien.actions.rekeying import rekey
from sangkien.adapters.engine import engine
from sangkien.models import DuplicateFeatures, DuplicatePair, Finding, Initiative
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.filed import file_otherwise, filed, is_filed, take_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def five(campaign):
    unit = make.unit(campaign.owner)
    return [make.register(campaign, make.entry(unit)) for _ in range(5)]


@pytest.fixture
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(rekeying, "AT_A_TIME", 2)


def stored():
    """Keys and rows of all entries."""
    features = DuplicateFeatures.objects.order_by("initiative_id").values_list(
        "initiative_id", "engine_version", "is_stale", "packed"
    )
    return (
        sorted(filed()),
        [(*words, bytes(packed)) for *words, packed in features],
    )


def read_by_another_engine(*entries):
    """Leave the keys and rows of these entries, of all by default, as another engine had them."""
    file_otherwise(*entries)
    kept = DuplicateFeatures.objects.all()
    if entries:
        kept = kept.filter(initiative__in=entries)
    kept.update(engine_version="0", packed=b"other")


def of_this_engine():
    found = DuplicateFeatures.objects.filter(engine_version=engine().version)
    return sorted(found.values_list("initiative_id", flat=True))


def ids(entries):
    return [entry.id for entry in entries]


def test_entries_get_the_keys_and_rows_they_would_have_been_filed_with(five):
    before = stored()
    read_by_another_engine()

    assert rekey(make.SYSTEM) == 5
    assert stored() == before


def test_entries_of_which_nothing_was_kept_are_read_too(five):
    before = stored()
    take_out(*five[:2])

    assert rekey(make.SYSTEM) == 2
    assert stored() == before


def test_where_all_is_up_to_date_nothing_is_written(five, django_assert_num_queries):
    before = stored()

    with CaptureQueriesContext(connection) as captured:
        assert rekey(make.SYSTEM) == 0

    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"].upper()]
    assert len(asked) == 1
    assert stored() == before


def test_without_entries_there_is_nothing_to_do():
    assert rekey(make.SYSTEM) == 0


def test_keys_of_several_campaigns_stay_with_their_own(five):
    other = make.campaign()
    make.register(other, make.entry(make.unit(other.owner)))
    before = stored()
    read_by_another_engine()

    assert rekey(make.SYSTEM) == 6
    assert stored() == before


def test_progress_is_told_of_each_chunk(five, two_at_a_time):
    read_by_another_engine()
    told = []

    assert rekey(make.SYSTEM, progress=told.append) == 5
    assert told == [2, 2, 1]


@pytest.mark.parametrize(("most", "read"), [(1, 2), (2, 2), (3, 4)])
def test_it_stops_where_it_was_told_to_and_is_taken_up_again(most, read, five, two_at_a_time):
    before = stored()
    read_by_another_engine()

    assert rekey(make.SYSTEM, most=most) == read
    assert of_this_engine() == ids(five[:read])  # the earliest first
    assert rekey(make.SYSTEM) == 5 - read
    assert stored() == before


def test_an_interruption_leaves_the_chunks_that_were_done_and_the_rest_as_it_was(
    five, two_at_a_time
):
    read_by_another_engine()
    last = five[4].id

    def of_the_last():
        keys, rows = stored()
        return [key for key in keys if key[2] == last], [row for row in rows if row[0] == last]

    before = of_the_last()

    def interrupt(_):
        if len(of_this_engine()) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rekey(make.SYSTEM, progress=interrupt)

    assert of_this_engine() == ids(five[:4])
    assert of_the_last() == before


def test_what_is_filed_meanwhile_is_keyed_anew_already(campaign, five, two_at_a_time):
    read_by_another_engine()
    unit, filed = make.unit(campaign.owner), []

    def file(_):
        filed.append(make.register(campaign, make.entry(unit)))

    assert rekey(make.SYSTEM, progress=file) == 5
    assert len(filed) == 3
    assert of_this_engine() == ids([*five, *filed])


def pairs():
    return sorted(DuplicatePair.objects.values_list("a", "b", "decision"))


def findings():
    found = Finding.objects.order_by("initiative_id", "rule")
    return list(found.values_list("initiative_id", "rule", "state"))


@pytest.mark.parametrize("at_a_time", [1, 2, 500])
def test_copies_filed_while_their_originals_wait_are_joined_when_these_are_read(
    campaign, at_a_time, monkeypatch
):
    monkeypatch.setattr(rekeying, "AT_A_TIME", at_a_time)
    unit = make.unit(campaign.owner)
    works = [make.entry(unit) for _ in range(2)]
    for work in works:
        make.register(campaign, work)
        make.register(campaign, replace(work, client_ref=f"second {work.client_ref}"))
    read_by_another_engine()
    for work in works:
        make.register(campaign, replace(work, client_ref=f"third {work.client_ref}"))
    met_meanwhile = DuplicatePair.objects.count()

    rekey(make.SYSTEM)

    one, two, three, four, five, six = Initiative.objects.order_by("id").values_list(
        "id", flat=True
    )
    assert met_meanwhile == 2
    assert [pair[:2] for pair in pairs()] == [
        (one, two),
        (one, five),
        (two, five),
        (three, four),
        (three, six),
        (four, six),
    ]
    assert findings() == [(each, "duplicate-own", "open") for each in (two, four, five, six)]
    assert tally_disagreements(campaign) == []


@pytest.mark.parametrize("how", ["withdrawn", "undone"])
def test_entries_that_count_no_more_are_left_out(how, five):
    gone, *standing = five
    read_by_another_engine()
    if how == "withdrawn":
        review.withdraw(gone, reason="Tác giả xin rút", by=make.SYSTEM)
    else:
        take_out(gone)
        Initiative.objects.filter(id=gone.id).update(state="undone")

    assert rekey(make.SYSTEM) == 4
    assert of_this_engine() == ids(standing)
    assert not is_filed(gone)


def test_pairs_and_what_was_decided_of_them_stay(campaign):
    entry = make.entry(make.unit(campaign.owner))
    first, second = (
        make.register(campaign, replace(entry, client_ref=ref)) for ref in ("one", "two")
    )
    DuplicatePair.objects.update(decision=DuplicatePair.Decision.DIFFERENT)
    before = list(DuplicatePair.objects.values())
    read_by_another_engine()

    rekey(make.SYSTEM)

    assert list(DuplicatePair.objects.values()) == before
    assert [(pair["a_id"], pair["b_id"]) for pair in before] == [(first.id, second.id)]


def test_a_copy_that_was_told_different_is_not_asked_again(campaign, five):
    work = make.entry(five[0].unit)
    first = make.register(campaign, work)
    second = make.register(campaign, replace(work, client_ref="second"))
    review.decide_finding(second.findings.get(), uphold=False, reason="Khác", by=make.SYSTEM)
    before = pairs(), findings()
    read_by_another_engine()

    rekey(make.SYSTEM)

    assert (pairs(), findings()) == before
    assert before == (
        [(first.id, second.id, "different")],
        [(second.id, "duplicate-own", "dismissed")],
    )


def test_what_is_found_late_counts_from_then_on(campaign):
    work = make.entry(make.unit(campaign.owner))
    make.register(campaign, work)
    read_by_another_engine()
    copy = make.register(campaign, replace(work, client_ref="copy"))
    later = replace(make.SYSTEM, now=make.NOW + timedelta(days=3))

    rekey(later)

    assert copy.findings.get().opened_at == later.now


def test_a_chunk_costs_as_many_statements_for_one_entry_as_for_five(five):
    counts = []
    for some in (five[:1], five):
        read_by_another_engine(*some)
        with CaptureQueriesContext(connection) as captured:
            assert rekey(make.SYSTEM) == len(some)
        counts.append(len(captured))

    assert counts[0] == counts[1] < 24


@pytest.mark.parametrize(("day", "is_found"), [(date(2023, 9, 1), True), (date(2023, 9, 2), False)])
def test_in_a_campaign_that_has_ended_entries_are_read_and_nothing_is_found(
    campaign, day, is_found
):
    work = make.entry(make.unit(campaign.owner))
    make.register(campaign, work)
    read_by_another_engine()
    copy = make.register(campaign, replace(work, client_ref="copy"))
    noon = datetime.combine(day, time(12), tzinfo=UTC)

    assert rekey(replace(make.SYSTEM, now=noon)) == 1

    assert (pairs() != [], copy.findings.exists()) == (is_found, is_found)
    assert of_this_engine() == sorted(Initiative.objects.values_list("id", flat=True))
    # whoever files a copy for all that is told of both
    third = make.register(campaign, replace(work, client_ref="third"))
    assert copy.id in {end for pair in pairs() for end in pair[:2]}
    assert third.findings.filter(rule="duplicate-own", state="open").exists()
