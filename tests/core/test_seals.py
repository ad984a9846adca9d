from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.seals import (
    COLUMNS,
    NOTHING_BEFORE,
    Fault,
    Head,
    Kept,
    Stored,
    chain_faults,
    differences,
    erased,
    hashed,
    is_erased,
    kept_in,
    kept_words,
    packed,
    unpacked,
)

SALT = b"of this test"
NOON = datetime(2022, 3, 17, 5, tzinfo=UTC)
LINE = {
    "id": 7,
    "verb": "moved",
    "campaign_id": 1,
    "initiative_id": 245,
    "finding_id": None,
    "unit_id": 4,
    "unit_path": "1.4.",
    "about": "entry",
    "about_id": 245,
    "by_id": 3,
    "is_system": False,
    "for_person_id": None,
    "occurred_at": NOON,
    "recorded_at": NOON,
    "reason": "trường thuộc huyện",
    "changes": {"unit": [3, 4]},
    "details": {"from": 3},
}
OTHER = {
    bool: lambda value: not value,
    int: lambda value: value + 1,
    str: lambda value: f"{value}x",
    datetime: lambda value: value + timedelta(microseconds=1),
    dict: lambda value: value | {"x": 1},
    type(None): lambda _: 0,
}
LISTS = st.dictionaries(
    st.integers(-(2**63), 2**63 - 1), st.binary(min_size=32, max_size=32), max_size=8
).map(lambda found: sorted(found.items()))


def line(**changes):
    return tuple((LINE | changes)[column] for column in COLUMNS)


def head(**changes):
    values = {
        "number": 1,
        "day": date(2022, 3, 17),
        "first_id": 1,
        "last_id": 3,
        "count": 3,
        "list_sha256": "ab" * 32,
        "previous": NOTHING_BEFORE,
        "sealed_at": NOON,
    }
    return Head(**values | changes)


def as_stored(one):
    return Stored(one, one.sha256)


def next_to(before, **changes):
    values = {
        "number": before.number + 1,
        "day": before.day + timedelta(days=1),
        "first_id": before.last_id + 1,
        "last_id": before.last_id + 2,
        "previous": before.sha256,
    }
    return head(**values | changes)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_line_that_differs_in_any_column_has_another_hash(column):
    changed = OTHER[type(LINE[column])](LINE[column])

    assert hashed(line(**{column: changed}), salt=SALT)[1] != hashed(line(), salt=SALT)[1]


def test_the_hash_of_a_line_stays_what_it_is_for_ever():
    found = hashed(line(), salt=SALT)

    assert (found[0], found[1].hex()) == (
        7,
        "3ff403a7adf1c12628bc3b2a53f532fc09fadcf617703395cbe2a433d1dcbb4b",
    )


def test_a_line_is_hashed_alike_in_every_zone_and_in_any_order_of_its_fields():
    there = NOON.astimezone(timezone(timedelta(hours=7)))
    turned = line(occurred_at=there, recorded_at=there, details={"b": 1, "a": 2})
    as_utc = line(details={"a": 2, "b": 1})

    assert hashed(turned, salt=SALT) == hashed(as_utc, salt=SALT)


def test_erasing_a_reason_leaves_the_hash_of_its_line():
    gone = erased("trường thuộc huyện", salt=SALT)

    assert hashed(line(reason=gone), salt=SALT) == hashed(line(), salt=SALT)
    assert (is_erased(gone), is_erased("trường thuộc huyện")) == (True, False)


def test_what_stays_of_a_reason_does_not_tell_it_without_the_salt():
    assert erased("trường", salt=SALT) != erased("trường", salt=b"of another server")
    assert "trường" not in erased("trường", salt=SALT)


@given(st.text())
def test_a_reason_is_erased_once_and_for_all(reason):
    gone = erased(reason, salt=SALT)

    assert erased(gone, salt=SALT) == gone
    assert is_erased(gone) == bool(reason)


