"""What figures are read from: true sums, of what the reader may see, at one price."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.signals.figures import Amount, AuthorDay, Benefits, Part
from sangkien.models import Author, Explanation, Target
from sangkien.queries.explanations import shown_signals, waiting_signals
from sangkien.queries.scope import OPERATOR
from sangkien.queries.signals import figures_of
from tests import make
from tests.crowd import crowd

DAY = make.NOW.date()
BILLION = 1_000_000_000


def figures(land, unit=None, on=DAY, reader=OPERATOR):
    return {
        read.short_name: figures
        for read, figures in figures_of(reader, land.campaign, unit or land.province, on=on)
    }


def test_each_unit_is_summed_up_with_all_below_it(land):
    crowd(land.campaign, land.school, 2)
    crowd(land.campaign, land.there, 3)
    land.file(land.province)

    found = figures(land)

    names = [unit.short_name for unit in (land.province, land.here, land.there)]
    assert [found[name].by_day for name in names] == [{DAY: 6}, {DAY: 2}, {DAY: 3}]
    assert [found[name].authors for name in names] == [6, 2, 3]
    assert found[names[0]].parts == (
        Part("THU", "LĐLĐ huyện Than Uyên", 2),
        Part("PTH", "LĐLĐ huyện Phong Thổ", 3),
    )


def test_units_below_the_columns_of_the_tree_are_summed_up_by_their_paths(land):
    deep = make.unit(make.unit(land.school, "Tổ 1"), "Nhóm 1")
    crowd(land.campaign, deep, 2)

    assert {name: one.entries for name, one in figures(land, land.school).items()} == {
        land.school.short_name: 2,
        "Tổ 1": 2,
    }
    assert figures(land, deep.parent)["Nhóm 1"].entries == 2


def test_days_are_those_of_the_registers_clock_and_end_with_the_day_asked_for(land):
    late = make.NOW.replace(hour=17)  # past midnight in Lai Châu
    land.file(occurred_at=late)
    land.file()

    assert figures(land)[land.here.short_name].by_day == {DAY: 1}
    tomorrow = DAY + timedelta(days=1)
    assert figures(land, on=tomorrow)[land.here.short_name].by_day == {DAY: 1, tomorrow: 1}


def test_benefits_are_summed_up_large_ones_apart_and_beside_the_whole_campaign(land):
    for vnd in (5 * BILLION, 1_000, None):
        land.file(benefit_vnd=vnd)
    land.file(land.there, benefit_vnd=7_000)

    one = figures(land)[land.here.short_name]

    assert one.benefits == Benefits(2, 5 * BILLION + 1_000, 1, 5 * BILLION)
    assert one.of_all == Benefits(3, 5 * BILLION + 8_000, 1, 5 * BILLION)


def test_an_amount_and_an_authors_day_count_from_ten_entries_on(land):
    same = {"authors": (AuthorEntry("Lò Thị Hạnh", Decimal(100)),), "workplace": "Cơ quan chung"}
    crowd(land.campaign, land.here, 10, benefit_vnd=500, **same)
    crowd(land.campaign, land.there, 9, benefit_vnd=500, **same)

    found = figures(land)

    person = Author.objects.first().person_id
    assert found[land.here.short_name].same_amount == Amount(500, 10)
    assert found[land.here.short_name].author_day == AuthorDay(person, DAY, 10)
    assert found[land.there.short_name].same_amount is None
    assert found[land.there.short_name].author_day is None
    assert found[land.province.short_name].same_amount == Amount(500, 19)


def test_the_target_is_held_against_the_entries_of_its_own_period(land):
    crowd(land.campaign, land.here, 2)
    Target.objects.create(
        campaign=land.campaign,
        unit=land.here,
        kind="assigned",
        year=2022,
        value=5,
        from_on=date(2022, 1, 1),
        recorded_at=make.NOW,
    )

    one = figures(land)[land.here.short_name]

    assert (one.target, one.gross) == (5, 2)


def test_an_officer_counts_only_what_the_officer_may_see(land):
    crowd(land.campaign, land.here, 2)
    land.file(land.there)
    officer = land.officer(land.there)

    assert figures(land, land.here, reader=officer)[land.here.short_name].entries == 0


def test_an_explanation_stands_with_its_figure_and_an_earlier_one_beside_a_new_one(land):
    crowd(land.campaign, land.school)
    now, earlier = (
        Explanation.objects.create(
            campaign=land.campaign,
            unit=land.school,
            signal="one-day",
            figure=figure,
            words="x",
            at=make.NOW,
        )
        for figure in ("100/2022-03-17", "90/2022-03-17")
    )

    (one,) = shown_signals(OPERATOR, land.campaign, land.school, on=DAY)
    now.delete()
    (other,) = shown_signals(OPERATOR, land.campaign, land.school, on=DAY)

    assert (one.explained.figure, one.earlier) == ("100/2022-03-17", earlier)
    assert (other.explained, other.earlier) == (None, earlier)


def test_a_figure_waits_first_for_its_unit_then_for_the_unit_above(land):
    crowd(land.campaign, land.school)
    school = land.officer(land.school, Role.GRASSROOTS_OFFICER)
    upper = land.officer(land.here)

    def waiting():
        shown = shown_signals(OPERATOR, land.campaign, land.school, on=DAY)
        return [waiting_signals(account, shown) for account in (school, upper)]

    before = waiting()
    said = Explanation.objects.create(
        campaign=land.campaign,
        unit=land.school,
        signal="one-day",
        figure="100/2022-03-17",
        words="x",
        at=make.NOW,
        by=school,
    )
    explained = waiting()
    Explanation.objects.filter(id=said.id).update(seen_at=make.NOW, seen_by=upper)

    # an officer above may explain for a unit that has none
    assert (before, explained, waiting()) == ([1, 1], [0, 1], [0, 0])


def test_three_units_cost_no_more_questions_than_one(land):
    def cost():
        officer = land.officer(land.province, Role.PROVINCIAL_OFFICER)
        with CaptureQueriesContext(connection) as captured:
            shown = shown_signals(officer, land.campaign, land.province, on=DAY)
            waiting_signals(officer, shown)
        return len(captured), len({one.unit for one in shown})

    crowd(land.campaign, land.here)
    few = cost()
    for unit in (land.there, make.unit(land.province, "LĐLĐ huyện Sìn Hồ")):
        crowd(land.campaign, unit)
    many = cost()

    assert (few[1], many[1]) == (2, 4)
    assert few[0] == many[0]
