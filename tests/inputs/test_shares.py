from decimal import Decimal

import pytest

from sangkien.inputs.problem import BadInput
from sangkien.inputs.shares import read_shares


def read(**typed):
    return read_shares({f"share-{k[1:]}": value for k, value in typed.items()}, [1, 2])


def codes(**typed):
    with pytest.raises(BadInput) as caught:
        read(**typed)
    return [(problem.field, problem.code) for problem in caught.value.errors]


@pytest.mark.parametrize(
    ("typed", "share"), [("60", "60"), ("33,33", "33.33"), ("60 %", "60"), (" 100% ", "100")]
)
def test_a_share_is_read_as_it_is_typed(typed, share):
    assert read(a1=typed, a2="1") == {1: Decimal(share), 2: Decimal(1)}


@pytest.mark.parametrize("typed", ["0", "-5", "100,01", "33,3333"])
def test_what_is_no_part_of_a_work_is_told_at_its_field(typed):
    assert codes(a1=typed, a2="40") == [("share-1", "share-form")]


def test_every_share_that_cannot_be_read_is_told_at_once():
    assert [field for field, _ in codes(a1="nửa", a2="")] == ["share-1", "share-2"]


def test_a_share_that_was_not_sent_is_missing():
    assert [field for field, _ in codes(a1="60")] == ["share-2"]