@given(LISTS)
def test_a_list_is_read_back_as_it_was_packed(lines):
    assert list(unpacked(packed(lines))) == lines
    assert len(packed(lines)) == 40 * len(lines)


def test_of_a_list_that_was_cut_the_whole_lines_are_read():
    lines = [(1, b"a" * 32), (2, b"b" * 32)]

    assert list(unpacked(packed(lines)[:-1])) == lines[:1]


@given(LISTS)
def test_lines_as_they_were_sealed_show_no_difference(lines):
    assert list(differences(lines, lines)) == []


@given(LISTS, LISTS)
def test_every_difference_is_told_once_in_the_order_of_the_lines(listed, found):
    kept, now = dict(listed), dict(found)

    told = list(differences(listed, found))

    assert told == [
        (code, line_id)
        for line_id in sorted(kept.keys() | now.keys())
        if (
            code := "line-added"
            if line_id not in kept
            else "line-missing"
            if line_id not in now
            else "line-changed"
            if kept[line_id] != now[line_id]
            else ""
        )
    ]


@pytest.mark.parametrize("name", [field.name for field in fields(Head)])
def test_a_seal_that_says_anything_else_has_another_hash(name):
    value = getattr(head(), name)
    other = value + timedelta(days=1) if isinstance(value, date) else OTHER[type(value)](value)

    assert replace(head(), **{name: other}).sha256 != head().sha256


def test_the_hash_of_a_seal_stays_what_it_is_for_ever():
    assert head().sha256 == "58ab0f13edf59da02066a0be81109182d18f5f8a2e333b5be255f4e33e999923"


def test_a_chain_in_which_each_follows_the_one_before_has_no_fault():
    first = head()
    second = next_to(first)
    third = next_to(second)

    pairs = [(first, None), (second, first), (third, second)]
    assert [
        list(chain_faults(as_stored(one), before and as_stored(before))) for one, before in pairs
    ] == [[], [], []]


def test_a_seal_that_was_written_over_is_told_by_its_own_hash_and_once():
    first = head()
    changed = Stored(replace(first, count=2), first.sha256)

    assert list(chain_faults(changed, None)) == [Fault("seal-changed", 1, first.day)]
    assert list(chain_faults(as_stored(next_to(first)), changed)) == []


def test_a_seal_made_anew_with_a_hash_that_fits_is_told_by_the_next_one():
    first = head()
    forged = replace(first, count=2)

    assert list(chain_faults(as_stored(forged), None)) == []
    assert list(chain_faults(as_stored(next_to(first)), as_stored(forged))) == [
        Fault("seal-unlinked", 2, date(2022, 3, 18))
    ]


def test_seals_that_were_removed_are_named_one_by_one():
    fourth = next_to(next_to(next_to(head())))

    assert list(chain_faults(as_stored(fourth), as_stored(head()))) == [
        Fault("seal-missing", 2),
        Fault("seal-missing", 3),
    ]
    assert list(chain_faults(as_stored(next_to(head())), None)) == [Fault("seal-missing", 1)]


def test_lines_left_out_between_two_seals_are_a_fault_of_the_second():
    second = next_to(head(), first_id=5)

    assert list(chain_faults(as_stored(second), as_stored(head()))) == [
        Fault("seal-unlinked", 2, second.day)
    ]


def test_what_is_kept_of_a_seal_is_found_again_whatever_stands_around_it():
    first, second = head(), next_to(head())
    text = f"Sổ của ban kiểm tra:\n1. {kept_words(first)}.\n2. {kept_words(second)}\n"

    assert kept_in(text) == [Kept(1, first.sha256), Kept(2, second.sha256)]
    assert kept_in("sangkien seal 1 2022-03-17 3 abc") == []


def test_the_list_is_part_of_the_seal():
    listed = packed([hashed(line(), salt=SALT)])
    other = packed([hashed(line(reason="khác"), salt=SALT)])

    seals = {head(list_sha256=sha256(one).hexdigest()).sha256 for one in (listed, other)}
    assert len(seals) == 2
