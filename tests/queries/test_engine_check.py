"""What the search for duplicates keeps is compared with the entries it is kept of."""

from dataclasses import replace

import pytest

from sangkien.actions import review
from sangkien.actions.rekeying import refile, rekey
from sangkien.core.duplicates import Text
from sangkien.core.engine.kept import kept_keys
from sangkien.core.engine.postings import posting
from sangkien.models import DuplicateFeatures, DuplicateKey, DuplicatePair, Finding
from sangkien.queries import engine_check
from sangkien.queries.engine_check import (
    Misfiled,
    kept_in_vain,
    misfiled,
    torn_pairs,
    without_rows,
    wrongly_named,
)
from sangkien.queries.look_alikes import look_alikes
from tests import make
from tests.filed import filed, take_out

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 2_000])
def campaign(request, monkeypatch):
    monkeypatch.setattr(engine_check, "AT_A_TIME", request.param)
    monkeypatch.setattr(engine_check, "_POSTINGS_AT_A_TIME", 7 * request.param)
    return make.campaign()


@pytest.fixture
def copies(campaign):
    """Four entries of one work, and a stranger."""
    unit = make.unit(campaign.owner)
    work = make.entry(unit)
    made = [make.register(campaign, replace(work, client_ref=f"{n}")) for n in range(4)]
    make.register(campaign, make.entry(unit))
    return made


def verdict(campaign):
    """All differences there are."""
    return (
        list(without_rows()),
        list(kept_in_vain()),
        misfiled(),
        list(torn_pairs()),
        list(wrongly_named(campaign)),
    )


ALL_AGREE = ([], [], Misfiled([], []), [], [])


def keys_of(entry):
    return [key for _, key, _ in sorted(filed(entry))]


def test_nothing_differs_after_filing_and_decisions(campaign, copies):
    review.decide_finding(copies[1].findings.get(), uphold=False, reason="Hai", by=make.SYSTEM)
    review.decide_finding(copies[2].findings.get(), uphold=True, reason="", by=make.SYSTEM)
    review.withdraw(copies[0], reason="Xin rút", by=make.SYSTEM)

    assert verdict(campaign) == ALL_AGREE


def test_nothing_differs_where_there_is_nothing(campaign):
    assert verdict(campaign) == ALL_AGREE


def test_an_entry_of_which_nothing_is_kept_is_named_until_it_is_read_again(campaign, copies):
    take_out(copies[2])

    assert verdict(campaign) == ([copies[2].id], [], Misfiled([], []), [], [])
    rekey(make.SYSTEM)
    assert verdict(campaign) == ALL_AGREE


def test_a_key_that_is_missing_and_one_that_is_too_many_are_told_and_mended(campaign, copies):
    key = keys_of(copies[1])[0]
    DuplicateKey.objects.get(posting=posting(campaign.id, key, copies[1].id)).delete()
    foreign = posting(campaign.id, key ^ 2, copies[3].id)
    gone = posting(campaign.id, key, 9_999)
    DuplicateKey.objects.bulk_create([DuplicateKey(posting=foreign), DuplicateKey(posting=gone)])

    assert misfiled() == Misfiled([copies[1].id], sorted([foreign, gone]))
    assert refile(make.SYSTEM) == 1
    assert verdict(campaign) == ALL_AGREE


def test_keys_that_are_too_many_alone_are_told_too(campaign, copies):
    foreign = posting(campaign.id + 1, keys_of(copies[1])[0], copies[1].id)
    DuplicateKey.objects.create(posting=foreign)

    assert misfiled() == Misfiled([], [foreign])
    assert refile(make.SYSTEM) == 0
    assert misfiled() == Misfiled([], [])


def test_what_is_kept_of_an_entry_that_was_withdrawn_is_told_and_taken_out(campaign, copies):
    kept = DuplicateFeatures.objects.get(initiative=copies[3])
    keys = keys_of(copies[3])
    review.withdraw(copies[3], reason="Xin rút", by=make.SYSTEM)
    kept.save(force_insert=True)
    DuplicateKey.objects.bulk_create(
        DuplicateKey(posting=posting(campaign.id, key, copies[3].id)) for key in keys
    )

    assert verdict(campaign) == ([], [copies[3].id], Misfiled([], []), [], [])
    refile(make.SYSTEM)
    assert verdict(campaign) == ALL_AGREE


def test_an_entry_that_was_filed_again_meets_its_copies(campaign, copies):
    stranger = make.register(campaign, replace(make.entry(copies[0].unit), client_ref="stranger"))
    work = replace(make.entry(stranger.unit), client_ref="its copy", title=stranger.title)
    for key in keys_of(stranger):
        DuplicateKey.objects.get(posting=posting(campaign.id, key, stranger.id)).delete()
    assert look_alikes(campaign, Text(work.title)) == []

    refile(make.SYSTEM)

    assert [like.title for like in look_alikes(campaign, Text(work.title))] == [stranger.title]


@pytest.mark.parametrize(
    ("change", "is_wrong"),
    [
        ({"state": "lapsed"}, True),
        ({"state": "upheld"}, False),
        ({"state": "dismissed"}, False),
        ({"details": {"other_id": 7, "first_receipt": "LC22-000007-1"}}, True),
    ],
)
def test_a_finding_that_says_what_is_not_so_is_told(campaign, copies, change, is_wrong):
    Finding.objects.filter(initiative=copies[3]).update(**change)

    assert list(wrongly_named(campaign)) == ([copies[3].id] if is_wrong else [])


def test_a_finding_without_a_pair_and_a_pair_without_a_finding_are_told(campaign, copies):
    Finding.objects.filter(initiative=copies[1]).delete()
    assert list(wrongly_named(campaign)) == [copies[1].id]

    DuplicatePair.objects.all().delete()
    assert list(wrongly_named(campaign)) == [copies[2].id, copies[3].id]


def test_where_a_rule_about_copies_is_switched_off_nobody_is_named(campaign, copies):
    Finding.objects.all().delete()
    campaign.rules = {"duplicate-own": {"enabled": False}}

    assert list(wrongly_named(campaign)) == []


def test_pairs_across_campaigns_are_told(campaign, copies):
    other = make.campaign()
    stranger = make.register(other, make.entry(make.unit(other.owner)))
    pair = DuplicatePair.objects.filter(b=copies[3]).earliest("id")
    DuplicatePair.objects.filter(id=pair.id).update(b=stranger)

    assert list(torn_pairs()) == [pair.id]


def test_keys_of_another_version_are_compared_as_they_are(campaign, copies):
    DuplicateFeatures.objects.filter(initiative=copies[0]).update(engine_version="0")
    assert verdict(campaign) == ALL_AGREE

    DuplicateFeatures.objects.filter(initiative=copies[0]).update(keys=kept_keys(()))
    assert misfiled().entries == []
    assert {number & (2**28 - 1) for number in misfiled().postings} == {copies[0].id}
