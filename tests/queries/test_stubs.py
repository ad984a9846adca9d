"""Entries out of sight: which they are, whom to ask about them, what a program is told of them."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from sangkien.core.permissions import Role, Scope
from sangkien.core.receipts import receipt_number
from sangkien.queries.stubs import Desk, desks_of, out_of_sight, shown_details
from tests import make

pytestmark = pytest.mark.django_db
UPPER, PROVINCIAL = Role.UPPER_OFFICER, Role.PROVINCIAL_OFFICER


def post(role, at, label, **changes):
    return make.grant(make.account(label=label), role, at, **changes)


def desk(unit):
    return desks_of([unit])[unit.id]


def test_what_counts_elsewhere_is_out_of_sight(land):
    own, foreign = land.file(land.here), land.file(land.there)

    hidden = out_of_sight(land.officer(land.here), {own.id, foreign.id})

    assert (hidden, out_of_sight(None, {own.id})) == ({foreign.id}, {own.id})


def test_nothing_is_asked_about_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (out_of_sight(None, ()), desks_of([])) == (frozenset(), {})


def test_the_desk_is_the_nearest_one_above_that_decides(land):
    post(PROVINCIAL, land.province, "Ban Chính sách")
    post(UPPER, land.here, "Cán bộ huyện")
    post(Role.GRASSROOTS_OFFICER, land.school, "Chủ tịch công đoàn trường")

    assert [desk(unit) for unit in (land.school, land.there)] == [
        Desk(land.here.short_name, ("Cán bộ huyện",)),
        Desk(land.province.short_name, ("Ban Chính sách",)),
    ]


def test_posts_of_one_desk_are_named_once_and_no_log_in_name_is(land):
    for label in ("Phó ban", "Trưởng ban", "Phó ban", ""):
        post(UPPER, land.here, label)

    assert desk(land.here) == Desk(land.here.short_name, ("Phó ban", "Trưởng ban"))


def test_where_nobody_decides_the_unit_itself_is_named(land):
    ended = post(UPPER, land.here, "Đã thôi", ends_at=now() - timedelta(days=1))
    closed = post(UPPER, land.here, "Đã đóng")
    closed.account.is_active = False
    closed.account.save()

    assert (ended.pk is not None, desk(land.here)) == (True, Desk(land.here.short_name))


def test_who_works_at_other_units_than_the_own_is_the_desk_there(land):
    post(UPPER, land.here, "Cụm hai huyện", scopes={Scope.WORK: [land.there]})

    assert desk(land.there) == Desk(land.there.short_name, ("Cụm hai huyện",))
    assert desk(land.here) == Desk(land.here.short_name)


def test_desks_of_many_units_take_as_many_queries_as_of_one(land, django_assert_num_queries):
    post(UPPER, land.here, "Cán bộ huyện")

    for units in ([land.here], [land.here, land.there, land.school]):
        with django_assert_num_queries(2):
            assert len(desks_of(units)) == len(units)


def test_a_program_is_told_no_number_of_a_copy_out_of_its_sight(land):
    foreign = land.file(land.there)
    number = receipt_number("LC22", foreign.id)
    details = {"other_id": foreign.id, "other_receipt": number, "first_receipt": number}
    told = details | {"other_title": "T", "percent": 98}

    assert shown_details(land.officer(), told) == told
    assert shown_details(land.officer(land.here), told) == {"other_title": "T", "percent": 98}
    assert shown_details(None, {"days": 3}) == {"days": 3}
