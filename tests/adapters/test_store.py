"""What both stores promise, on whichever database the tests run."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection

from sangkien.adapters.store import store_for
from sangkien.core.engine.layout import KEY_BITS, KEY_CAP
from sangkien.core.engine.postings import MOST_ENTRIES
from sangkien.core.standing import Column, Place
from sangkien.core.store import LOCK_MANY
from sangkien.models import DuplicateFeatures, Initiative, Person, Tally, TallyDelta
from sangkien.queries.progress import counts_by_unit
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 17)
KEY = 2 ** (KEY_BITS - 1) + 8
LARGEST = 2**KEY_BITS - 1


@pytest.fixture
def store():
    return store_for(connection)


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def lineage(campaign):
    """Six levels, the owner first."""
    units = [campaign.owner]
    for _ in range(5):
        units.append(make.unit(units[-1]))
    return units


def entries(campaign, number):
    """Bare rows, enough for keys to point at; returns their ids in order of age."""
    unit = campaign.owner
    made = Initiative.objects.bulk_create(
        Initiative(
            campaign=campaign,
            content_hash="0" * 64,
            occurred_at=make.NOW,
            recorded_at=make.NOW,
            channel=Initiative.Channel.WEB,
            title="Giá phơi ngô",
            applied_on=DAY,
            workplace="Xã Mường Kim",
            ticked_unit=unit,
            unit=unit,
            unit_path=unit.path,
        )
        for _ in range(number)
    )
    return sorted(entry.id for entry in made)


def place(unit, **changes):
    values = {"phase": 1, "year": 2022, "day": DAY, "column": Column.PENDING, "is_open": False}
    return Place(unit_path=unit.path, **values | changes)


def probed(store, campaign, keys):
    return {key: list(found) for key, found in store.probe(campaign.id, keys).items()}


def test_persons_known_and_new_come_back_with_one_id_each(store):
    known = Person.objects.create(identity="b" * 64, has_number=True)

    found = store.make_persons({"c" * 64: True, "b" * 64: False, "a" * 64: False})

    assert found == dict(Person.objects.values_list("identity", "id"))
    assert found["b" * 64] == known.id
    assert set(Person.objects.values_list("identity", "has_number")) == {
        ("a" * 64, False),
        ("b" * 64, True),  # as it was
        ("c" * 64, True),
    }
    assert store.make_persons({}) == {}


def test_a_probe_returns_each_key_with_the_entries_stored_under_it(store, campaign):
    first, second = entries(campaign, 2)
    store.insert_keys(campaign.id, [(KEY, first), (KEY, second), (5, second)])

    assert probed(store, campaign, {KEY, 5, 99}) == {KEY: [first, second], 5: [second]}


def test_a_probe_of_no_keys_finds_nothing(store, campaign):
    store.insert_keys(campaign.id, [(KEY, entry) for entry in entries(campaign, 1)])

    assert probed(store, campaign, set()) == {}


def test_keys_of_another_campaign_are_not_found(store, campaign):
    other = make.campaign(campaign.owner)
    store.insert_keys(other.id, [(KEY, entry) for entry in entries(other, 1)])

    assert probed(store, campaign, {KEY}) == {}


def test_features_kept_again_take_the_place_of_the_earlier_ones(store, campaign):
    one, other = entries(campaign, 2)
    store.keep_features("1", [(other, b"\x00old", b"k"), (one, b"", b"")])

    store.keep_features("2", [(other, b"\xffnew", b"\x00")])
    store.keep_features("2", [])

    kept = DuplicateFeatures.objects.order_by("initiative_id")
    found = [
        (row.initiative_id, row.engine_version, bytes(row.packed), bytes(row.keys)) for row in kept
    ]
    assert found == [(one, "1", b"", b""), (other, "2", b"\xffnew", b"\x00")]


def test_keys_that_are_deleted_leave_those_of_others_in_place(store, campaign):
    first, second = entries(campaign, 2)
    store.insert_keys(campaign.id, [(KEY, first), (KEY, second), (5, first)])

    store.delete_keys(campaign.id, [(KEY, first), (5, second), (6, first)])
    store.delete_keys(campaign.id, [])

    assert probed(store, campaign, {KEY, 5, 6}) == {KEY: [second], 5: [first]}


def test_neighbouring_keys_are_not_taken_for_one(store, campaign):
    (entry,) = entries(campaign, 1)
    around = [LARGEST - 1, LARGEST, KEY - 1, KEY + 1]
    store.insert_keys(campaign.id, [(key, entry) for key in around])

    assert probed(store, campaign, [KEY, *around]) == {key: [entry] for key in around}


def test_an_entry_whose_number_is_too_large_is_not_filed(store, campaign):
    with pytest.raises(OverflowError):
        store.insert_keys(campaign.id, [(KEY, MOST_ENTRIES)])

    assert probed(store, campaign, {KEY}) == {}


@pytest.mark.parametrize("number", [KEY_CAP - 1, KEY_CAP, KEY_CAP + 1, 2 * KEY_CAP])
def test_a_popular_key_gives_its_earliest_entries_up_to_the_cap(store, campaign, number):
    ids = entries(campaign, number)
    store.insert_keys(campaign.id, [(KEY, entry) for entry in reversed(ids)])
    store.insert_keys(campaign.id, [(5, ids[-1])])  # its neighbour is not cut along with it

    assert probed(store, campaign, {KEY, 5}) == {KEY: ids[:KEY_CAP], 5: [ids[-1]]}


def test_an_entry_counts_at_its_unit_and_at_every_unit_above_to_six_levels(
    store, campaign, lineage
):
    store.add_tallies(campaign.id, {place(lineage[-1]): 1, place(lineage[2]): 2})

    counted = counts_by_unit(campaign, lineage)

    assert [counted[unit.id].gross for unit in lineage] == [3, 3, 3, 1, 1, 1]


def test_adding_to_a_count_adds_and_taking_away_takes_away(store, campaign, lineage):
    there = place(lineage[1])

    store.add_tallies(campaign.id, {there: 5})
    store.add_tallies(campaign.id, {there: -2, there._replace(column=Column.VALID): 2})

    counts = counts_by_unit(campaign, lineage[:1])[lineage[0].id]
    assert (counts[Column.PENDING], counts[Column.VALID], counts.gross) == (3, 2, 5)


def test_a_change_of_nothing_writes_nothing(store, campaign, lineage):
    store.add_tallies(campaign.id, {place(lineage[1]): 0})
    store.add_tallies(campaign.id, {})

    assert (Tally.objects.count(), TallyDelta.objects.count()) == (0, 0)


def test_counts_that_cancel_out_over_siblings_leave_the_totals_above_alone(store, campaign):
    left, right = make.unit(campaign.owner), make.unit(campaign.owner)

    store.add_tallies(campaign.id, {place(left): 1})
    store.add_tallies(campaign.id, {place(left): -1, place(right): 1})

    counted = counts_by_unit(campaign, [campaign.owner, left, right])
    assert [counted[u.id].gross for u in (campaign.owner, left, right)] == [1, 0, 1]


def test_folding_changes_no_number_and_a_second_fold_finds_nothing(store, campaign, lineage):
    for step, unit in enumerate(lineage, start=1):
        store.add_tallies(campaign.id, {place(unit): step})
    before = counts_by_unit(campaign, lineage)

    store.fold()

    assert counts_by_unit(campaign, lineage) == before
    assert (store.fold(), TallyDelta.objects.count()) == (0, 0)
    totals = Counter(dict(Tally.objects.values_list("unit_id", "n")))
    assert [totals[unit.id] for unit in lineage] == [21, 20, 18, 15, 11, 6]


def test_locking_takes_no_keys_some_keys_and_more_keys_than_it_names_one_by_one(store, campaign):
    for number in (0, 1, LOCK_MANY, LOCK_MANY + 1, 5000):
        store.lock_filing(campaign.id, {KEY + step for step in range(number)})
    store.lock_campaign(campaign.id)

    assert probed(store, campaign, {KEY}) == {}  # the transaction is alive


@pytest.mark.postgres
def test_only_the_appended_counts_are_written_where_many_write(store, campaign, lineage):
    store.add_tallies(campaign.id, {place(lineage[-1]): 1})

    assert list(TallyDelta.objects.values_list("unit_id", "n")) == [(lineage[-1].id, 1)]
    assert (Tally.objects.count(), store.fold(), Tally.objects.count()) == (0, 1, 6)
