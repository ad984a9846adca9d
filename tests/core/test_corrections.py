from decimal import Decimal

import pytest

from sangkien.core.corrections import AUTHORS, COLUMNS, COMPARED, Correction, number_seen
from sangkien.core.entry import AuthorEntry

AUTHOR = (AuthorEntry("Lò Văn An", Decimal(100)),)


def test_a_correction_names_its_fields_in_the_order_of_the_form():
    correction = Correction({"workplace": "Trạm Y tế", "title": "Mới"}, AUTHOR)

    assert correction.fields == ("title", "workplace", AUTHORS)


@pytest.mark.parametrize(
    ("column", "field"),
    [(column, field) for field, columns in COLUMNS.items() for column in columns],
)
def test_each_column_belongs_to_one_field(column, field):
    assert Correction({column: "x"}).fields == (field,)


def test_what_the_search_for_copies_reads_may_all_be_corrected():
    assert sorted(COMPARED - {*COLUMNS}) == [AUTHORS]


def test_a_correction_of_nothing_names_no_field():
    assert Correction({}).fields == ()


@pytest.mark.parametrize(
    ("seen", "number"),
    [("3-5f0c", 3), ("12-", 12), ("", 0), ("x-1", 0), ("²-1", 0), ("-1", 0), ("9999999-1", 0)],
)
def test_a_form_says_which_version_it_showed_or_none(seen, number):
    assert number_seen(seen) == number
