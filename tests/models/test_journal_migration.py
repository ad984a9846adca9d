"""Lines written before a line said of which record it is: the upgrade says it of them too."""

from importlib import import_module
from types import SimpleNamespace

import pytest

upgrade = import_module("sangkien.migrations.0011_journal_subjects")
NOTHING = {"by": "", "number": "", "on": ""}


def line(verb, details, **ids):
    named = dict.fromkeys(("initiative_id", "unit_id", "campaign_id"))
    return SimpleNamespace(verb=verb, details=details, **named | ids)


@pytest.mark.parametrize(
    ("old", "subject"),
    [
        (line("registered", {"channel": "web"}, initiative_id=7, unit_id=3), ("entry", 7)),
        (line("letter-drafted", {"letter": 4, "snapshot": 5}, unit_id=3), ("letter", 4)),
        (line("password-reset", {"account": 9}, unit_id=3), ("account", 9)),
        (line("target-set", {"value": 20}, unit_id=3, campaign_id=1), ("unit", 3)),
        (line("campaign-changed", {"changed": []}, campaign_id=1), ("campaign", 1)),
        (line("units-created", {"created": 2}), ("", None)),
    ],
)
def test_an_old_line_says_of_which_record_it_is(old, subject):
    assert upgrade.subject(old) == subject


@pytest.mark.parametrize(
    ("verb", "details", "expected"),
    [
        ("unit-changed", {"name": ["Cũ", "Mới"]}, ({"name": ["Cũ", "Mới"]}, {})),
        ("unit-moved", {"parent": ["A", "B"]}, ({"parent": ["A", "B"]}, {})),
        ("imported", {"batch": 3}, ({}, {"batch": 3})),
        (
            "recognition-recorded",
            {"before": NOTHING, "after": NOTHING | {"by": "head", "on": "2022-03-01"}},
            ({"recognised_by": [None, "head"], "recognised_on": [None, "2022-03-01"]}, {}),
        ),
    ],
)
def test_what_was_before_and_after_moves_to_its_own_place(verb, details, expected):
    assert upgrade.parted(line(verb, details)) == expected


@pytest.mark.parametrize(
    ("verb", "details", "is_by_visitor"),
    [
        ("registered", {"channel": "web"}, True),
        ("registered", {"channel": "sheet"}, False),
        ("recognition-attached", {}, True),
        ("moved", {}, False),
    ],
)
def test_what_only_a_visitor_can_have_done_is_not_said_of_the_system(verb, details, is_by_visitor):
    assert upgrade.is_by_visitor(line(verb, details)) == is_by_visitor
