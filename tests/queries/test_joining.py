"""What new entries change among their copies, told from a few of these, as all would tell."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions.screening import rescreen
from sangkien.models import DuplicatePair, Initiative
from sangkien.queries.duplicates import clusters_of
from sangkien.queries.joining import Joined, join, joint_of
from tests import make

pytestmark = pytest.mark.django_db
OLDER, NEWER = 6, 3
DIFFERENT = DuplicatePair.Decision.DIFFERENT
LIKELY = st.sampled_from([0.6, 0.9])


def pairs_of(upper, lower=0):
    """Some pairs of entries by their places, the later at `lower` at least, with a probability."""
    both = [(a, b) for b in range(lower, upper) for a in range(b)]
    return st.dictionaries(st.sampled_from(both), LIKELY, max_size=6)


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def entries(campaign):
    unit = make.unit(campaign.owner)
    return [make.register(campaign, make.entry(unit)) for _ in range(OLDER + NEWER)]


def pair(campaign, entries, ends, likely, **changes):
    return DuplicatePair(
        campaign=campaign,
        a=entries[ends[0]],
        b=entries[ends[1]],
        probability=likely,
        same_person=likely > 0.8,
        engine_version="test",
        **changes,
    )


def verdicts(clusters):
    return {
        member.id: cluster.duplicate_of(member.id)
        for cluster in clusters
        for member in cluster.members
    }


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    days=st.lists(st.integers(0, 9), min_size=OLDER + NEWER, max_size=OLDER + NEWER),
    linked=pairs_of(OLDER),
    told=st.sets(st.sampled_from([(a, b) for b in range(OLDER) for a in range(b)]), max_size=3),
    links=pairs_of(OLDER + NEWER, OLDER),
)
def test_the_few_that_are_read_say_what_all_would(campaign, entries, days, linked, told, links):
    older, newer = entries[:OLDER], entries[OLDER:]
    with transaction.atomic():
        for entry, day in zip(entries, days, strict=True):
            filed_at = make.NOW + timedelta(days=day)
            Initiative.objects.filter(id=entry.id).update(occurred_at=filed_at)
        stored = {ends: pair(campaign, entries, ends, likely) for ends, likely in linked.items()}
        stored |= {ends: pair(campaign, entries, ends, 0.9, decision=DIFFERENT) for ends in told}
        DuplicatePair.objects.bulk_create(stored.values())
        rescreen(campaign, [entry.id for entry in older], by=make.SYSTEM)
        before = verdicts(clusters_of([entry.id for entry in older]))

        new = {entry.id for entry in newer}
        made = [pair(campaign, entries, ends, likely) for ends, likely in links.items()]
        joint = joint_of(campaign, made, new)
        DuplicatePair.objects.bulk_create(made)
        joined = join(joint, made, new)

        after = verdicts(clusters_of([entry.id for entry in entries]))
        changed = {e.id for e in older if before.get(e.id) != after.get(e.id)}
        told_now = verdicts(joined.clusters)
        asked = changed | new
        assert joined.changed == changed
        assert {e: told_now.get(e) for e in asked} == {e: after.get(e) for e in asked}
        transaction.set_rollback(True)


def test_where_a_rule_about_copies_is_off_no_finding_tells_and_all_are_read(campaign, entries):
    campaign.rules = {"duplicate-own": {"enabled": False}}
    first, second, third, fourth = entries[:4]
    for one, other in ((0, 1), (1, 2)):
        pair(campaign, entries, (one, other), 0.9).save()
    rescreen(campaign, [entry.id for entry in entries], by=make.SYSTEM)
    made = [pair(campaign, entries, (2, 3), 0.9)]

    joint = joint_of(campaign, made, {fourth.id})
    made[0].save()
    joined = join(joint, made, {fourth.id})

    assert [member.id for member in joined.clusters[0].members] == [
        entry.id for entry in (first, second, third, fourth)
    ]
    assert joint.whole == {third.id}
    assert joined.changed == set()


def test_without_pairs_nothing_is_joined(campaign):
    assert join(joint_of(campaign, [], ()), [], ()) == Joined()
