from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sangkien.actions.letter_drafts import discard_letter
from sangkien.actions.letters import draft_reminder, edit_letter, issue_letter
from sangkien.actions.snapshots import take_snapshot
from sangkien.core.letters.facts import ProgrammeDocument as Cited
from sangkien.core.letters.layout import PROFILES, with_variants
from sangkien.core.refusal import Refusal
from sangkien.models import Letter, ProgrammeDocument
from sangkien.queries.letters import (
    documents_of,
    drafts_of_day,
    file_stem,
    issued_file,
    last_snapshot,
    layout_of,
    letter_by_id,
    letters_of,
    text_of,
    untouched_drafts,
    variants_of,
)
from sangkien.queries.scope import OPERATOR
from tests import make
from tests.letters import DAY, edit_of, province, writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lai_chau():
    return province()


@pytest.fixture
def officer(lai_chau):
    return writer(lai_chau)


@pytest.fixture
def draft(lai_chau, officer):
    return draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)


def another(lai_chau, officer, day):
    return draft_reminder(lai_chau.campaign, lai_chau.root, day, officer)


def test_letters_of_a_campaign_stand_latest_first_and_those_of_another_not_at_all(
    lai_chau, officer, draft
):
    later = another(lai_chau, officer, date(2022, 3, 16))

    assert letters_of(OPERATOR, lai_chau.campaign) == [later, draft]
    assert letters_of(OPERATOR, make.campaign(lai_chau.root)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_one_query_and_no_text(
    lai_chau, officer, draft, number, django_assert_num_queries
):
    for day in range(1, number):
        another(lai_chau, officer, date(2022, 3, day))

    with django_assert_num_queries(1):
        found = letters_of(OPERATOR, lai_chau.campaign)
        names = [(letter.snapshot.unit.code, letter.drafted_by.login) for letter in found]

    assert names == [("LC", officer.account.login)] * number
    assert {"content"} <= found[0].get_deferred_fields()


def test_drafts_of_a_day_are_those_of_its_unit_that_are_neither_issued_nor_discarded(
    lai_chau, officer, draft
):
    make.unit(lai_chau.than_uyen)
    draft_reminder(lai_chau.campaign, lai_chau.than_uyen, DAY, officer)
    another(lai_chau, officer, date(2022, 3, 16))
    edit_letter(draft, edit_of(draft, abstract="V/v khác"), officer, version=1)
    issued = another(lai_chau, officer, DAY)
    issue_letter(issued, officer, version=1)
    discarded = another(lai_chau, officer, DAY)
    discard_letter(discarded, officer, version=1)
    later = another(lai_chau, officer, DAY)

    assert drafts_of_day(OPERATOR, lai_chau.campaign, lai_chau.root, DAY) == [later, draft]
    assert drafts_of_day(OPERATOR, make.campaign(lai_chau.root), lai_chau.root, DAY) == []


def test_a_letter_is_found_under_its_own_campaign_only(lai_chau, draft):
    assert letter_by_id(OPERATOR, lai_chau.campaign, draft.id) == draft
    assert letter_by_id(OPERATOR, make.campaign(lai_chau.root), draft.id) is None
    assert letter_by_id(OPERATOR, lai_chau.campaign, draft.id + 1) is None


def test_allowed_deviations_belong_to_the_layout_of_the_letter(draft, officer):
    edit = edit_of(draft, variants=frozenset({"capital", "symbol-short"}))
    edited = edit_letter(draft, edit, officer, version=1)

    assert variants_of(edited) == {"capital", "symbol-short"}
    assert layout_of(edited) == with_variants(PROFILES["nd30"], "capital", "symbol-short")


def test_files_are_named_by_campaign_and_day_and_below_the_owner_by_unit_too(
    lai_chau, officer, draft
):
    make.unit(lai_chau.than_uyen)
    lower = draft_reminder(lai_chau.campaign, lai_chau.than_uyen, DAY, officer)

    assert [file_stem(draft), file_stem(lower)] == [
        "don-doc-lai-chau-2022-03-17",
        "don-doc-lai-chau-THU-2022-03-17",
    ]


def test_the_latest_snapshot_of_a_unit_and_day_is_the_one_that_is_asked_for(lai_chau, draft):
    newer = take_snapshot(lai_chau.campaign, lai_chau.root, DAY, make.SYSTEM)
    take_snapshot(lai_chau.campaign, lai_chau.root, date(2022, 3, 1), make.SYSTEM)

    asked = {"campaign": lai_chau.campaign, "day": DAY}
    assert last_snapshot(lai_chau.root, **asked) == newer
    assert last_snapshot(lai_chau.sin_ho, **asked) is None


def test_a_draft_that_somebody_edited_or_issued_is_not_untouched(lai_chau, officer, draft):
    assert untouched_drafts(draft.snapshot, "reminder") == [draft]
    assert untouched_drafts(draft.snapshot, "thanks") == []

    edit_letter(draft, edit_of(draft, abstract="V/v đôn đốc"), officer, version=1)

    assert untouched_drafts(draft.snapshot, "reminder") == []


# -- issued files --------------------------------------------------------------------------------


@pytest.fixture
def issued(draft, officer):
    return issue_letter(draft, officer, version=1)


def refusal(letter, form):
    with pytest.raises(Refusal) as caught:
        issued_file(letter, form)
    return caught.value.code, caught.value.details


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_file_is_served_byte_for_byte_as_it_was_issued(issued, form):
    with getattr(issued, form).open("rb") as file:
        stored = file.read()

    assert issued_file(issued, form) == stored
    assert stored.startswith({"docx": b"PK", "pdf": b"%PDF"}[form])


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_file_that_is_gone_or_changed_is_not_served(issued, form, harm):
    path = Path(getattr(issued, form).path)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + (b"!" if harm == "changed" else b""))

    assert refusal(issued, form) == ("letter-broken", {"number": issued.id})


def test_a_draft_has_no_file_to_serve(draft):
    assert refusal(draft, "pdf") == ("letter-broken", {"number": draft.id})


# -- documents -----------------------------------------------------------------------------------


def test_documents_with_a_day_can_be_cited_the_earliest_first(lai_chau):
    for number, day in (("52", date(2022, 1, 14)), ("", None), ("302", date(2022, 1, 13))):
        ProgrammeDocument.objects.create(
            campaign=lai_chau.campaign, kind="Kế hoạch", number=number, issued_on=day, issuer="LĐLĐ"
        )

    assert documents_of(lai_chau.campaign) == [
        Cited("Kế hoạch", "302", date(2022, 1, 13), "LĐLĐ", ""),
        Cited("Kế hoạch", "52", date(2022, 1, 14), "LĐLĐ", ""),
    ]


def test_the_text_of_a_stored_letter_is_the_text_that_was_drafted(draft):
    stored = Letter.objects.get(id=draft.id)

    assert text_of(stored) == text_of(draft)
    assert text_of(stored).symbol == "LĐLĐ-CSPL&QHLĐ"


def test_a_letter_is_laid_out_by_the_profile_in_force_on_the_day_of_its_figures(lai_chau, officer):
    lai_chau.campaign.phases.filter(number=2).update(closes_on=date(2024, 12, 31))
    later = replace(officer, now=datetime(2024, 6, 1, tzinfo=UTC))
    days = (date(2024, 5, 13), date(2024, 5, 14))

    profiles = [layout_of(another(lai_chau, later, day)).code for day in days]

    assert profiles == ["nd30", "union-933"]
