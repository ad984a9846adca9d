"""Copies that are merged and parted again, for the tests of both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sangkien.actions.journal import By
from sangkien.actions.merging import merge_entries
from sangkien.actions.unmerging import undo_merge
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from tests import make

FILED = datetime(2022, 3, 1, 1, tzinfo=UTC)
LATER = By(account=None, now=make.NOW + timedelta(days=3), is_system=True)


def copies(campaign, unit, number, **changes):
    """One text filed `number` times, an hour apart; return the entries in order."""
    entry = make.entry(unit, **changes)
    return [
        make.register(
            campaign,
            replace(
                entry,
                client_ref=f"{entry.client_ref}-{k}",
                occurred_at=FILED + timedelta(hours=k),
            ),
        )
        for k in range(number)
    ]


def merged(kept, *again, by=make.SYSTEM):
    return merge_entries(kept, [one.id for one in again], reason="Nộp lại", by=by)


def undone(merge, by=LATER):
    merge.refresh_from_db()
    undo_merge(merge, reason="Nhầm", by=by)


def columns(*entries):
    for entry in entries:
        entry.refresh_from_db()
    return [(Column(entry.column), entry.is_open, entry.state) for entry in entries]


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code
