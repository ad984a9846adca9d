import json
from datetime import UTC, date, datetime

import pytest

from sangkien.actions.snapshots import take_snapshot
from sangkien.core.progress.canonical import sha256_of
from sangkien.core.progress.table import Basis
from sangkien.core.refusal import Refusal
from sangkien.models import JournalLine, Snapshot
from sangkien.reports.from_snapshot import frozen_table, rendered, verify
from sangkien.reports.progress import REPORT
from tests import make
from tests.reports.lai_chau import DAY, Province

pytestmark = pytest.mark.django_db


def frozen(**asked):
    province = Province()
    province.fill()
    snapshot = take_snapshot(province.campaign, province.root, DAY, make.SYSTEM, **asked)
    return province, Snapshot.objects.get(id=snapshot.id)


def test_a_snapshot_keeps_moment_rule_version_and_hash():
    _, snapshot = frozen()

    shown = json.loads(snapshot.canonical)
    assert (snapshot.day, snapshot.rules_version, snapshot.report) == (DAY, 1, "progress")
    assert (shown["taken_at"], shown["day"]) == ("2022-03-17T03:00:00+00:00", "2022-03-17")
    assert snapshot.sha256 == sha256_of(snapshot.canonical)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2022, 3, 18), "table-day-ahead"), (date(2022, 1, 7), "table-day-early")],
)
def test_no_table_is_frozen_of_a_day_still_to_come_or_before_the_campaign(day, code):
    province = Province()

    with pytest.raises(Refusal) as refused:
        take_snapshot(province.campaign, province.root, day, make.SYSTEM)

    assert (refused.value.code, Snapshot.objects.count()) == (code, 0)


def test_taking_a_snapshot_is_written_down():
    _, snapshot = frozen()

    line = JournalLine.objects.get(verb="snapshot-taken")
    assert line.details == {"snapshot": snapshot.id, "sha256": snapshot.sha256}


@pytest.mark.parametrize("word", ["table", "csv", "xlsx", "json"])
def test_rendered_again_after_the_register_changed_it_gives_the_same_bytes(word):
    province, snapshot = frozen()
    before = rendered(snapshot, word)

    province.file(province.tan_uyen, at=datetime(2022, 3, 1, 3, tzinfo=UTC))
    province.target(province.than_uyen, 500, from_on=date(2022, 3, 1))
    province.than_uyen.short_name = "Đơn vị đổi tên"
    province.than_uyen.save()

    assert rendered(Snapshot.objects.get(id=snapshot.id), word) == before


def test_the_same_table_frozen_at_the_same_moment_has_the_same_hash():
    province, first = frozen()

    second = take_snapshot(province.campaign, province.root, DAY, make.SYSTEM)

    assert (first.sha256, first.canonical) == (second.sha256, second.canonical)


def test_a_snapshot_renders_as_the_live_table_did():
    _, snapshot = frozen(basis=Basis.PHASE)
    table = frozen_table(snapshot)

    assert table.target_label == "Chỉ tiêu giai đoạn 1"
    assert rendered(snapshot, "csv") == REPORT.formats["csv"].render(table)
    assert b'"taken_at": "2022-03-17T03:00:00+00:00"' in rendered(snapshot, "json")


@pytest.mark.parametrize(
    "change",
    [
        {"canonical": '{"day":"2022-03-17"}'},
        {"day": date(2022, 3, 16)},
        {"rules_version": 9},
        {"taken_at": datetime(2022, 3, 18, 3, tzinfo=UTC)},
        {"sha256": "0" * 64},
    ],
)
def test_a_snapshot_that_was_changed_afterwards_is_refused(change):
    _, snapshot = frozen()
    Snapshot.objects.filter(id=snapshot.id).update(**change)
    changed = Snapshot.objects.get(id=snapshot.id)

    with pytest.raises(Refusal) as refused:
        verify(changed)
    assert (refused.value.code, refused.value.details) == (
        "snapshot-broken",
        {"number": snapshot.id},
    )
    with pytest.raises(Refusal):
        rendered(changed, "json")


@pytest.mark.parametrize("role", ["member", "upper_officer"])
def test_only_the_officer_of_the_campaign_freezes_its_table(role):
    province = Province()

    with pytest.raises(Refusal) as refused:
        take_snapshot(province.campaign, province.root, DAY, make.officer(province.root, role))
    assert refused.value.code == "not-allowed"
    assert not Snapshot.objects.exists()
