import pytest

from sangkien.models import Unit
from sangkien.queries.paging import Cursor, counted, page_by_id, page_of_ids
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return [make.unit().id for _ in range(7)]


def walk(cursor, **how):
    """Follow the pages one way and return the ids on each."""
    pages, step = [], Unit.objects.all()
    while cursor is not None:
        page = page_by_id(step, cursor, size=3, **how)
        pages.append([row.pk for row in page.rows])
        cursor = page.next
    return pages


def test_pages_follow_each_other_without_gap_or_overlap(units):
    newest = units[::-1]

    assert walk(Cursor()) == [newest[:3], newest[3:6], newest[6:]]
    assert walk(Cursor(), newest_first=False) == [units[:3], units[3:6], units[6:]]


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_way_back_shows_the_same_pages(units, newest_first):
    first = page_by_id(Unit.objects.all(), Cursor(), size=3, newest_first=newest_first)
    second = page_by_id(Unit.objects.all(), first.next, size=3, newest_first=newest_first)

    back = page_by_id(Unit.objects.all(), second.previous, size=3, newest_first=newest_first)

    assert (back.rows, back.previous, back.next) == (first.rows, None, first.next)


def test_a_page_in_the_middle_leads_both_ways(units):
    page = page_by_id(Unit.objects.all(), Cursor(after=units[5]), size=3)

    assert [row.pk for row in page.rows] == units[2:5][::-1]
    assert (page.previous, page.next) == (Cursor(before=units[4]), Cursor(after=units[2]))


def test_an_empty_list_leads_nowhere(units):
    page = page_by_id(Unit.objects.none(), Cursor(after=5))

    assert (page.rows, page.previous, page.next) == ((), None, None)


def test_a_list_is_counted_only_as_far_as_it_matters(units):
    assert [counted(Unit.objects.all(), most=most) for most in (5, 7, 9)] == [6, 7, 7]


def walk_of(ids):
    pages, cursor = [], Cursor()
    while cursor is not None:
        page = page_of_ids(Unit.objects.all(), ids, cursor, size=2)
        pages.append([row.pk for row in page.rows])
        last, cursor = page, page.next
    return pages, last.previous


def test_pages_of_a_list_that_is_held_follow_its_order_both_ways(units):
    ranked = [units[3], units[0], units[5], units[1], units[4]]

    pages, back = walk_of(ranked)
    before = page_of_ids(Unit.objects.all(), ranked, back, size=2)

    assert pages == [ranked[:2], ranked[2:4], ranked[4:]]
    assert [row.pk for row in before.rows] == ranked[2:4]
    assert page_of_ids(Unit.objects.all(), ranked, Cursor(before=units[0]), size=2).previous is None


def test_a_place_that_is_gone_from_the_list_begins_it_anew(units):
    page = page_of_ids(Unit.objects.all(), units[:3], Cursor(after=10**9), size=2)

    assert [row.pk for row in page.rows] == units[:2]
    assert page_of_ids(Unit.objects.all(), [], Cursor()).rows == ()
