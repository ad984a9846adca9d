from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.entry import AuthorEntry, Entry
from sangkien.core.facts import UnitFact
from sangkien.core.imports import ReadRow, RowKeys

ENTRY = Entry(
    client_ref="",
    title="Bể lọc nước tự chảy",
    authors=(AuthorEntry("Lò Văn An", Decimal(100)),),
    workplace="Trường THCS Khoen On",
    ticked=UnitFact(2, "1.2.", "LĐLĐ huyện Than Uyên", "territorial"),
    applied_on=date(2021, 10, 5),
)
CONTENTS = [replace(ENTRY, title=title) for title in ("Một", "Hai", "Ba")]


def keys_of(rows, campaign_id=1, unit_id=2):
    keys = RowKeys(campaign_id, unit_id)
    return [keys.key_of(row) for row in rows]


def read(entry, given_key=""):
    return ReadRow(2, given_key, entry=entry)


@given(st.lists(st.sampled_from(CONTENTS), max_size=12))
def test_every_row_has_a_key_of_its_own_and_the_same_in_every_run(contents):
    rows = [read(entry) for entry in contents]

    assert keys_of(rows) == keys_of(rows)
    assert len(set(keys_of(rows))) == len(rows)


@given(st.permutations([0, 0, 0, 1, 1, 2]))
def test_the_order_of_rows_does_not_matter_to_the_set_of_keys(order):
    one = keys_of(read(CONTENTS[k]) for k in sorted(order))
    other = keys_of(read(CONTENTS[k]) for k in order)

    assert set(one) == set(other)


def test_the_keys_of_another_unit_or_campaign_are_others():
    rows = [read(ENTRY)]

    assert len({keys_of(rows)[0], keys_of(rows, unit_id=3)[0], keys_of(rows, 9)[0]}) == 3


def test_a_key_that_comes_along_wins_and_its_row_is_counted_as_an_occurrence():
    plain = keys_of([read(ENTRY), read(ENTRY)])

    assert keys_of([read(ENTRY, plain[0]), read(ENTRY)]) == plain
    assert keys_of([read(ENTRY, "SK-1")]) == ["SK-1"]


def test_a_row_that_cannot_be_read_has_no_key_unless_it_brings_one():
    assert keys_of([ReadRow(2, ""), ReadRow(3, "SK-1")]) == ["", "SK-1"]
