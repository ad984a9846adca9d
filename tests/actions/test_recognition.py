from datetime import date

import pytest

from sangkien.actions import moving, review
from sangkien.actions.recognition import record_recognition
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import Finding, JournalLine
from sangkien.queries.progress import counts_of
from tests import make

pytestmark = pytest.mark.django_db
NOT_YET = {"recognised_by": "", "recognition_number": "", "recognised_on": None}
DAY = date(2022, 3, 1)
LATER = {"recognised_by": "council", "number": "15/QĐ-HĐSK", "day": DAY}


@pytest.fixture
def place():
    province = make.unit(name="LĐLĐ tỉnh")
    return {
        "province": province,
        "district": make.unit(province, "LĐLĐ huyện Than Uyên"),
        "other": make.unit(province, "LĐLĐ huyện Phong Thổ"),
    }


@pytest.fixture
def campaign(place):
    return make.campaign(place["province"])


@pytest.fixture
def officer(place):
    return make.officer(place["district"], Role.UPPER_OFFICER)


@pytest.fixture
def entry(campaign, place):
    return make.register(campaign, make.entry(place["district"], **NOT_YET))


def recognition_of(entry):
    entry.refresh_from_db()
    return entry.recognised_by, entry.recognition_number, entry.recognised_on


def lines_of(entry):
    lines = JournalLine.objects.filter(initiative_id=entry.id).order_by("id")
    return [line for line in lines if line.verb != "registered"]


def test_an_entry_recognised_afterwards_can_become_valid(entry, campaign, place, officer):
    with pytest.raises(Refusal, match="not-recognised"):
        review.accept(entry, by=officer)

    record_recognition(entry, **LATER, by=officer)
    review.accept(entry, by=officer)

    entry.refresh_from_db()
    assert recognition_of(entry) == ("council", "15/QĐ-HĐSK", DAY)
    assert Finding.objects.get(initiative=entry).state == Finding.State.LAPSED
    assert (entry.state, entry.column) == (State.VALID, Column.VALID)
    assert counts_of(campaign, place["district"]).settled[Column.VALID] == 1


def test_the_journal_says_what_it_was_before_and_what_it_is_now(entry, officer):
    record_recognition(entry, **LATER, by=officer)
    record_recognition(entry, **LATER | {"recognised_by": "head"}, by=officer)

    told = [line for line in lines_of(entry) if line.verb == "recognition-recorded"]
    assert [line.changes for line in told] == [
        {
            "recognised_by": [None, "council"],
            "recognition_number": [None, "15/QĐ-HĐSK"],
            "recognised_on": [None, "2022-03-01"],
        },
        {"recognised_by": ["council", "head"]},
    ]
    assert {line.by for line in told} == {officer.account}


def test_the_same_once_more_writes_nothing(entry, officer):
    record_recognition(entry, **LATER, by=officer)
    written = len(lines_of(entry))

    record_recognition(entry, **LATER, by=officer)

    assert len(lines_of(entry)) == written


def test_what_was_typed_and_its_fingerprint_stay(entry, officer):
    before = entry.typed, entry.content_hash

    record_recognition(entry, **LATER, by=officer)

    entry.refresh_from_db()
    assert (entry.typed, entry.content_hash) == before


def test_a_file_is_kept_and_a_correction_without_one_leaves_it(entry, officer):
    record_recognition(entry, **LATER, attachment=(b"%PDF-1.7", "pdf"), by=officer)
    record_recognition(entry, **LATER | {"number": "16/QĐ"}, by=officer)

    entry.refresh_from_db()
    with entry.recognition_file.open() as kept:
        assert kept.read() == b"%PDF-1.7"
    assert [line.verb for line in lines_of(entry)] == [
        "recognition-recorded",
        "recognition-attached",
        "finding-lapsed",
        "recognition-recorded",
    ]


def test_a_correction_leaves_the_verdict_and_the_other_findings(campaign, place, officer):
    early = make.entry(place["district"], applied_on=date(2021, 8, 31))
    entry = make.register(campaign, early)
    review.decide_finding(Finding.objects.get(initiative=entry), uphold=True, reason="", by=officer)

    record_recognition(entry, **LATER, by=officer)

    entry.refresh_from_db()
    assert (entry.state, entry.reason, entry.column) == (State.INVALID, "R02", Column.WRONG_DATE)
    assert Finding.objects.get(initiative=entry).state == Finding.State.UPHELD


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.UPPER_OFFICER, "other"), (Role.MEMBER, "district")]
)
def test_only_who_may_review_the_entry_enters_its_recognition(role, unit, entry, place):
    with pytest.raises(Refusal, match="not-allowed"):
        record_recognition(entry, **LATER, by=make.officer(place[unit], role))

    assert recognition_of(entry) == ("", "", None)


def test_an_entry_moved_away_meanwhile_is_out_of_reach(entry, place, officer):
    moving.move_initiative(
        type(entry).objects.get(id=entry.id), place["other"], reason="", by=make.SYSTEM
    )

    with pytest.raises(Refusal, match="not-allowed"):
        record_recognition(entry, **LATER, by=officer)

    assert recognition_of(entry) == ("", "", None)


def test_an_entry_that_ended_takes_no_recognition(entry, officer):
    review.withdraw(entry, reason="Tác giả xin rút", by=officer)

    with pytest.raises(Refusal, match="entry-ended"):
        record_recognition(entry, **LATER, by=officer)

    assert recognition_of(entry) == ("", "", None)
