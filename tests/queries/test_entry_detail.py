from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sangkien.actions import moving, review
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.models import Finding, PersonalDetail
from sangkien.queries.entry_detail import (
    AuthorShare,
    Copy,
    detail_of,
    may_read_secret,
    reads_secrets,
    visible_entry,
)
from sangkien.queries.stubs import Desk
from tests import make

TOO_EARLY = date(2021, 8, 31)
CHIEF = Role.PROVINCIAL_OFFICER


def two_copies(land, first=None, second=None, **changes):
    entry = make.entry(first or land.here, **changes)
    ticked = make.entry(second or land.there).ticked
    twin = replace(entry, client_ref="again", ticked=ticked)
    return [make.register(land.campaign, each) for each in (entry, twin)]


# -- who sees it -------------------------------------------------------------------------------


def test_an_entry_is_seen_from_its_unit_upwards_and_from_nowhere_else(land):
    entry = land.file(land.school)

    seen = {
        name: visible_entry(account, land.campaign, entry.id)
        for name, account in {
            "school": land.officer(land.school),
            "district": land.officer(land.here),
            "province": land.officer(role=CHIEF),
            "other district": land.officer(land.there),
            "other province": land.officer(land.foreign, CHIEF),
            "member": land.officer(land.here, Role.MEMBER),
            "visitor": None,
        }.items()
    }

    assert [name for name, found in seen.items() if found == entry] == [
        "school",
        "district",
        "province",
    ]
    assert {found for found in seen.values() if found != entry} == {None}


def test_an_entry_is_not_found_under_another_campaign(land):
    entry = land.file()
    other = make.campaign(land.province)

    assert visible_entry(land.officer(), other, entry.id) is None


# -- what it shows -----------------------------------------------------------------------------


def test_a_clean_entry_has_its_filing_and_its_authors_and_nothing_more(land):
    authors = (AuthorEntry("Vàng A Sử", Decimal("66.67")), AuthorEntry("Lò An", Decimal("33.33")))
    entry = land.file(authors=authors)

    detail = detail_of(land.officer(), entry)

    assert detail.authors == (
        AuthorShare("Vàng A Sử", Decimal("66.67")),
        AuthorShare("Lò An", Decimal("33.33")),
    )
    assert [line.verb for line in detail.lines] == ["registered"]
    assert (detail.findings, detail.copies, detail.verdict) == ((), {}, "")
    assert detail.units == {land.here.id: land.here}


def test_an_erased_person_leaves_the_share_without_a_name(land):
    entry = land.file()
    PersonalDetail.objects.all().delete()

    assert detail_of(land.officer(), entry).authors == (AuthorShare("", Decimal(100)),)


def test_open_findings_stand_before_decided_ones(land):
    entry = land.file(applied_on=TOO_EARLY, effect="", recognised_on=None)
    for rule, uphold in (("applied-before-window", False), ("missing-effect", True)):
        finding = Finding.objects.get(rule=rule)
        review.decide_finding(finding, uphold=uphold, reason="Đã rõ", by=make.SYSTEM)

    found = detail_of(land.officer(), entry).findings

    assert [(f.rule, f.state) for f in found] == [
        ("not-recognised", "open"),
        ("missing-effect", "upheld"),
        ("applied-before-window", "dismissed"),
    ]


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        ([], ""),
        (["accept"], "accepted"),
        (["reject"], "rejected"),
        (["accept", "reopen"], "reopened"),
        (["reject", "reopen", "accept"], "accepted"),
    ],
)
def test_the_last_verdict_is_the_one_that_holds(land, steps, verdict):
    entry = land.file()
    acts = {
        "accept": lambda: review.accept(entry, by=make.SYSTEM),
        "reject": lambda: review.reject(entry, code="R10", reason="Chưa", by=make.SYSTEM),
        "reopen": lambda: review.reopen(entry, reason="Xem lại", by=make.SYSTEM),
    }
    for step in steps:
        acts[step]()

    assert detail_of(land.officer(), entry).verdict == verdict


def test_units_that_lines_and_findings_name_can_be_looked_up(land):
    entry = land.file()
    moving.move_initiative(entry, land.there, reason="Sai đơn vị", by=make.SYSTEM)

    detail = detail_of(land.officer(), entry)

    assert set(detail.units) == {land.here.id, land.there.id}
    assert detail.lines[-1].details == {"from": land.here.id}


# -- the copy ----------------------------------------------------------------------------------


def test_the_copy_is_shown_whole_to_one_who_may_see_it(land):
    first, second = two_copies(land)

    detail = detail_of(land.officer(), second)

    (copy,) = detail.copies.values()
    assert copy == Copy(
        title=first.title,
        unit=land.here.short_name,
        filed_at=first.occurred_at,
        receipt=copy.receipt,
        entry=first,
        authors=copy.authors,
    )
    assert copy.receipt.startswith(f"LC22-{first.id:06d}")
    assert [name.startswith("Lò Văn") for name in copy.authors] == [True]


def test_of_a_copy_elsewhere_title_unit_moment_and_desk_are_shown_and_nothing_else(land):
    first, second = two_copies(land)

    (copy,) = detail_of(land.officer(land.there), second).copies.values()

    assert copy == Copy(
        title=first.title,
        unit=land.here.short_name,
        filed_at=first.occurred_at,
        desk=Desk(land.here.short_name),
    )


@pytest.mark.parametrize("faulty", [False, True])
def test_a_detail_costs_eight_queries_at_the_most(land, faulty, django_assert_max_num_queries):
    if faulty:
        _, entry = two_copies(land, applied_on=TOO_EARLY, effect="")
    else:
        entry = land.file()
    officer = land.officer()
    entry = visible_entry(officer, land.campaign, entry.id)

    with django_assert_max_num_queries(8):
        detail_of(officer, entry)


# -- secrets -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "role", "reads"),
    [
        ("school", Role.UPPER_OFFICER, True),
        ("here", Role.UPPER_OFFICER, True),
        ("here", Role.MEMBER, False),
        ("there", Role.UPPER_OFFICER, False),
        ("province", CHIEF, False),
        ("foreign", CHIEF, False),
    ],
)
def test_a_secret_is_read_in_its_own_branch_only(land, at, role, reads):
    entry = land.file(land.school, is_secret=True)

    assert may_read_secret(land.officer(getattr(land, at), role), entry) is reads


def test_a_secret_of_the_owner_itself_is_read_by_the_owners_officers(land):
    entry = land.file(land.province, is_secret=True)

    assert may_read_secret(land.officer(role=CHIEF), entry) is True
    assert may_read_secret(land.officer(land.here), entry) is False


def test_who_stands_above_the_campaigns_owner_reads_no_secret_below_it(land):
    made = make.campaign(land.here)

    assert reads_secrets(land.officer(land.province, CHIEF), made, land.school.path) is False
    assert reads_secrets(land.officer(land.here), made, land.school.path) is False
    assert reads_secrets(land.officer(land.school), made, land.school.path) is True
    assert reads_secrets(None, made, land.school.path) is False
