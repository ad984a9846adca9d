"""Entries that were moved, alone or with their part of the tree, are met at their new place."""

import csv
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sangkien.actions import moving, review
from sangkien.actions.moves import import_moves
from sangkien.actions.moving import move_group
from sangkien.actions.rekeying import rekey
from sangkien.actions.units import UnitsLoaded, import_units
from sangkien.adapters.engine import engine
from sangkien.core.duplicates import Text
from sangkien.core.engine.kept import kept
from sangkien.core.entry import AuthorEntry
from sangkien.core.receipts import receipt_number
from sangkien.core.sheets.moves import MoveRow
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.models import DuplicateFeatures, DuplicatePair, Finding, Unit
from sangkien.queries.features import count_outdated, texts_of
from sangkien.queries.look_alikes import LookAlike, look_alikes
from sangkien.queries.tally_check import tally_disagreements
from sangkien.reports.engine.batch import batch
from tests import make
from tests.filed import filed

pytestmark = pytest.mark.django_db
HUONG = (AuthorEntry("Lò Thị Hương", Decimal(100)),)
EARLIER = make.NOW - timedelta(days=9)
TITLE, TURNED = "Rèn kỹ năng đọc cho học sinh", "Bể lọc nước tự chảy cho điểm trường"


@pytest.fixture
def root():
    return make.unit(name="LĐLĐ tỉnh", code="LC")


@pytest.fixture
def district(root):
    return make.unit(root, "LĐLĐ huyện Than Uyên", code="D1")


@pytest.fixture
def school(district):
    return make.unit(district, "CĐCS Nậm Mít", code="S1")


@pytest.fixture
def other_school(district):
    return make.unit(district, "CĐCS Mường Kim", code="S2")


@pytest.fixture
def campaign(root):
    return make.campaign(root)


def by_huong(unit, title=TITLE, **changes):
    return make.entry(
        unit, title=title, authors=HUONG, workplace="", effect="Giảm một nửa", **changes
    )


def as_it_would_be_filed():
    """Whether all keys and rows are those that reading the entries gives now."""
    features = DuplicateFeatures.objects.values_list("initiative_id", "engine_version", "packed")
    texts = texts_of([entry_id for entry_id, *_ in features])
    read = dict(zip(texts, engine().read(list(texts.values())), strict=True))
    keys = {(entry_id, key) for _, key, entry_id in filed()}
    return keys == {(n, key) for n, each in read.items() for key in each.keys} and {
        (n, version, bytes(packed)) for n, version, packed in features
    } == {(n, engine().version, kept(each.row)) for n, each in read.items()}


def pairs():
    return sorted(DuplicatePair.objects.values_list("a", "b"))


