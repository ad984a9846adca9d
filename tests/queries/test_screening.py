from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sangkien.actions.moving import move_initiative
from sangkien.core.entry import AuthorEntry
from sangkien.core.facts import Candidate, WorkplaceFact
from sangkien.models import Author, WorkplaceRule
from sangkien.queries.screening import cases, standards_of
from sangkien.queries.units import unit_fact
from tests import make


@pytest.fixture
def kindergartens(land):
    """Kindergartens belong to their district until 30/6/2022, to the sector union after."""
    land.here.place = "Than Uyên"
    land.here.save()
    sector = make.unit(land.province, "Công đoàn ngành Giáo dục", line="sector")
    shared = {"owner": land.province, "marks": "mầm non", "school_level": "MN"}
    WorkplaceRule.objects.create(
        position=1, line="territorial", valid_to=date(2022, 6, 30), basis="Điều 24", **shared
    )
    WorkplaceRule.objects.create(
        position=2, line="sector", sector_unit=sector, valid_from=date(2022, 7, 1), **shared
    )
    return sector


def case_of(land, entry):
    (case,) = cases(land.campaign, [entry.id])
    return case


def test_the_rules_get_all_that_was_said_of_an_entry(land):
    authors = (AuthorEntry("Lò An", Decimal("66.67")), AuthorEntry("Vàng B", Decimal("33.33")))
    entry = land.file(
        title="Bể lọc nước",
        workplace="Trạm Y tế",
        description="Khung tre",
        benefit_raw="25 triệu",
        authors=authors,
        is_secret=True,
        applied_precision="month",
    )

    assert case_of(land, entry).candidate == Candidate(
        title="Bể lọc nước",
        description="Khung tre",
        effect="Giảm một nửa thời gian làm hồ sơ cho người dân",
        benefit_raw="25 triệu",
        applied_on=date(2021, 10, 5),
        applied_precision="month",
        recognised_by="council",
        recognition_number=entry.recognition_number,
        recognised_on=date(2022, 1, 5),
        shares_percent=(66.67, 33.33),
        workplace="Trạm Y tế",
        ticked=unit_fact(land.here),
        counted=unit_fact(land.here),
        filed_on=date(2022, 3, 17),
        is_secret=True,
    )


@pytest.mark.parametrize(
    ("moment", "filed_on"),
    [
        (datetime(2022, 5, 31, 16, 59, 59, tzinfo=UTC), date(2022, 5, 31)),
        (datetime(2022, 5, 31, 17, 0, 0, tzinfo=UTC), date(2022, 6, 1)),
        (datetime(2021, 12, 31, 17, 0, 0, tzinfo=UTC), date(2022, 1, 1)),
    ],
)
def test_the_day_of_filing_is_the_one_on_the_calendar_in_viet_nam(land, moment, filed_on):
    assert case_of(land, land.file(occurred_at=moment)).candidate.filed_on == filed_on


def test_after_a_move_the_ticked_unit_is_kept_beside_the_one_that_counts(land):
    entry = land.file()
    move_initiative(entry, land.there, reason="Sai đơn vị", by=make.SYSTEM)

    candidate = case_of(land, entry).candidate
    assert (candidate.ticked, candidate.counted) == (unit_fact(land.here), unit_fact(land.there))


def test_shares_stand_in_the_order_of_the_authors(land):
    entry = land.file()
    Author.objects.create(
        initiative=entry, position=2, person=entry.authors.get().person, share_percent=7
    )

    assert case_of(land, entry).candidate.shares_percent == (100.0, 7.0)


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        (datetime(2022, 6, 30, 16, 59, tzinfo=UTC), ("territorial", "Than Uyên", "Điều 24")),
        (datetime(2022, 6, 30, 17, 0, tzinfo=UTC), ("sector", "Công đoàn ngành Giáo dục", "")),
    ],
)
def test_the_rule_in_force_on_the_day_of_filing_says_where_a_workplace_belongs(
    land, kindergartens, filed, expected
):
    entry = land.file(workplace="Trường Mầm non số 1, huyện Than Uyên", occurred_at=filed)

    known = case_of(land, entry).facts.workplace

    assert (known.line, known.basis) == (expected[0], expected[2])
    assert known.unit.name.endswith(expected[1])


def test_a_registered_union_goes_before_the_rule_table(land, kindergartens):
    entry = land.file(workplace=land.school.short_name)

    assert case_of(land, entry).facts.workplace == WorkplaceFact(
        unit_fact(land.school), "territorial", "registry"
    )


def test_the_later_of_two_copies_knows_the_first_and_the_first_knows_no_copy(land):
    entry = make.entry(land.here)
    first, second = (
        make.register(land.campaign, replace(entry, client_ref=key)) for key in ("a", "b")
    )

    found = {case.initiative.id: case for case in cases(land.campaign, [first.id, second.id])}

    assert found[first.id].facts.duplicate is None
    assert found[second.id].facts.duplicate.other_id == first.id
    assert found[first.id].cluster == found[second.id].cluster


def test_entries_come_in_the_order_of_their_numbers_with_window_and_phases(land):
    ids = [land.file().id for _ in range(3)]

    found = cases(land.campaign, ids[::-1])

    assert [case.initiative.id for case in found] == ids
    assert found[0].facts.window == land.campaign.window
    assert [phase.number for phase in found[0].facts.phases] == [1, 2]


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_entries_take_as_many_queries(land, number, django_assert_num_queries):
    ids = [land.file().id for _ in range(number)]
    owner = land.campaign.owner  # read by now

    with django_assert_num_queries(7):
        assert len(cases(land.campaign, ids)) == number
    assert owner == land.province


def test_standards_are_read_in_three_queries(land, kindergartens, django_assert_num_queries):
    with django_assert_num_queries(3):
        standards = standards_of(land.campaign)

    assert [phase.number for phase in standards.phases] == [1, 2]
    assert [rule.basis for rule in standards.workplaces.rules] == ["Điều 24", ""]
