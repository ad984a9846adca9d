"""Entries read again for another engine: chunk by chunk, stopped and taken up, met again."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from sangkien.actions import rekeying, review
from sangkien.actions.rekeying import rekey
from sangkien.adapters.engine import engine
from sangkien.models import DuplicateFeatures, DuplicateKey, DuplicatePair, Initiative
from tests import make

pytestmark = pytest.mark.django_db
OTHER_ENGINE = 2**40  # what is added to a key: none of this engine is so large


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
        "initiative_id", "engine_version", "unit_path", "packed"
    )
    return (
        sorted(DuplicateKey.objects.values_list("campaign_id", "key", "initiative_id")),
        [(*words, bytes(packed)) for *words, packed in features],
    )


def read_by_another_engine(*entries):
    """Leave the keys and rows of these entries, of all by default, as another engine had them."""
    keys, kept = DuplicateKey.objects.all(), DuplicateFeatures.objects.all()
    if entries:
        keys, kept = keys.filter(initiative__in=entries), kept.filter(initiative__in=entries)
    keys.update(key=F("key") + OTHER_ENGINE)
    kept.update(engine_version="0", packed=b"other")


def of_this_engine():
    found = DuplicateFeatures.objects.filter(engine_version=engine().version)
    return sorted(found.values_list("initiative_id", flat=True))


def ids(entries):
    return [entry.id for entry in entries]


def test_entries_get_the_keys_and_rows_they_would_have_been_filed_with(five):
    before = stored()
    read_by_another_engine()

    assert rekey() == 5
    assert stored() == before


def test_entries_of_which_nothing_was_kept_are_read_too(five):
    before = stored()
    DuplicateKey.objects.filter(initiative__in=five[:2]).delete()
    DuplicateFeatures.objects.filter(initiative__in=five[:2]).delete()

    assert rekey() == 2
    assert stored() == before


def test_where_all_is_up_to_date_nothing_is_written(five, django_assert_num_queries):
    before = stored()

    with CaptureQueriesContext(connection) as captured:
        assert rekey() == 0

    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"].upper()]
    assert len(asked) == 1
    assert stored() == before


def test_without_entries_there_is_nothing_to_do():
    assert rekey() == 0


def test_keys_of_several_campaigns_stay_with_their_own(five):
    other = make.campaign()
    make.register(other, make.entry(make.unit(other.owner)))
    before = stored()
    read_by_another_engine()

    assert rekey() == 6
    assert stored() == before


def test_progress_is_told_of_each_chunk(five, two_at_a_time):
    read_by_another_engine()
    told = []

    assert rekey(progress=told.append) == 5
    assert told == [2, 2, 1]


def test_it_can_be_stopped_half_way_and_taken_up_again(five, two_at_a_time):
    before = stored()
    read_by_another_engine()

    assert rekey(stop=iter([False, True]).__next__) == 2
    assert of_this_engine() == ids(five[:2])  # the earliest first
    assert rekey() == 3
    assert stored() == before


def test_stopped_before_it_began_it_does_nothing(five):
    read_by_another_engine()

    assert rekey(stop=lambda: True) == 0
    assert of_this_engine() == []


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
        rekey(progress=interrupt)

    assert of_this_engine() == ids(five[:4])
    assert of_the_last() == before


def test_what_is_filed_meanwhile_is_keyed_anew_already(campaign, five, two_at_a_time):
    read_by_another_engine()
    unit, filed = make.unit(campaign.owner), []

    def file(_):
        filed.append(make.register(campaign, make.entry(unit)))

    assert rekey(progress=file) == 5
    assert len(filed) == 3
    assert of_this_engine() == ids([*five, *filed])


def test_a_copy_filed_while_its_original_waits_is_not_met_and_one_filed_after_is(campaign):
    entry = make.entry(make.unit(campaign.owner))
    first = make.register(campaign, entry)
    read_by_another_engine()

    early = make.register(campaign, replace(entry, client_ref="early"))
    pairs_before = list(DuplicatePair.objects.values_list("a", "b"))
    rekey()
    late = make.register(campaign, replace(entry, client_ref="late"))

    assert pairs_before == []
    assert sorted(DuplicatePair.objects.values_list("a", "b")) == [
        (first.id, late.id),
        (early.id, late.id),
    ]


@pytest.mark.parametrize("how", ["withdrawn", "undone"])
def test_entries_that_count_no_more_are_left_out(how, five):
    gone, *standing = five
    read_by_another_engine()
    if how == "withdrawn":
        review.withdraw(gone, reason="Tác giả xin rút", by=make.SYSTEM)
    else:
        DuplicateKey.objects.filter(initiative=gone).delete()
        DuplicateFeatures.objects.filter(initiative=gone).delete()
        Initiative.objects.filter(id=gone.id).update(state="undone")

    assert rekey() == 4
    assert of_this_engine() == ids(standing)
    assert not DuplicateKey.objects.filter(initiative=gone).exists()


def test_pairs_and_what_was_decided_of_them_stay(campaign):
    entry = make.entry(make.unit(campaign.owner))
    first, second = (
        make.register(campaign, replace(entry, client_ref=ref)) for ref in ("one", "two")
    )
    DuplicatePair.objects.update(decision=DuplicatePair.Decision.DIFFERENT)
    before = list(DuplicatePair.objects.values())
    read_by_another_engine()

    rekey()

    assert list(DuplicatePair.objects.values()) == before
    assert [(pair["a_id"], pair["b_id"]) for pair in before] == [(first.id, second.id)]


def test_an_entry_that_was_moved_is_read_at_the_unit_that_counts_now(campaign, five):
    other = make.unit(campaign.owner)
    Initiative.objects.filter(id=five[0].id).update(unit=other, unit_path=other.path)
    read_by_another_engine()

    rekey()

    assert DuplicateFeatures.objects.get(initiative=five[0]).unit_path == other.path


def test_a_chunk_costs_as_many_statements_for_one_entry_as_for_five(five):
    counts = []
    for some in (five[:1], five):
        read_by_another_engine(*some)
        with CaptureQueriesContext(connection) as captured:
            assert rekey() == len(some)
        counts.append(len(captured))

    assert counts[0] == counts[1] < 20
