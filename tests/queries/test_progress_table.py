"""The table as of a day: exact sums at every level, targets with their own period, notes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions.journal import By
from sangkien.actions.moving import move_initiative
from sangkien.actions.review import accept, decide_finding, withdraw
from sangkien.core.progress.table import Basis, Role
from sangkien.core.standing import Column
from sangkien.models import Finding, Phase
from sangkien.queries.goals import aim_for
from sangkien.queries.progress import counts_of
from sangkien.queries.progress_table import progress_table
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.reports.lai_chau import DAY, Province

pytestmark = pytest.mark.django_db


def story(**campaign):
    province = Province(**campaign)
    province.fill()
    return province


def shown(province, unit=None, on=DAY, **asked):
    return progress_table(province.campaign, unit or province.root, on=on, **asked)


def by_name(table):
    return {row.brief: row.columns for row in (*table.rows, table.total)}


def test_the_story_of_the_letter_stands_in_the_six_columns():
    table = shown(story())

    assert by_name(table) == {
        "Than Uyên": (2, 0, 0, 0, 2, 0),
        "Sìn Hồ": (0, 0, 1, 0, 2, 0),
        "Công đoàn ngành Giáo dục": (0, 1, 0, 0, 0, 0),
        "Tân Uyên": (0, 0, 0, 0, 0, 0),
        "Tổng": (2, 1, 1, 0, 4, 0),
    }
    assert [row.remark for row in table.rows] == ["(Có sáng kiến trùng)", "", "", ""]
    assert (table.target_label, table.total.target) == ("Chỉ tiêu năm 2022", 400)


def test_what_is_undecided_is_told_beside_each_count():
    province = story()
    finding = Finding.objects.filter(rule="duplicate-own").first()
    decide_finding(finding, uphold=True, reason="", by=make.SYSTEM)

    than_uyen = shown(province).rows[0]

    assert (than_uyen[Column.DUPLICATE], than_uyen.open_in(Column.DUPLICATE)) == (2, 1)


def test_a_move_or_decision_of_a_later_day_does_not_change_the_past():
    province = story()
    before = shown(province, on=date(2022, 2, 20))

    later = By(None, now=datetime(2022, 4, 1, 3, tzinfo=UTC), is_system=True)
    for finding in Finding.objects.filter(rule="duplicate-own"):
        decide_finding(finding, uphold=False, reason="Hai việc khác nhau", by=later)

    assert shown(province, on=date(2022, 2, 20)) == before
    assert by_name(before)["Công đoàn ngành Giáo dục"] == (0, 2, 0, 0, 0, 0)
    assert by_name(shown(province, on=date(2022, 4, 1)))["Than Uyên"][0] == 0


def test_nothing_stands_in_the_table_before_the_first_entry():
    table = shown(story(), on=date(2022, 2, 9))

    assert {row.gross for row in (*table.rows, table.total)} == {0}
    assert table.notes == ()


def test_the_notes_are_those_of_the_findings():
    notes = {note.kind: note.text for note in shown(story()).notes}

    assert notes["duplicate"] == (
        "Có 2 lượt sáng kiến cập nhật bị trùng, do đoàn viên cập nhật nhiều lần: Than Uyên 2."
    )
    assert notes["wrong-unit"] == (
        "Có 2 lượt tích chọn Công đoàn ngành Giáo dục nhưng nơi làm việc thuộc đơn vị khác (chủ "
        "yếu: trường mầm non): đã chuyển về đúng đơn vị 1 lượt, chưa chuyển 1 lượt."
    )
    assert notes["wrong-date"].endswith("không sau ngày nộp): Sìn Hồ 1.")
    assert not any("1/2" in text for text in notes.values())


def test_before_the_move_both_wrong_ticks_are_unmoved():
    notes = {note.kind: note.text for note in shown(story(), on=date(2022, 2, 28)).notes}

    assert notes["wrong-unit"].endswith("(chủ yếu: trường mầm non): chưa chuyển 2 lượt.")


def test_both_clocks_are_shown_and_the_target_knows_its_own():
    table = shown(story())

    clocks = [(c.title, c.day_number, c.length_days) for c in table.clocks]
    assert clocks == [("Giai đoạn 1", 69, 144), ("Năm 2022", 76, 365)]
    assert table.goal_clock.title == "Năm 2022"
    assert table.is_behind(table.rows[0])


def test_entries_at_the_upper_unit_itself_have_a_line_so_that_rows_sum_to_the_total():
    province = story()
    province.file(province.root)

    table = shown(province)

    assert [(row.name, row.role, row.gross) for row in table.rows[-1:]] == [
        ("Trực tiếp LĐLĐ tỉnh Lai Châu", Role.DIRECT, 1)
    ]
    assert (table.total.gross, sum(row.gross for row in table.rows)) == (9, 9)
    assert table.ranked[-1][0] is None


def test_a_unit_that_does_not_exist_on_the_day_has_no_row_unless_it_counts_something():
    province = story()
    for unit, closes_on in ((province.tan_uyen, date(2022, 1, 1)), (province.sin_ho, DAY)):
        unit.closes_on = closes_on
        unit.save()
    province.campaign.targets.filter(unit=province.tan_uyen).delete()

    assert "Tân Uyên" not in by_name(shown(province))
    assert "Sìn Hồ" in by_name(shown(province, on=date(2022, 3, 20)))


# -- targets ---------------------------------------------------------------------------------


def test_a_phase_target_is_compared_with_the_entries_of_its_phase_only():
    province = story()
    phases = {phase.number: phase for phase in Phase.objects.filter(campaign=province.campaign)}
    province.target(province.than_uyen, 40, year=None, phase=phases[1])
    province.target(province.than_uyen, 70, year=None, phase=phases[2])
    province.file(province.than_uyen, at=datetime(2022, 7, 1, 3, tzinfo=UTC))

    first = shown(province, basis=Basis.PHASE)
    second = shown(province, basis=Basis.PHASE, on=date(2022, 7, 2))

    rows = [table.rows[0] for table in (first, second)]
    assert [(row.brief, row.target, row.gross) for row in rows] == [
        ("Than Uyên", 40, 4),
        ("Than Uyên", 70, 1),
    ]
    assert [table.target_label for table in (first, second)] == [
        "Chỉ tiêu giai đoạn 1",
        "Chỉ tiêu giai đoạn 2",
    ]
    assert second.goal_clock.day_number == 32
    notes = {note.kind: note.text for note in second.notes}
    assert notes["period"] == (
        "Bảng đếm các lượt nộp trong giai đoạn 2; 8 lượt nộp ngoài kỳ này không tính ở đây."
    )


def test_the_target_is_the_latest_that_was_in_force_on_the_day():
    province = story()
    province.target(province.than_uyen, 200, from_on=date(2022, 3, 1))
    province.target(province.than_uyen, 999, from_on=date(2022, 3, 18))

    targets = [
        shown(province, on=day).rows[0].target for day in (date(2022, 2, 28), date(2022, 3, 17))
    ]
    assert targets == [115, 200]


def test_a_target_of_another_kind_is_shown_only_when_asked_for():
    province = story()
    province.target(province.than_uyen, 180, kind="registered")

    table = shown(province, kind="registered", basis=Basis.YEAR)

    assert table.target_label == "Chỉ tiêu đăng ký năm 2022"
    assert {row.brief: row.target for row in table.rows} == {
        "Than Uyên": 180,
        "Sìn Hồ": None,
        "Công đoàn ngành Giáo dục": None,
        "Tân Uyên": None,
    }
    assert (table.total.target, table.total.gross_share) == (None, None)


def test_without_a_choice_the_period_is_one_that_has_targets():
    province = Province()
    assert shown(province).goal.basis == Basis.CAMPAIGN

    phase = Phase.objects.get(campaign=province.campaign, number=1)
    province.target(province.sin_ho, 5, year=None, phase=phase)
    assert shown(province).goal.basis == Basis.PHASE

    province.target(province.sin_ho, 9)
    assert shown(province).goal.basis == Basis.YEAR


def test_between_two_phases_the_phase_begun_last_counts():
    province = Province()
    Phase.objects.filter(campaign=province.campaign, number=2).update(opens_on=date(2022, 7, 1))
    titles = [
        aim_for(
            province.campaign, [province.root], on=day, basis=Basis.PHASE, kind="assigned"
        ).goal_clock.title
        for day in (date(2021, 12, 1), date(2022, 6, 15), date(2022, 7, 1), date(2024, 1, 1))
    ]

    assert titles == ["Giai đoạn 1", "Giai đoạn 1", "Giai đoạn 2", "Giai đoạn 2"]


# -- sums ------------------------------------------------------------------------------------


def queries_of(units):
    root = make.unit()
    campaign = make.campaign(root)
    for _ in range(units):
        child = make.unit(root)
        make.register(campaign, make.entry(child))
        make.register(campaign, make.entry(child, applied_on=date(2020, 1, 1)))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        progress_table(campaign, root, on=DAY)
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_units():
    assert queries_of(1) == queries_of(3)


START = datetime(2022, 1, 3, 3, tzinfo=UTC)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["file", "copy", "early", "accept", "move", "dismiss", "withdraw"]),
        st.integers(0, 4),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=8,
)


class Drama:
    """Random things happen to entries of a small tree, day after day."""

    def __init__(self):
        root = make.unit()
        left, right = make.unit(root), make.unit(root)
        self.units = [root, left, right, make.unit(left), make.unit(right)]
        self.campaign = make.campaign(root)
        self.entries = []
        self.day = 0

    def play(self, kind, number, days):
        self.day += days
        by = By(None, now=START + timedelta(days=self.day), is_system=True)
        if kind in {"file", "copy", "early"} or not self.entries:
            self._file(kind, number, by)
            return
        entry = self.entries[number % len(self.entries)]
        entry.refresh_from_db()
        if entry.state == "withdrawn":
            return
        alive = Finding.objects.filter(initiative=entry, state__in=["open", "upheld"])
        if kind == "accept" and not alive.exists():
            accept(entry, by=by)
        elif kind == "move" and entry.unit != self.units[number]:
            move_initiative(entry, self.units[number], reason="Đúng đơn vị", by=by)
        elif kind == "dismiss" and alive.exists():
            decide_finding(alive.first(), uphold=False, reason="Không đúng", by=by)
        elif kind == "withdraw":
            withdraw(entry, reason="", by=by)

    def _file(self, kind, number, by):
        changes = {"title": "Giá phơi ngô chống mốc ở bản vùng cao"} if kind == "copy" else {}
        if kind == "early":
            changes["applied_on"] = date(2020, 1, 1)
        entry = make.entry(self.units[number], occurred_at=by.now, **changes)
        self.entries.append(make.register(self.campaign, entry, by=by))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EVENTS)
def test_the_sums_are_exact_at_every_level_on_any_day(events):
    drama = Drama()
    for event in events:
        drama.play(*event)

    for days in {0, drama.day // 2, drama.day, drama.day + 1}:
        day = (START + timedelta(days=days)).date()
        for unit in drama.units:
            table = progress_table(drama.campaign, unit, on=day, basis=Basis.CAMPAIGN)
            counted = counts_of(drama.campaign, unit, on=day)
            rows = [row.columns for row in table.rows] or [(0,) * 6]
            assert table.total.gross == counted.gross
            assert table.total.columns == tuple(sum(column) for column in zip(*rows, strict=True))
            assert all(count >= 0 for row in rows for count in row)
    assert table_now(drama).total.gross == len(drama.entries)
    assert tally_disagreements(drama.campaign) == []


def table_now(drama):
    day = (START + timedelta(days=drama.day)).date()
    return progress_table(drama.campaign, drama.units[0], on=day, basis=Basis.CAMPAIGN)
