from datetime import UTC, datetime

import pytest

from sangkien.inputs.journal import read_journal_filter
from sangkien.queries.journal import JournalFilter

NOW = datetime(2022, 3, 17, 3, tzinfo=UTC)
GROUPS = {"entries": frozenset({"moved"})}
MIDNIGHT_17 = datetime(2022, 3, 16, 17, tzinfo=UTC)  # in Lai Châu
MIDNIGHT_18 = datetime(2022, 3, 17, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({}, JournalFilter()),
        ({"what": "entries"}, JournalFilter(verbs=frozenset({"moved"}))),
        ({"what": "nothing of ours"}, JournalFilter()),
        ({"since": "17/03/2022"}, JournalFilter(since=MIDNIGHT_17)),
        ({"until": " 17/3/2022 "}, JournalFilter(before=MIDNIGHT_18)),
        (
            {"since": "17/03/2022", "until": "17/03/2022"},
            JournalFilter(since=MIDNIGHT_17, before=MIDNIGHT_18),
        ),
    ],
)
def test_days_are_taken_whole_in_the_time_of_vietnam(sent, asked):
    assert read_journal_filter(sent, GROUPS, NOW) == (asked, [])


def test_days_that_cannot_be_read_are_told_and_filter_nothing():
    sent = {"since": "31/11/2022", "until": "03/2022", "what": "entries"}

    asked, problems = read_journal_filter(sent, GROUPS, NOW)

    assert asked == JournalFilter(verbs=frozenset({"moved"}))
    assert [(one.field, one.code) for one in problems] == [
        ("since", "date-no-such-day"),
        ("until", "date-not-a-day"),
    ]
