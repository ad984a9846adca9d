"""The counting rules as properties: whatever officers do, in a tree of six levels, on any day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions import moving, review
from sangkien.actions.journal import By
from sangkien.actions.merging import merge_entries
from sangkien.core.progress.table import Basis
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Finding, Initiative, JournalLine
from sangkien.queries.duplicates import clusters_of
from sangkien.queries.progress import counts_by_unit
from sangkien.queries.progress_table import progress_table
from tests import make

pytestmark = pytest.mark.django_db
FIRST = datetime(2022, 1, 10, 3, tzinfo=UTC)
LAST = 40  # days after the first

ACTS = (
    "file",
    "copy",
    "early",
    "uphold",
    "dismiss",
    "move",
    "accept",
    "reject",
    "withdraw",
    "merge",
)
PLAY = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 20), st.integers(0, LAST)),
    min_size=2,
    max_size=9,
)


class Six:
    """A line of six units with a neighbour beside each, and a campaign of the whole."""

    def __init__(self):
        self.line = [make.unit()]
        for _ in range(5):
            self.line.append(make.unit(self.line[-1]))
        self.units = [*self.line, *(make.unit(unit) for unit in self.line[:-1])]
        self.campaign = make.campaign(self.line[0])

    def act(self, kind, pick, day):
        by = By(None, make.NOW, as_of=FIRST + timedelta(days=day), is_system=True)
        entries = list(Initiative.objects.filter(campaign=self.campaign).order_by("id"))
        unit = self.units[pick % len(self.units)]
        if kind in {"file", "early"} or not entries:
            applied_on = date(2020, 1, 1) if kind == "early" else date(2021, 10, 5)
            entry = make.entry(unit, occurred_at=by.as_of, applied_on=applied_on)
            make.register(self.campaign, entry, by)
        elif kind == "copy":
            first = entries[0]
            entry = make.entry(unit, occurred_at=by.as_of)
            said = {"title": first.title, "workplace": first.workplace, "effect": first.effect}
            make.register(self.campaign, replace(entry, **said), by)
        else:
            self._decide(kind, entries[pick % len(entries)], unit, by)

    def _decide(self, kind, entry, unit, by):
        finding = Finding.objects.filter(initiative=entry).order_by("id").first()
        acts = {
            "uphold": lambda: (
                finding and review.decide_finding(finding, uphold=True, reason="", by=by)
            ),
            "dismiss": lambda: (
                finding and review.decide_finding(finding, uphold=False, reason="Đã rõ", by=by)
            ),
            "move": lambda: moving.move_initiative(entry, unit, reason="Đúng nơi", by=by),
            "accept": lambda: review.accept(entry, by=by),
            "reject": lambda: review.reject(entry, code="R10", reason="Không", by=by),
            "merge": lambda: merge_entries(entry, copies_of(entry), reason="", by=by),
            "withdraw": lambda: review.withdraw(entry, reason="", by=by),
        }
        acts[kind]()

    def play(self, play):
        for kind, pick, day in play:
            try:
                self.act(kind, pick, day)
            except Refusal:
                continue

    def stood_where(self, day):
        """The path at which each entry stood at the end of the day, read from the journal alone."""
        end = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
        found = {}
        filed = dict(
            JournalLine.objects.filter(verb="registered", occurred_at__lt=end).values_list(
                "initiative_id", "unit_path"
            )
        )
        moves = JournalLine.objects.filter(verb="moved", occurred_at__lt=end)
        for entry_id, path in filed.items():
            last = moves.filter(initiative_id=entry_id).order_by("occurred_at", "id").last()
            found[entry_id] = last.unit_path if last else path
        return found


def copies_of(entry):
    return [member.id for cluster in clusters_of([entry.id]) for member in cluster.members]


def days():
    return [FIRST.date() + timedelta(days=n) for n in (0, LAST // 2, LAST)]


some_plays = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@some_plays
@given(PLAY)
def test_every_entry_adds_one_at_its_unit_and_at_every_unit_above_whatever_was_decided(play):
    six = Six()
    six.play(play)

    for day in days():
        counts = counts_by_unit(six.campaign, six.units, on=day)
        stood = six.stood_where(day).values()
        for unit in six.units:
            below = sum(path.startswith(unit.path) for path in stood)
            assert counts[unit.id].gross == below
            assert all(counts[unit.id][column] >= 0 for column in Column)


@some_plays
@given(PLAY)
def test_the_rows_of_every_table_make_up_its_total_column_by_column(play):
    six = Six()
    six.play(play)

    for unit in six.line:
        table = progress_table(six.campaign, unit, on=days()[-1], basis=Basis.CAMPAIGN)
        for column in Column:
            assert table.total[column] == sum(row[column] for row in table.rows)
            assert table.total.open_in(column) == sum(row.open_in(column) for row in table.rows)
            assert all(0 <= row.open_in(column) <= row[column] for row in table.rows)
        assert all(bool(row.remark) == (row[Column.DUPLICATE] > 0) for row in table.rows)


@some_plays
@given(PLAY)
def test_what_is_decided_later_changes_no_table_of_an_earlier_day(play):
    six = Six()
    six.play([(kind, pick, day // 2) for kind, pick, day in play])
    seen = days()[1]
    before = progress_table(six.campaign, six.line[0], on=seen, basis=Basis.CAMPAIGN)

    six.play([(kind, pick, LAST // 2 + 1 + day // 3) for kind, pick, day in play])

    assert progress_table(six.campaign, six.line[0], on=seen, basis=Basis.CAMPAIGN) == before


@pytest.mark.parametrize("copies", [2, 3, 5])
def test_a_cluster_of_k_gives_k_minus_1_duplicates_each_at_its_own_unit(copies):
    six = Six()
    entry = make.entry(six.line[0])
    for number in range(copies):
        at = six.line[number]
        ticked = make.entry(at).ticked
        make.register(
            six.campaign,
            replace(
                entry,
                client_ref=f"k-{number}",
                ticked=ticked,
                occurred_at=FIRST + timedelta(days=number),
            ),
        )

    counts = counts_by_unit(six.campaign, six.line)

    assert [counts[unit.id][Column.DUPLICATE] for unit in six.line] == [
        max(copies - max(level, 1), 0) for level in range(6)
    ]
    (cluster,) = clusters_of(Initiative.objects.values_list("id", flat=True))
    assert len(cluster.members) == copies


@pytest.mark.parametrize(
    ("faults", "column"),
    [
        ({}, Column.PENDING),
        ({"effect": ""}, Column.OTHER),
        ({"effect": "", "applied_on": date(2020, 1, 1)}, Column.WRONG_DATE),
        ({"recognised_on": None}, Column.PENDING),
    ],
)
def test_an_entry_with_several_faults_stands_in_the_gravest_column_only(faults, column):
    six = Six()
    make.register(six.campaign, make.entry(six.line[-1], **faults))

    counts = counts_by_unit(six.campaign, six.line)

    for unit in six.line:
        assert [counts[unit.id][each] for each in Column] == [
            int(each == column) for each in Column
        ]
