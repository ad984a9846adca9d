from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.entry import AuthorEntry, Entry, content_hash
from sangkien.core.facts import UnitFact

ENTRY = Entry(
    client_ref="ref-1",
    title="Giá phơi ngô",
    authors=(AuthorEntry("Lò Văn An", Decimal(60)), AuthorEntry("Vàng A Pao", Decimal(40))),
    workplace="Xã Mường Kim",
    ticked=UnitFact(2, "1.2.", "Than Uyên", "territorial"),
    applied_on=date(2021, 10, 5),
)


@pytest.mark.parametrize(
    "changes",
    [
        {"client_ref": "ref-2"},
        {"occurred_at": datetime(2022, 3, 1, tzinfo=UTC)},
        {"typed": {"title": "GIÁ PHƠI NGÔ"}},
        {"ticked": UnitFact(2, "1.9.2.", "Tên mới", "sector")},  # the unit moved in the tree
        {"authors": (AuthorEntry("Lò Văn An", Decimal("60.00")), ENTRY.authors[1])},
    ],
)
def test_key_moment_typing_and_renamed_units_are_no_part_of_the_content(changes):
    assert content_hash(replace(ENTRY, **changes)) == content_hash(ENTRY)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Giá phơi lúa"},
        {"workplace": "Xã Mường Than"},
        {"ticked": replace(ENTRY.ticked, id=3)},
        {"applied_on": date(2021, 10, 6)},
        {"applied_precision": "month"},
        {"benefit_vnd": 0},
        {"is_secret": True},
        {"recognised_on": date(2022, 1, 1)},
        {"authors": ENTRY.authors[::-1]},
        {"authors": (ENTRY.authors[0], replace(ENTRY.authors[1], member_number="7"))},
    ],
)
def test_anything_said_is_part_of_the_content(changes):
    assert content_hash(replace(ENTRY, **changes)) != content_hash(ENTRY)


def test_the_hash_is_the_same_on_every_machine_and_in_every_run():
    # stored beside every entry: another value would make each known send a conflict
    pinned = "fa6cf5d3aa4bc76799f9d058e2aafc83bea0a36a33e5d354beba0e3eb8744731"

    assert content_hash(ENTRY) == pinned


@pytest.mark.parametrize("share", ["60", "60.0", "60.00", "6E+1"])
def test_a_share_is_the_same_however_its_noughts_are_written(share):
    authors = (AuthorEntry("Lò Văn An", Decimal(share)), ENTRY.authors[1])

    assert content_hash(replace(ENTRY, authors=authors)) == content_hash(ENTRY)


def test_texts_that_would_run_together_are_told_apart():
    one = replace(ENTRY, description="ab", effect="c")
    other = replace(ENTRY, description="a", effect="bc")

    assert content_hash(one) != content_hash(other)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_content_has_a_hash_of_64_hexadecimal_digits(text):
    hashed = content_hash(replace(ENTRY, title=text, workplace=text))

    assert len(hashed) == 64
    assert int(hashed, 16) >= 0
