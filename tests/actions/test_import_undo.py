from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sangkien.actions.import_undo import undo_import
from sangkien.actions.imports import run_import
from sangkien.actions.review import decide_finding
from sangkien.actions.standing import rebuild_tally
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import Finding, Initiative, JournalLine, Tally
from sangkien.queries.progress import counts_of
from tests import make
from tests.importing import csv_file, imported, previewed, row, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.unit(parent=make.unit(), name="LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def cells(campaign):
    """Every count of every unit and day that is not zero."""
    found = Tally.objects.filter(campaign=campaign).exclude(n=0)
    return set(found.values_list("unit_id", "phase", "year", "day", "column", "is_open", "n"))


def test_undoing_restores_the_counts_and_frees_the_keys(campaign, district):
    imported(campaign, district, csv_file(rows(district, 2)))
    before = cells(campaign)
    batch = imported(campaign, district, csv_file(rows(district, 3, start=10)))

    undone = undo_import(batch, make.SYSTEM)

    assert undone == 3
    assert cells(campaign) == before
    assert batch.state == "undone"
    kept = Initiative.objects.filter(state="undone")
    assert set(kept.values_list("client_ref", "column")) == {(None, 0)}
    assert JournalLine.objects.filter(verb="batch-undone").count() == 1


def test_what_was_undone_counts_again_when_it_comes_again(campaign, district):
    sheet = csv_file(rows(district, 3))
    batch = imported(campaign, district, sheet)
    once = cells(campaign)
    undo_import(batch, make.SYSTEM)

    again = imported(campaign, district, sheet)

    assert again.counts == {"new": 3}
    assert cells(campaign) == once


def test_rows_that_were_here_before_the_import_stay(campaign, district):
    imported(campaign, district, csv_file(rows(district, 2)))
    batch = imported(campaign, district, csv_file(rows(district, 3)))

    undone = undo_import(batch, make.SYSTEM)

    assert (batch.counts, undone) == ({"again": 2, "new": 1}, 1)
    assert counts_of(campaign, district).gross == 2


def test_an_older_entry_is_no_copy_any_more_on_any_day(campaign, district):
    web = make.register(campaign, _entry_like(district, row(district, 1)))
    before = cells(campaign)
    early = row(district, 1, **{"Thời điểm nộp": "09/01/2022 11:00:25"})
    batch = imported(campaign, district, csv_file([early]))
    assert [f.initiative_id for f in Finding.objects.filter(reason="R01")] == [web.id]

    undo_import(batch, make.SYSTEM)

    assert cells(campaign) == before


def test_a_decision_that_rested_on_the_import_goes_with_it(campaign, district):
    make.register(campaign, _entry_like(district, row(district, 1)))
    before = cells(campaign)
    early = row(district, 1, **{"Thời điểm nộp": "09/01/2022 11:00:25"})
    batch = imported(campaign, district, csv_file([early]))
    later = type(make.SYSTEM)(None, make.NOW + timedelta(days=3), is_system=True)
    decide_finding(Finding.objects.get(reason="R01"), uphold=True, reason="Trùng", by=later)

    undo_import(batch, type(make.SYSTEM)(None, make.NOW + timedelta(days=9), is_system=True))

    assert cells(campaign) == before


def test_an_import_is_undone_once_and_only_after_it_ran(campaign, district):
    batch = previewed(campaign, district, csv_file(rows(district, 1)))
    with pytest.raises(Refusal, match="import-not-run"):
        undo_import(batch, make.SYSTEM)
    batch = run_import(batch.id, make.SYSTEM, read=SubmissionRows)
    undo_import(batch, make.SYSTEM)

    with pytest.raises(Refusal, match="import-undone"):
        undo_import(batch, make.SYSTEM)
    with pytest.raises(Refusal, match="import-undone"):
        run_import(batch.id, make.SYSTEM, read=SubmissionRows)


def test_an_officer_of_another_unit_undoes_nothing(campaign, district):
    batch = imported(campaign, district, csv_file(rows(district, 1)))
    stranger = make.officer(make.unit(parent=district.parent), Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        undo_import(batch, stranger)

    assert counts_of(campaign, district).gross == 1


def test_an_import_stopped_half_way_can_be_undone(campaign, district):
    batch = previewed(campaign, district, csv_file(rows(district, 260)))
    stopped = run_import(batch.id, make.SYSTEM, read=SubmissionRows, stop=lambda: True)

    undone = undo_import(stopped, make.SYSTEM)

    assert (undone, cells(campaign)) == (250, set())


class UndoRestoresCounts(TestCase):
    """Whatever was there before, and however the rows copy each other."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        before=st.lists(st.integers(1, 4), max_size=4),
        sheet=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 28)), min_size=1, max_size=5),
        after=st.lists(st.integers(1, 4), max_size=2),
    )
    def test_all_cells_of_all_days_are_as_if_it_never_came(self, before, sheet, after):
        district = make.unit(parent=make.unit())
        campaign, twin = make.campaign(district.parent), make.campaign(district.parent)
        for number in before:
            _file_in_both(campaign, twin, district, number)
        batch = imported(
            campaign,
            district,
            csv_file(
                row(district, n, **{"Thời điểm nộp": f"{day:02}/01/2022 08:00"}) for n, day in sheet
            ),
        )
        for number in after:
            _file_in_both(campaign, twin, district, number)

        undo_import(batch, make.SYSTEM)

        assert cells(campaign) == cells(twin)
        rebuild_tally(campaign)
        assert cells(campaign) == cells(twin)


def _file_in_both(campaign, twin, district, number):
    for one in (campaign, twin):
        make.register(one, _entry_like(district, row(district, number)))


def _entry_like(district, cells_of_row):
    title, author, workplace, _, _, effect, _, _ = cells_of_row
    entry = make.entry(district, title=title, workplace=workplace, effect=effect)
    (only,) = entry.authors
    return replace(entry, authors=(replace(only, name=author),))
