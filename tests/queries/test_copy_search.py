"""Where one may search for copies, and how much of what is found there one may see."""

from decimal import Decimal

import pytest

from sangkien.core.duplicates import Text
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role, Scope
from sangkien.queries.copy_search import found_copies
from sangkien.queries.stubs import Desk
from tests import make

TITLE = "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4"


@pytest.fixture
def filed(land):
    """The same title, once here and once at the neighbour's."""
    return land.file(land.here, title=TITLE), land.file(land.there, title=TITLE)


def found(land, account, title=TITLE):
    return found_copies(account, land.campaign, Text(title=title))


def units(rows):
    return sorted(row.unit for row in rows)


def searching(land, *where, at=None):
    account = make.account()
    make.grant(account, Role.UPPER_OFFICER, at or land.here, scopes={Scope.SEARCH: where})
    return account


def test_without_more_one_searches_where_one_works(land, filed):
    (row,) = found(land, land.officer(land.here))

    assert (row.entry_id, row.unit, row.desk) == (filed[0].id, land.here.short_name, None)
    assert row.receipt.startswith("LC22-")


def test_who_may_search_wider_finds_a_stub_there_without_any_number(land, filed):
    rows = found(land, searching(land, land.here, land.there))

    stub = next(row for row in rows if row.entry_id is None)
    assert units(rows) == sorted([land.here.short_name, land.there.short_name])
    assert (stub.title, stub.receipt, stub.desk) == (TITLE, "", Desk(land.there.short_name))
    assert stub.filed_at == filed[1].occurred_at


def test_a_search_scope_elsewhere_leaves_the_own_part_out(land, filed):
    rows = found(land, searching(land, land.there))

    assert [(row.entry_id, row.unit) for row in rows] == [(None, land.there.short_name)]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.JUROR, Role.SUPPORTER])
def test_a_role_that_does_not_search_finds_nothing(land, filed, role):
    assert found(land, land.officer(land.province, role)) == []
    assert found(land, None) == []


def test_a_trade_secret_is_found_by_those_only_who_see_the_entry(land):
    land.file(land.there, title=TITLE, is_secret=True)

    assert found(land, searching(land, land.there)) == []
    assert units(found(land, land.officer(land.there))) == [land.there.short_name]


def test_what_is_no_copy_is_not_found(land, filed):
    assert found(land, land.officer(), "Tưới chè tự động bằng cảm biến độ ẩm") == []


@pytest.mark.parametrize("number", [1, 3])
def test_three_are_found_by_as_many_queries_as_one(land, number, django_assert_num_queries):
    for _ in range(number):
        land.file(land.there, title=TITLE)
    account = searching(land, land.there)
    found(land, account)

    with django_assert_num_queries(6):
        assert len(found(land, account)) == number


def test_of_a_stub_nobody_is_told_whose_it_is_however_well_one_guesses(land):
    author = AuthorEntry("Lò Thị Mai", Decimal(100))
    for unit in (land.here, land.there):
        land.file(unit, title=TITLE, workplace="Trạm Y tế xã", authors=(author,))
    typed = Text(TITLE, authors=("Lò Thị Mai",), workplace="Trạm Y tế xã")

    rows = found_copies(searching(land, land.here, land.there), land.campaign, typed)

    assert {row.entry_id is None: row.is_own for row in rows} == {False: True, True: False}
