import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from sangkien.actions.review import withdraw
from sangkien.adapters.engine_results import Found
from sangkien.core.receipts import receipt_number
from sangkien.models import DuplicateFeatures, DuplicatePair, Finding, Initiative
from sangkien.queries import engine_rows
from sangkien.reports.engine.batch import batch
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make.unit(make.unit())


@pytest.fixture
def campaign(unit):
    return make.campaign(unit.parent)


def told(fact):
    return fact.code


def pairs_in(folder):
    with (folder / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        return {tuple(line[:2]) for line in list(csv.reader(file))[1:]}


def receipts(pairs):
    return {tuple(receipt_number("LC22", entry_id) for entry_id in pair) for pair in pairs}


def three_copies_and_a_stranger(campaign, unit):
    entry = make.entry(unit)
    copies = [make.register(campaign, replace(entry, client_ref=f"copy {n}")) for n in range(3)]
    make.register(campaign, make.entry(unit))
    return [copy.id for copy in copies]


@pytest.mark.parametrize("at_a_time", [2, 2_000])
def test_the_batch_finds_the_pairs_that_registering_found(
    campaign, unit, tmp_path, monkeypatch, at_a_time
):
    monkeypatch.setattr(engine_rows, "AT_A_TIME", at_a_time)
    copies = three_copies_and_a_stranger(campaign, unit)

    found = batch([campaign], tmp_path, tell=told)

    assert found == Found(entries=4, pairs=3, clusters=1, duplicates=2)
    assert pairs_in(tmp_path) == receipts(combinations(copies, 2))
    assert pairs_in(tmp_path) == receipts(DuplicatePair.objects.values_list("a", "b"))


def told_in(folder):
    """The probability of each pair, and the members of each cluster."""
    with (folder / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        pairs = {tuple(line[:2]): line[2] for line in list(csv.reader(file))[1:]}
    members = defaultdict(set)
    with (folder / "clusters.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in list(csv.reader(file))[1:]:
            members[line[1]].add(line[0])
    return pairs, sorted(map(sorted, members.values()))


def test_of_a_crowd_larger_than_the_cap_the_batch_and_the_register_agree(campaign, unit, tmp_path):
    entry = make.entry(unit)
    crowd = [make.register(campaign, replace(entry, client_ref=f"copy {n}")) for n in range(70)]
    make.register(campaign, make.entry(unit))

    found = batch([campaign], tmp_path, tell=told)

    probabilities, clusters = told_in(tmp_path)
    number = {copy.id: receipt_number("LC22", copy.id) for copy in crowd}
    assert found == Found(entries=71, pairs=64 * 63 // 2 + 6 * 8, clusters=1, duplicates=69)
    # whom the register calls duplicates: all but the first filer
    held = Finding.objects.filter(reason="R01").values_list("initiative_id", flat=True)
    assert sorted(held) == [copy.id for copy in crowd[1:]]
    assert clusters == [sorted(number.values())]
    # of each the register keeps a few pairs, all of which the batch has
    stored = DuplicatePair.objects.values_list("a", "b", "probability")
    assert len(stored) >= len(crowd) - 1
    assert {(number[a], number[b]): f"{likely:.4f}" for a, b, likely in stored}.items() <= (
        probabilities.items()
    )


def test_a_work_filed_again_in_the_campaign_of_another_year_is_found_across_both(unit, tmp_path):
    first, second = (make.campaign(unit.parent) for _ in range(2))
    entry = make.entry(unit)
    one = make.register(first, entry)
    other = make.register(second, replace(entry, client_ref="again", applied_on=date(2022, 5, 5)))

    apart = batch([first], tmp_path, tell=told)
    together = batch([first, second], tmp_path, tell=told)

    assert (apart.pairs, together.pairs) == (0, 1)
    assert pairs_in(tmp_path) == receipts([(one.id, other.id)])


def test_entries_of_which_nothing_is_kept_are_read_again(campaign, unit, tmp_path):
    copies = three_copies_and_a_stranger(campaign, unit)
    DuplicateFeatures.objects.filter(initiative__in=copies[:2]).delete()

    batch([campaign], tmp_path, tell=told)

    assert pairs_in(tmp_path) == receipts(combinations(copies, 2))


def test_what_was_withdrawn_is_no_entry_any_more(campaign, unit, tmp_path):
    copies = three_copies_and_a_stranger(campaign, unit)
    withdraw(Initiative.objects.get(id=copies[0]), reason="nộp nhầm", by=make.SYSTEM)

    found = batch([campaign], tmp_path, tell=told)

    assert found == Found(entries=3, pairs=1, clusters=1, duplicates=1)


def test_progress_is_told_of_each_entry_twice(campaign, unit, tmp_path):
    three_copies_and_a_stranger(campaign, unit)
    done = []

    batch([campaign], tmp_path, tell=told, progress=done.append)

    assert sum(done) == 2 * 4


def test_a_campaign_without_entries_has_no_duplicates(campaign, tmp_path):
    assert batch([campaign], tmp_path, tell=told) == Found(0, 0, 0, 0)
