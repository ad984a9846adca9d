from datetime import date

import pytest

from sangkien.actions.import_undo import undo_import
from sangkien.actions.review import decide_finding
from sangkien.core.permissions import Role
from sangkien.models import Finding, ImportBatch, ImportRow, Initiative
from sangkien.queries.imports import (
    RowFate,
    batch_by_id,
    fates,
    import_units,
    refused_rows,
    unfinished_batch,
    visible_batches,
)
from sangkien.queries.scope import OPERATOR
from tests import make
from tests.importing import csv_file, imported, previewed, row, rows


def batch(land, unit, **changes):
    values = {
        "campaign": land.campaign,
        "unit": unit,
        "file": "imports/x.csv",
        "file_name": "x.csv",
        "sha256": "a" * 64,
        "header_row": 1,
        "columns": {},
        "header": [],
        "started_at": make.NOW,
    }
    return ImportBatch.objects.create(**values | changes)


# -- who sees which ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "role", "seen"),
    [
        ("province", Role.PROVINCIAL_OFFICER, ["there", "here", "province"]),
        ("here", Role.UPPER_OFFICER, ["here"]),
        ("school", Role.UPPER_OFFICER, []),
        ("here", Role.MEMBER, []),
        ("foreign", Role.PROVINCIAL_OFFICER, []),
    ],
)
def test_an_officer_sees_the_batches_of_the_own_units_newest_first(land, at, role, seen):
    made = {name: batch(land, getattr(land, name)) for name in ("province", "here", "there")}

    found = visible_batches(land.officer(getattr(land, at), role), land.campaign)

    assert list(found) == [made[name] for name in seen]


def test_a_visitor_and_another_campaign_see_no_batch(land):
    batch(land, land.here)

    assert visible_batches(None, land.campaign).count() == 0
    assert visible_batches(land.officer(), make.campaign(land.province)).count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_batches_with_unit_campaign_and_account_take_one_query(
    land, number, django_assert_num_queries
):
    account = land.officer()
    for _ in range(number):
        batch(land, land.here, by=account)
    found = visible_batches(account, land.campaign)

    with django_assert_num_queries(1):
        seen = [(b.unit.code, b.campaign.owner.code, b.by.login) for b in found]

    assert seen == [("THU", "LC", account.login)] * number


def test_a_batch_is_found_by_its_number(land):
    known = batch(land, land.here)

    assert (batch_by_id(OPERATOR, known.id), batch_by_id(OPERATOR, known.id + 1)) == (known, None)


@pytest.mark.parametrize(
    ("at", "role", "codes"),
    [
        ("province", Role.PROVINCIAL_OFFICER, ["LC", "THU", "PTH"]),
        ("here", Role.UPPER_OFFICER, ["THU"]),
        ("school", Role.UPPER_OFFICER, []),  # sheets are brought in for member units
        ("here", Role.MEMBER, []),
        ("foreign", Role.PROVINCIAL_OFFICER, []),
    ],
)
def test_one_may_import_for_the_owner_and_its_members_within_ones_reach(land, at, role, codes):
    units = import_units(land.officer(getattr(land, at), role), land.campaign)

    assert sorted(unit.code for unit in units) == sorted(codes)


# -- the same file again -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "is_found"),
    [("preview", True), ("running", True), ("done", False), ("undone", False)],
)
def test_a_file_that_was_not_brought_to_its_end_goes_on_where_it_stood(land, state, is_found):
    known = batch(land, land.here, state=state)

    found = unfinished_batch(OPERATOR, land.campaign, land.here, "a" * 64)

    assert found == (known if is_found else None)


def test_another_unit_campaign_or_content_is_another_batch_and_the_newest_goes_on(land):
    batch(land, land.here)
    newest = batch(land, land.here)

    assert unfinished_batch(OPERATOR, land.campaign, land.here, "a" * 64) == newest
    assert unfinished_batch(OPERATOR, land.campaign, land.there, "a" * 64) is None
    assert unfinished_batch(OPERATOR, land.campaign, land.here, "b" * 64) is None
    assert unfinished_batch(OPERATOR, make.campaign(land.province), land.here, "a" * 64) is None


# -- what became of the rows ----------------------------------------------------------------------


def test_each_row_has_its_fate_with_receipt_problems_and_rules_that_stand(land):
    sheet = [
        row(land.here, 1, **{"Ngày áp dụng": "31/08/2021"}),
        row(land.here, 2, **{"Ngày áp dụng": "31/11/2021"}),
    ]
    done = imported(land.campaign, land.here, csv_file(sheet))
    (entry,) = Initiative.objects.all()

    found = fates(done, [2, 3, 4])

    assert found[2] == RowFate(
        verdict="new",
        key=entry.client_ref,
        receipt=found[2].receipt,
        problems=[],
        rules=("applied-before-window", "not-recognised"),
    )
    assert found[2].receipt.startswith(f"LC22-{entry.id:06d}-")
    assert (found[3].verdict, found[3].receipt, found[3].rules) == ("refused", "", ())
    assert [problem["code"] for problem in found[3].problems] == ["date-no-such-day"]
    assert 4 not in found


def test_a_finding_decided_away_is_told_no_more(land):
    sheet = [row(land.here, 1, **{"Ngày áp dụng": "31/08/2021"})]
    done = imported(land.campaign, land.here, csv_file(sheet))
    finding = Finding.objects.get(rule="applied-before-window")
    decide_finding(finding, uphold=False, reason="Đã rõ", by=make.SYSTEM)

    assert fates(done, [2])[2].rules == ("not-recognised",)


def test_rows_of_a_batch_taken_back_keep_their_receipt(land):
    done = imported(land.campaign, land.here, csv_file(rows(land.here, 2)))
    before = [fate.receipt for fate in fates(done, [2, 3]).values()]
    undo_import(done, make.SYSTEM)

    assert [fate.receipt for fate in fates(done, [2, 3]).values()] == before
    assert "" not in before


@pytest.mark.parametrize("number", [1, 3])
def test_fates_of_one_and_three_rows_take_two_queries(land, number, django_assert_num_queries):
    done = imported(land.campaign, land.here, csv_file(rows(land.here, 3)))
    known = batch_by_id(OPERATOR, done.id)

    with django_assert_num_queries(2):
        assert len(fates(known, range(2, 2 + number))) == number


def test_a_batch_only_looked_at_has_no_fate_yet(land):
    looked_at = previewed(land.campaign, land.here, csv_file(rows(land.here, 2)))

    assert fates(looked_at, [2, 3]) == {}
    assert Initiative.objects.count() == 0


def test_refused_rows_come_in_the_order_of_the_sheet_up_to_a_number(land):
    known = batch(land, land.here)
    verdicts = {9: "refused", 2: "new", 5: "refused", 7: "refused", 3: "again"}
    for number, verdict in verdicts.items():
        ImportRow.objects.create(batch=known, row_number=number, key="", verdict=verdict)

    assert [found.row_number for found in refused_rows(known, limit=2)] == [5, 7]
    assert [found.row_number for found in refused_rows(known, limit=9)] == [5, 7, 9]


def test_entries_of_a_sheet_carry_the_day_they_are_said_to_be_filed_on(land):
    sheet = [row(land.here, 1, **{"Thời điểm nộp": "28/02/2022 23:59"})]
    imported(land.campaign, land.here, csv_file(sheet))

    assert Initiative.objects.get().occurred_at.astimezone(make.NOW.tzinfo).date() == date(
        2022, 2, 28
    )
