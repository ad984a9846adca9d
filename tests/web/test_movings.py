"""What units are told of moves: the list, what was read, one move and undoing it."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.moving import move_group
from sangkien.core.permissions import Role
from sangkien.models import Initiative, MoveNotice, Moving
from tests import make
from tests.web.cleaning import misplaced, officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST_QUERIES, SHOW_QUERIES = 5, 8


@pytest.fixture
def province(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


@pytest.fixture
def sector(where):
    return officer_of(where.sector)


@pytest.fixture
def district(where):
    return officer_of(where.district)


def moved(where, number=1, reason="Trường thuộc huyện"):
    entries = [misplaced(where, each) for each in range(1, number + 1)]
    move_group({entry.id: where.district for entry in entries}, reason=reason, by=make.SYSTEM)
    return Moving.objects.latest("id")


def shown(client, where, rest=""):
    return client.get(where.url(f"chuyen-don-vi/{rest}")).content.decode()


def first_page(client, where):
    return client.get(where.url("")).content.decode()


def read_by(client, where):
    ids = list(MoveNotice.objects.values_list("id", flat=True))
    return client.post(where.url("chuyen-don-vi/"), {"notice": ids})


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_unit_that_lost_entries_and_the_one_that_got_them_are_told(where, sector, district):
    moving = moved(where, 2)

    lost, got = shown(sector, where), shown(district, where)

    assert "2 entries moved away to LĐLĐ huyện Than Uyên." in lost
    assert "2 entries moved here from Công đoàn ngành Giáo dục." in got
    for page in (lost, got):
        assert "Trường thuộc huyện" in page
        assert where.url(f"chuyen-don-vi/{moving.id}/") in page
        assert page.count("not read yet") == 1


def test_a_neighbour_is_told_nothing(where):
    moved(where)

    assert "Nothing was moved" in shown(officer_of(where.other), where)


def test_the_first_page_says_what_nobody_of_the_unit_has_read(where, district, sector):
    moved(where)
    moved(where)

    assert "2 moves to or from your unit are unread." in first_page(district, where)
    read_by(district, where)

    assert "from your unit" not in first_page(district, where)
    assert "2 moves to or from your unit are unread." in first_page(sector, where)


def test_what_one_unit_has_read_the_other_has_not(where, district):
    moved(where)

    answer = read_by(district, where)

    assert said(answer) == ["These moves are marked as read by your unit."]
    seen = dict(MoveNotice.objects.values_list("unit_id", "seen_at"))
    assert (seen[where.sector.id], seen[where.district.id] is None) == (None, False)


def test_the_province_sees_who_has_read_it_and_reads_for_nobody(where, province):
    moved(where)

    page = shown(province, where)
    read_by(province, where)

    assert (page.count("not read yet"), "We have read these" in page) == (2, False)
    assert set(MoveNotice.objects.values_list("seen_at", flat=True)) == {None}


def test_reading_nothing_is_told(where, district):
    assert district.post(where.url("chuyen-don-vi/")).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_and_a_move_take_as_many_statements_for_one_as_for_three(where, sector, number):
    for _ in range(number):
        moving = moved(where, number)
    shown(sector, where)
    with CaptureQueriesContext(connection) as of_list:
        shown(sector, where)
    with CaptureQueriesContext(connection) as of_move:
        shown(sector, where, f"{moving.id}/")

    assert (len(of_list), len(of_move)) == (LIST_QUERIES, SHOW_QUERIES)


def test_of_entries_out_of_sight_title_units_moment_and_desk_are_told(where, sector):
    make.account(Role.UPPER_OFFICER, where.district)
    moving = moved(where)
    entry = Initiative.objects.get()

    page = shown(sector, where, f"{moving.id}/")

    assert entry.title in page
    assert where.url(f"sang-kien/{entry.id}/") not in page
    assert entry.workplace not in page


def test_whoever_gets_the_entries_opens_them_from_there(where, district):
    moving = moved(where)

    page = shown(district, where, f"{moving.id}/")

    assert where.url(f"sang-kien/{Initiative.objects.get().id}/") in page
    assert "Undo this move" not in page


def test_a_move_of_others_is_not_there(where):
    moving = moved(where)
    client = officer_of(where.other)

    assert client.get(where.url(f"chuyen-don-vi/{moving.id}/")).status_code == 404
    assert client.post(where.url(f"chuyen-don-vi/{moving.id}/hoan-tac/")).status_code == 404


def test_a_move_is_undone_with_one_button_and_both_are_told(where, province, sector):
    moving = moved(where, 2)
    address = where.url(f"chuyen-don-vi/{moving.id}/hoan-tac/")

    answer = province.post(address, {"undo-reason": "Do ngành quản lý"})

    assert said(answer) == ["2 entries count again where they did before the move."]
    assert set(Initiative.objects.values_list("unit", flat=True)) == {where.sector.id}
    assert "Undone on" in shown(sector, where)
    assert "Undo this move" not in shown(province, where, f"{moving.id}/")
    assert province.post(address).status_code == 409


def test_an_officer_of_one_of_the_units_may_not_undo(where, district):
    moving = moved(where)

    answer = district.post(where.url(f"chuyen-don-vi/{moving.id}/hoan-tac/"))

    assert (answer.status_code, Moving.objects.get().undone_at) == (403, None)


def test_a_reason_too_long_comes_back_as_it_was_typed(where, province):
    moving = moved(where)

    answer = province.post(
        where.url(f"chuyen-don-vi/{moving.id}/hoan-tac/"), {"undo-reason": "dài" * 200}
    )

    assert (answer.status_code, "dài" * 200 in answer.content.decode()) == (422, True)


def test_a_number_that_no_database_holds_is_no_move(where, province):
    assert province.get(where.url(f"chuyen-don-vi/{2**63}/")).status_code == 404