def pairs_of_a_batch(campaign, folder):
    batch([campaign], folder, tell=lambda fact: fact.code)
    with (folder / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        return [tuple(line[:2]) for line in list(csv.reader(file))[1:]]


def receipts(found):
    return [tuple(receipt_number("LC22", entry_id) for entry_id in pair) for pair in found]


def move_the_district(root):
    """Put a cluster between the province and the district."""
    cluster, district = make.unit(root, "Cụm phía nam", code="C1"), Unit.objects.get(code="D1")
    row = UnitRow(2, "D1", district.kind, district.name, district.short_name, "C1")
    assert import_units(UnitSheet((row,)), make.SYSTEM) == UnitsLoaded(0, 1, 0, 1)
    return cluster


def test_a_part_of_the_tree_that_moved_takes_its_keys_and_rows_along(root, campaign, school):
    stored = make.register(campaign, by_huong(school))

    cluster = move_the_district(root)

    stored.refresh_from_db()
    assert stored.unit_path.startswith(cluster.path)
    assert as_it_would_be_filed()
    assert count_outdated(engine().version) == 0


def test_what_moved_with_its_part_of_the_tree_is_still_shown_to_those_who_type(
    root, campaign, school
):
    make.register(campaign, by_huong(school))
    typed = Text(TITLE, authors=("Lò Thị Hương",))
    before = look_alikes(campaign, typed)

    move_the_district(root)

    assert look_alikes(campaign, typed) == before == [LookAlike(TITLE, "CĐCS Nậm Mít", False)]


def test_a_copy_filed_after_the_tree_moved_is_met_as_at_the_same_unit(
    root, campaign, school, tmp_path
):
    first = make.register(campaign, by_huong(school))
    move_the_district(root)
    school.refresh_from_db()

    second = make.register(campaign, by_huong(school, f"Biện pháp {TITLE.lower()}"))

    assert pairs() == [(first.id, second.id)]
    assert "same-unit" in codes(DuplicatePair.objects.get())
    assert pairs_of_a_batch(campaign, tmp_path) == receipts(pairs())


def codes(pair):
    return [piece["code"] for piece in pair.evidence]


def by_itself(entry, to):
    moving.move_initiative(entry, to, reason="", by=make.SYSTEM)


def in_a_group(entry, to):
    move_group({entry.id: to}, reason="", by=make.SYSTEM)


def by_a_sheet(entry, to):
    row = MoveRow(2, entry.client_ref, "", to.short_name, make.NOW, "")
    import_moves([row], entry.campaign, make.SYSTEM)


MOVES = pytest.mark.parametrize("move", [by_itself, in_a_group, by_a_sheet])


@MOVES
def test_an_entry_that_was_moved_has_the_keys_and_the_row_of_its_new_place(
    move, campaign, school, other_school
):
    stored = make.register(campaign, by_huong(school))
    make.register(campaign, by_huong(school, TURNED))

    move(stored, other_school)

    assert as_it_would_be_filed()


@MOVES
def test_an_entry_is_judged_at_the_place_it_was_moved_to(
    move, campaign, school, other_school, tmp_path
):
    entry = by_huong(school)
    first = make.register(campaign, entry)
    second = make.register(campaign, replace(entry, client_ref="second"))
    together = codes(DuplicatePair.objects.get())

    move(second, other_school)

    apart = codes(DuplicatePair.objects.get())
    assert ("same-unit" in together, "same-unit" in apart) == (True, False)
    assert pairs() == [(first.id, second.id)]
    assert pairs_of_a_batch(campaign, tmp_path) == receipts(pairs())
    assert tally_disagreements(campaign) == []


# by one author these two are one work at one school, and two works at two
HERE, THERE = "Rèn kỹ năng đọc cho học sinh", "Nâng cao kỹ năng đọc hiểu"


@MOVES
def test_a_copy_that_the_new_place_reveals_is_found_from_then_on(
    move, campaign, school, other_school, tmp_path
):
    first = make.register(campaign, by_huong(school, HERE, occurred_at=EARLIER))
    second = make.register(campaign, by_huong(other_school, THERE, occurred_at=EARLIER))
    before = pairs()

    move(second, school)

    assert (before, pairs()) == ([], [(first.id, second.id)])
    assert findings() == [(second.id, "duplicate-own", "open", make.NOW)]
    assert pairs_of_a_batch(campaign, tmp_path) == receipts(pairs())
    assert tally_disagreements(campaign) == []


@MOVES
def test_what_was_a_copy_at_the_old_place_alone_is_freed(
    move, campaign, school, other_school, tmp_path
):
    make.register(campaign, by_huong(school, HERE, occurred_at=EARLIER))
    second = make.register(campaign, by_huong(school, THERE, occurred_at=EARLIER))
    before = [finding[:3] for finding in findings()]

    move(second, other_school)

    assert before == [(second.id, "duplicate-own", "open")]
    assert [finding[:3] for finding in findings()] == [(second.id, "duplicate-own", "lapsed")]
    assert pairs() == pairs_of_a_batch(campaign, tmp_path) == []
    assert tally_disagreements(campaign) == []


@pytest.mark.parametrize("uphold", [True, False])
def test_what_a_person_decided_of_two_is_not_asked_again_after_a_move(
    uphold, campaign, school, other_school
):
    first = make.register(campaign, by_huong(school, HERE))
    second = make.register(campaign, by_huong(school, THERE))
    decided = second.findings.get()
    review.decide_finding(decided, uphold=uphold, reason="Đã đối chiếu", by=make.SYSTEM)
    before = decisions(), findings()

    by_itself(second, other_school)
    by_itself(second, school)

    assert (decisions(), findings()) == before
    assert before[0] == [(first.id, second.id, "same" if uphold else "different")]


def test_copies_that_hung_together_by_one_that_moved_away_stay_together(
    campaign, school, other_school
):
    one = make.register(campaign, by_huong(school, HERE))
    hub = make.register(campaign, by_huong(school, THERE))
    two = make.register(campaign, by_huong(school, f"Biện pháp {HERE.lower()}"))
    DuplicatePair.objects.filter(a=one, b=two).delete()

    by_itself(hub, other_school)

    assert pairs() == [(one.id, two.id)]


def test_an_entry_of_a_unit_that_was_renamed_is_read_again_without_the_new_name(
    root, campaign, school
):
    make.register(campaign, by_huong(school, f"{HERE} Mường Than"))
    row = UnitRow(2, "S1", school.kind, school.name, "Mường Than", "D1")
    renamed = import_units(UnitSheet((row,)), make.SYSTEM)

    assert renamed == UnitsLoaded(0, 1, 0, renamed=1)
    assert count_outdated(engine().version) == 1
    assert not as_it_would_be_filed()
    rekey(make.SYSTEM)
    assert as_it_would_be_filed()
    assert count_outdated(engine().version) == 0


def findings():
    found = Finding.objects.filter(rule__startswith="duplicate").order_by("initiative_id")
    return list(found.values_list("initiative_id", "rule", "state", "opened_at"))


def decisions():
    return sorted(DuplicatePair.objects.values_list("a", "b", "decision"))
