from decimal import Decimal

import pytest

from sangkien.core.entry import AuthorEntry
from sangkien.models import Account, PersonalDetail
from sangkien.queries.people import account_by_login, author_names, display_name
from tests import make


def test_an_account_is_called_by_its_post_and_without_one_by_its_log_in():
    account = Account(login="can-bo")

    assert display_name(account) == "can-bo"
    account.label = "Cán bộ LĐLĐ tỉnh"
    assert display_name(account) == "Cán bộ LĐLĐ tỉnh"


@pytest.mark.parametrize("typed", ["can-bo", " Can-Bo ", "CAN-BO"])
def test_a_log_in_is_found_however_it_is_typed(db, typed):
    account = make.account(login="can-bo")

    assert account_by_login(typed) == account


def test_an_unknown_log_in_is_nobodys(db):
    make.account(login="can-bo")

    assert [account_by_login(typed) for typed in ("", "can", "can-bo2")] == [None] * 3


def three_authors(land):
    shares = [AuthorEntry(name, Decimal(20)) for name in ("Lò Văn An", "Vàng A Sử", "Ÿ Đỗ “Ba”")]
    return land.file(authors=tuple(shares))


def test_names_come_as_typed_in_the_order_typed(land):
    entry = three_authors(land)

    assert author_names([entry.id]) == {entry.id: ["Lò Văn An", "Vàng A Sử", "Ÿ Đỗ “Ba”"]}


def test_an_entry_whose_authors_were_erased_has_no_names_and_is_still_there(land):
    entry = three_authors(land)
    PersonalDetail.objects.all().delete()

    assert author_names([entry.id, 987]) == {entry.id: [], 987: []}


@pytest.mark.parametrize("number", [1, 3])
def test_names_of_one_and_three_entries_take_one_query(land, number, django_assert_num_queries):
    ids = [land.file().id for _ in range(number)]

    with django_assert_num_queries(1):
        assert sorted(author_names(ids)) == ids
