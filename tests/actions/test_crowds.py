"""The same entry again and again: the work does not grow with what is there already."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions import review
from sangkien.actions.journal import By
from sangkien.actions.registration import Filing, register_batch, register_initiative
from sangkien.core.engine.layout import KEY_CAP
from sangkien.core.refusal import Refusal
from sangkien.models import Finding, Initiative
from sangkien.queries.duplicates import NOT_FILED, clusters_of
from sangkien.queries.tally_check import tally_disagreements
from tests import importing, make
from tests.work import work_of

pytestmark = pytest.mark.django_db
SHEET = Filing(make.SYSTEM, Initiative.Channel.SHEET)


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def crowd(campaign, entry, number):
    copies = [replace(entry, client_ref=f"copy-{k}") for k in range(number)]
    for start in range(0, number, 100):
        register_batch(campaign, copies[start : start + 100], SHEET)


def test_one_more_copy_costs_the_same_in_a_crowd_of_any_size(district):
    found = {}
    for size in (10, 80, 300):
        campaign, entry = make.campaign(district.parent), make.entry(district)
        crowd(campaign, entry, size)
        one_more = replace(entry, client_ref="one more")
        found[size] = work_of(register_initiative, campaign, one_more, SHEET)

    assert {work.statements for work in found.values()} == {found[10].statements}
    # of each key the KEY_CAP earliest are compared; beyond them nobody is read
    assert found[80].rows == found[300].rows
    assert found[300].rows < 20 * KEY_CAP


def test_rows_that_are_all_the_same_are_one_work_and_its_duplicates(campaign, district):
    row = importing.row(district, 1)

    batch = importing.imported(campaign, campaign.owner, importing.csv_file([row] * 600))

    entries = list(Initiative.objects.order_by("id").values_list("id", flat=True))
    (cluster,) = clusters_of(entries[:1])
    assert batch.counts == {"new": 600}
    assert [member.id for member in cluster.members] == entries
    named = Finding.objects.filter(reason="R01", state="open").order_by("initiative")
    assert list(named.values_list("initiative_id", flat=True)) == entries[1:]
    first = {cluster.members[0].receipt}
    assert set(named.values_list("details__first_receipt", flat=True)) == first
    assert tally_disagreements(campaign) == []


def said(campaign):
    """Of which entry the findings say that it is a copy, of which other, and who was first."""
    found = Finding.objects.filter(initiative__campaign=campaign, reason="R01")
    alive = found.filter(state__in=["open", "upheld"]).exclude(initiative__state__in=NOT_FILED)
    return {
        finding.initiative_id: (finding.details["other_id"], finding.details["first_receipt"])
        for finding in alive
    }


def true_of(campaign):
    """The same, of all clusters read whole."""
    clusters = clusters_of(
        Initiative.objects.filter(campaign=campaign).values_list("id", flat=True)
    )
    found = {
        member.id: cluster.duplicate_of(member.id)
        for cluster in clusters
        for member in cluster.members
    }
    return {entry_id: (it.other_id, it.first_receipt) for entry_id, it in found.items() if it}


DECISIONS = {
    "uphold": lambda entry, by: review.decide_finding(
        Finding.objects.filter(initiative=entry, reason="R01").earliest("id"),
        uphold=True,
        reason="",
        by=by,
    ),
    "dismiss": lambda entry, by: review.decide_finding(
        Finding.objects.filter(initiative=entry, reason="R01").earliest("id"),
        uphold=False,
        reason="Hai việc",
        by=by,
    ),
    "withdraw": lambda entry, by: review.withdraw(entry, reason="Xin rút", by=by),
}
STEPS = st.lists(
    st.one_of(
        # the days on which copies come in together
        st.lists(st.integers(0, 20), min_size=1, max_size=3),
        st.tuples(st.sampled_from(sorted(DECISIONS)), st.integers(0, 9)),
    ),
    min_size=3,
    max_size=9,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_findings_stay_what_screening_all_copies_would_find(district, steps):
    campaign, entry = make.campaign(district.parent), make.entry(district)
    by = By(None, make.NOW + timedelta(days=30), is_system=True)
    make.register(campaign, entry)
    for number, step in enumerate(steps):
        if isinstance(step, list):
            new = [
                replace(
                    entry,
                    client_ref=f"{number}-{k}",
                    occurred_at=make.NOW + timedelta(days=day),
                )
                for k, day in enumerate(step)
            ]
            register_batch(campaign, new, Filing(by, Initiative.Channel.API))
        else:
            kind, pick = step
            entries = list(Initiative.objects.filter(campaign=campaign).order_by("id"))
            try:
                DECISIONS[kind](entries[pick % len(entries)], by)
            except (Refusal, Finding.DoesNotExist):
                continue
        assert said(campaign) == true_of(campaign)
    assert tally_disagreements(campaign) == []
