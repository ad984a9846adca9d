"""A frozen table served again, and what happens where somebody has touched it."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from sangkien.core.progress.canonical import canonical, sha256_of
from sangkien.core.refusal import Refusal
from sangkien.models import Snapshot
from sangkien.reports.from_snapshot import frozen_table, rendered, verify
from sangkien.reports.progress import REPORT
from tests.reports.tables import DAY, row, table

TAKEN = datetime(2022, 3, 17, 10, tzinfo=UTC)
SHOWN = table(row("Than Uyên", 115, 60, 0, 4, 0, 80, 6))


def snapshot(**changes):
    text = canonical(SHOWN, taken_at=TAKEN)
    values = {
        "id": 7,
        "day": DAY,
        "canonical": text,
        "sha256": sha256_of(text),
        "rules_version": 1,
        "taken_at": TAKEN,
    }
    return Snapshot(**values | changes)


def refusal(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code, caught.value.details


def test_a_frozen_table_is_the_table_that_was_frozen():
    assert frozen_table(snapshot()) == SHOWN


@pytest.mark.parametrize("word", ["table", "csv", "xlsx"])
def test_it_is_written_as_the_live_table_was(word):
    assert rendered(snapshot(), word) == REPORT.formats[word].render(SHOWN)


def test_as_json_it_keeps_the_moment_it_was_frozen():
    frozen, live = (
        json.loads(text)
        for text in (rendered(snapshot(), "json"), REPORT.formats["json"].render(SHOWN))
    )

    assert frozen == {**live, "taken_at": "2022-03-17T10:00:00+00:00"}


@pytest.mark.parametrize(
    "touched",
    [
        {"canonical": canonical(SHOWN, taken_at=TAKEN).replace("115", "116")},
        {"canonical": canonical(SHOWN, taken_at=TAKEN) + " "},
        {"canonical": ""},
        {"sha256": "0" * 64},
        {"day": date(2022, 3, 18)},
        {"rules_version": 2},
        {"taken_at": datetime(2022, 3, 17, 10, 0, 1, tzinfo=UTC)},
    ],
)
def test_a_table_that_was_touched_anywhere_is_refused_and_never_served(touched):
    broken = snapshot(**touched)

    expected = ("snapshot-broken", {"number": 7})
    assert refusal(lambda: verify(broken)) == expected
    assert refusal(lambda: rendered(broken, "csv")) == expected


def test_content_and_hash_changed_together_are_seen_by_the_day_that_stands_beside_them():
    moved = canonical(SHOWN, taken_at=TAKEN).replace('"day":"2022-03-17"', '"day":"2022-03-16"')

    assert refusal(lambda: verify(snapshot(canonical=moved, sha256=sha256_of(moved))))[0] == (
        "snapshot-broken"
    )


def test_the_same_moment_in_another_time_zone_is_the_same_moment():
    verify(snapshot(taken_at=TAKEN.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))))
