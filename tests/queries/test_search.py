from decimal import Decimal

import pytest
from django.db import connection

from sangkien.adapters.search import search_index
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.receipts import receipt_number
from sangkien.core.search.query import read_query
from sangkien.queries import search
from sangkien.queries.initiatives import EntryFilter, entries_of, entry_page, searched
from sangkien.queries.paging import Cursor
from sangkien.queries.search import best_first, hits
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    province = make.unit()
    here, there = make.unit(province), make.unit(province)
    return {
        "campaign": make.campaign(province),
        "here": here,
        "there": there,
        "all": make.account(Role.PROVINCIAL_OFFICER, province),
        "officer": make.account(Role.UPPER_OFFICER, here),
    }


def filed(place, title, *, at="here", **details):
    return make.register(place["campaign"], make.entry(place[at], title=title, **details)).id


def found(place, typed, *, by="all", unit_path=""):
    return list(hits(place[by], place["campaign"], typed, unit_path=unit_path).entry_ids)


@pytest.mark.parametrize(
    "typed",
    [
        "giải pháp",
        "giai phap",
        "GIAI PHA",
        "hoa ban",
        "giáo viên",
        "GV lọc",
        "S7-1200",
        "s71200",
        "Gi¶i ph¸p läc",
        "lò văn tư",
        "tư lọc",
    ],
)
def test_an_entry_is_found_by_title_workplace_author_and_code(place, typed):
    author = AuthorEntry("Lò Văn Tư", Decimal(100))
    entry = filed(
        place,
        "Giải pháp lọc nước cho GV bằng PLC S7-1200",
        workplace="Trường Hoa Ban",
        authors=(author,),
    )
    filed(place, "Bơm chè")

    assert found(place, typed) == [entry]


def test_the_newest_come_first_and_words_of_others_are_not_found(place):
    first, second = filed(place, "Lọc nước giếng"), filed(place, "Lọc nước suối")

    assert found(place, "lọc nước") == [second, first]
    assert found(place, "lọc dầu") == []
    assert found(place, "!!!") == []


def test_a_receipt_number_finds_its_entry(place):
    entry = filed(place, "Lọc nước")

    assert found(place, receipt_number(place["campaign"].receipt_prefix, entry)) == [entry]


def test_a_search_stays_in_the_part_of_the_tree_and_in_the_campaign(place):
    own, foreign = filed(place, "Lọc nước"), filed(place, "Lọc nước hồ", at="there")
    elsewhere = make.campaign(place["campaign"].owner, slug="khac")
    make.register(elsewhere, make.entry(place["here"], title="Lọc nước mưa"))

    assert found(place, "lọc") == [foreign, own]
    assert found(place, "lọc", by="officer") == [own]
    assert found(place, "lọc", unit_path=place["there"].path) == [foreign]


def test_a_foreign_receipt_number_shows_nothing(place):
    foreign = filed(place, "Lọc nước", at="there")
    typed = receipt_number(place["campaign"].receipt_prefix, foreign)

    entries = entries_of(place["officer"], place["campaign"], EntryFilter(words=typed))
    assert list(entries) == []


def test_entries_of_others_do_not_crowd_out_the_own(place, monkeypatch):
    monkeypatch.setattr(search, "MOST_FOUND", 2)
    own = filed(place, "Lọc nước")
    for _ in range(4):
        filed(place, "Lọc nước", at="there")

    of_all = searched(place["all"], place["campaign"], EntryFilter(words="lọc"))
    of_own = searched(place["officer"], place["campaign"], EntryFilter(words="lọc"))
    assert (of_all.entries.count(), of_all.is_cut) == (2, True)
    assert ([entry.id for entry in of_own.entries], of_own.is_cut) == ([own], False)


def test_the_best_come_first_page_by_page_both_ways(place, monkeypatch):
    loose = filed(place, "Nước được lọc")
    begins = filed(place, "Lọc nước")
    holds = filed(place, "Giải pháp lọc nước")
    entries = entries_of(place["all"], place["campaign"], EntryFilter(words="lọc nước"))

    assert best_first(entries, "lọc nước") == [begins, holds, loose]
    page = entry_page(place["campaign"], entries, Cursor(), words="lọc nước")
    assert [row.id for row in page.rows] == [begins, holds, loose]


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_search_costs_one_query_however_many_it_finds(place, rows, django_assert_num_queries):
    for _ in range(rows):
        filed(place, "Lọc nước")
    account, campaign = place["all"], place["campaign"]
    entries_of(account, campaign, EntryFilter())  # the account's roles are kept with it

    with django_assert_num_queries(1):
        assert len(hits(account, campaign, "lọc nước", unit_path="").entry_ids) == rows
    with django_assert_num_queries(4):
        of_words = searched(account, campaign, EntryFilter(words="lọc nước"))
        page = entry_page(campaign, of_words.entries, Cursor(), words="lọc nước")
    assert len(page.rows) == rows


@pytest.mark.parametrize("newest", [1, 2, 10_000])
def test_what_is_frequent_among_the_newest_and_what_is_not_are_found_alike(
    place, newest, monkeypatch
):
    entries = [filed(place, "Lọc nước" if number % 2 else "Bơm chè") for number in range(6)]
    monkeypatch.setattr("sangkien.adapters.search_postgres.NEWEST", newest)

    ids = search_index(connection).find(read_query("lọc nước"), most=2)
    assert ids == [entries[5], entries[3]]
