"""Copies in crowds, chains and after decisions: who is a duplicate, and what is remembered."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db.models import Count

from sangkien.actions import review
from sangkien.actions.registration import Filing, register_batch
from sangkien.actions.screening import rescreen
from sangkien.actions.standing import rebuild_tally
from sangkien.core.duplicates import MOST_LINKS
from sangkien.core.entry import AuthorEntry
from sangkien.core.standing import Column
from sangkien.models import DuplicatePair, Finding, Initiative
from sangkien.queries.progress import counts_of
from tests import make
from tests.filed import is_filed

pytestmark = pytest.mark.django_db
ALIVE = ("open", "upheld")


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


def copies(campaign, unit, number):
    """Register one text `number` times, by the same person; return the entries in order."""
    entry = make.entry(unit)
    return [make.register(campaign, replace(entry, client_ref=f"copy-{k}")) for k in range(number)]


def duplicates(campaign):
    """The ids of entries that a finding calls duplicates, and the column must agree."""
    found = Finding.objects.filter(reason="R01", state__in=ALIVE, initiative__campaign=campaign)
    ids = set(found.values_list("initiative_id", flat=True))
    assert counts_of(campaign, campaign.owner)[Column.DUPLICATE] == len(ids)
    return ids


def finding_of(entry):
    return Finding.objects.get(initiative=entry, reason="R01")


def different(entry):
    review.decide_finding(
        finding_of(entry), uphold=False, reason="Đã đối chiếu: hai việc", by=make.SYSTEM
    )


def test_a_crowd_of_copies_is_held_together_by_a_few_pairs_each(campaign, district):
    entry = make.entry(district)
    crowd = [replace(entry, client_ref=f"copy-{k}") for k in range(100)]

    register_batch(campaign, crowd, Filing(make.SYSTEM, Initiative.Channel.SHEET))

    per_entry = (
        DuplicatePair.objects.values("b").annotate(n=Count("id")).values_list("n", flat=True)
    )
    first = Initiative.objects.earliest("id")
    assert max(per_entry) <= MOST_LINKS
    everybody_else = set(Initiative.objects.exclude(id=first.id).values_list("id", flat=True))
    assert duplicates(campaign) == everybody_else


def test_a_crowd_stays_together_when_those_all_were_linked_to_are_withdrawn(campaign, district):
    crowd = copies(campaign, district, 3 * MOST_LINKS)

    for entry in crowd[: MOST_LINKS + 1]:
        review.withdraw(entry, reason="Tác giả xin rút", by=make.SYSTEM)

    left = crowd[MOST_LINKS + 1 :]
    alive = Finding.objects.filter(state__in=ALIVE, initiative__in=left)
    assert {finding.initiative_id for finding in alive} == {entry.id for entry in left[1:]}
    rebuild_tally(campaign)
    assert counts_of(campaign, campaign.owner).gross == len(crowd)


def test_withdrawn_entries_do_not_hide_later_copies_from_each_other(campaign, district):
    entry = make.entry(district)
    withdrawn = [make.register(campaign, replace(entry, client_ref=f"old-{k}")) for k in range(3)]
    for one in withdrawn:
        review.withdraw(one, reason="Tác giả xin rút", by=make.SYSTEM)

    assert not any(map(is_filed, withdrawn))
    new = [make.register(campaign, replace(entry, client_ref=f"new-{k}")) for k in range(2)]
    assert not Finding.objects.filter(reason="R01", initiative=new[0]).exists()
    assert finding_of(new[1]).state == "open"


def test_upholding_one_copy_does_not_overrule_what_was_decided_of_another(campaign, district):
    first, second, third = copies(campaign, district, 3)
    different(third)

    review.decide_finding(finding_of(second), uphold=True, reason="", by=make.SYSTEM)
    rescreen(campaign, [first.id, second.id, third.id], by=make.SYSTEM)

    assert duplicates(campaign) == {second.id}
    assert finding_of(third).state == "dismissed"


def test_a_verdict_taken_back_holds_the_pairs_again(campaign, district):
    first, second = copies(campaign, district, 2)
    different(second)

    review.decide_finding(finding_of(second), uphold=True, reason="", by=make.SYSTEM)

    rescreen(campaign, [first.id, second.id], by=make.SYSTEM)
    assert duplicates(campaign) == {second.id}
    assert DuplicatePair.objects.get().decision == DuplicatePair.Decision.SAME


def test_an_entry_told_different_stays_so_when_a_copy_of_both_comes(campaign, district):
    first, second = copies(campaign, district, 2)
    different(second)

    text = make.entry(district)
    again = replace(
        text,
        client_ref="third",
        title=first.title,
        workplace=first.workplace,
        authors=(AuthorEntry(first.authors.get().person.details.first().name, Decimal(100)),),
    )
    third = make.register(campaign, again)

    assert duplicates(campaign) == {third.id}
    assert finding_of(second).state == "dismissed"


def chain(campaign, district):
    """Three entries of which only neighbours are linked: the third is a copy of the second."""
    made = [
        make.register(campaign, make.entry(district, occurred_at=make.NOW + timedelta(hours=k)))
        for k in range(3)
    ]
    for one, other in pairwise(made):
        DuplicatePair.objects.create(
            campaign=campaign,
            a=one,
            b=other,
            probability=0.9,
            same_person=False,
            evidence=[],
            engine_version="1",
        )
    rescreen(campaign, [entry.id for entry in made], by=make.SYSTEM)
    return made


def test_a_copy_without_a_link_to_the_first_filer_is_a_duplicate_too(campaign, district):
    _first, second, third = chain(campaign, district)

    assert duplicates(campaign) == {second.id, third.id}


def test_telling_two_apart_does_not_free_the_copy_of_the_second(campaign, district):
    _first, second, third = chain(campaign, district)

    different(second)

    assert duplicates(campaign) == {third.id}
    assert finding_of(second).state == "dismissed"


def test_an_entry_that_was_removed_by_hand_stands_in_nobodys_way(campaign, district):
    entry = make.entry(district)
    gone, left = [make.register(campaign, replace(entry, client_ref=f"copy-{k}")) for k in range(2)]
    Initiative.objects.filter(id=gone.id).delete()
    assert is_filed(gone)

    new = make.register(campaign, replace(entry, client_ref="new"))

    assert list(DuplicatePair.objects.values_list("a", "b")) == [(left.id, new.id)]
