from dataclasses import replace

import pytest

from sangkien.actions.letter_drafts import discard_letter, reopen_letter, replace_draft
from sangkien.actions.letters import draft_reminder, edit_letter, issue_letter
from sangkien.core.refusal import Refusal
from sangkien.models import JournalLine, Letter
from sangkien.queries.letters import text_of
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


def stored(letter):
    return Letter.objects.get(id=letter.id)


def states():
    return list(Letter.objects.order_by("id").values_list("state", flat=True))


def journal():
    """What the journal says of letters since the first was drafted: verb, letter, replaced by."""
    lines = JournalLine.objects.filter(verb__startswith="letter-").order_by("id")[1:]
    return [(line.verb, line.details["letter"], line.details.get("replaced_by")) for line in lines]


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_a_discarded_draft_says_who_set_it_aside_and_when(draft, officer):
    discard_letter(draft, officer, version=1)

    now = stored(draft)
    assert (now.state, now.discarded_by, now.discarded_at, now.replaced_by) == (
        "discarded",
        officer.account,
        officer.now,
        None,
    )
    assert journal() == [("letter-discarded", draft.id, None)]


def test_a_draft_taken_up_again_is_as_it_was(draft, officer):
    edit_letter(draft, edit_of(draft, abstract="V/v khác"), officer, version=1)
    before = Letter.objects.values().get(id=draft.id)
    discard_letter(draft, officer, version=2)

    reopen_letter(draft, officer)

    assert Letter.objects.values().get(id=draft.id) == before
    assert [verb for verb, _, _ in journal()] == [
        "letter-edited",
        "letter-discarded",
        "letter-reopened",
    ]


def test_taking_up_a_draft_that_stands_changes_nothing_and_writes_nothing(draft, officer):
    reopen_letter(draft, officer)

    assert (stored(draft).state, journal()) == ("draft", [])


def test_a_draft_is_replaced_by_one_of_the_same_day_from_the_figures_of_now(
    lai_chau, draft, officer
):
    lai_chau.file(lai_chau.tan_uyen)

    new = replace_draft(draft, officer, version=1)

    assert (new.snapshot.day, new.snapshot.unit) == (DAY, lai_chau.root)
    assert "1/95" in "".join(each.text for each in text_of(new).paragraphs)
    assert (stored(draft).state, stored(draft).replaced_by) == ("discarded", new)
    assert journal() == [
        ("letter-drafted", new.id, None),
        ("letter-discarded", draft.id, new.id),
    ]


def test_an_untouched_draft_that_would_say_the_same_stays(draft, officer):
    assert replace_draft(draft, officer, version=1) == draft

    assert (states(), journal()) == (["draft"], [])


def test_an_edited_draft_is_replaced_by_a_fresh_one_and_keeps_its_words(draft, officer):
    edit_letter(draft, edit_of(draft, abstract="V/v khác"), officer, version=1)

    new = replace_draft(draft, officer, version=2)

    assert states() == ["discarded", "draft"]
    assert [text_of(stored(each)).abstract == "V/v khác" for each in (draft, new)] == [True, False]


@pytest.mark.parametrize("full", [True, False])
def test_the_new_draft_has_the_annexes_of_the_old_one(lai_chau, officer, full):
    old = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer, full_annex=full)
    lai_chau.file(lai_chau.tan_uyen)

    new = replace_draft(old, officer, version=1)

    assert len(text_of(new).annexes) == len(text_of(old).annexes) == (2 if full else 1)


def test_a_draft_is_never_replaced_by_one_that_cannot_be_drafted(lai_chau, draft, officer):
    lai_chau.campaign.letter = {}
    lai_chau.campaign.save()

    assert refused(lambda: replace_draft(stored(draft), officer, version=1)) == "letter-office"
    assert (states(), journal()) == (["draft"], [])


CHANGES = {
    "replace": lambda letter, by: replace_draft(letter, by, version=1),
    "discard": lambda letter, by: discard_letter(letter, by, version=1),
    "edit": lambda letter, by: edit_letter(letter, edit_of(letter), by, version=1),
    "issue": lambda letter, by: issue_letter(letter, by, version=1),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_discarded_draft_is_taken_up_again_before_it_is_changed(what, draft, officer):
    discard_letter(draft, officer, version=1)

    assert refused(lambda: CHANGES[what](stored(draft), officer)) == "letter-discarded"
    assert states() == ["discarded"]


@pytest.mark.parametrize("what", ["replace", "discard"])
def test_an_edit_that_was_not_seen_is_not_set_aside(what, draft, officer):
    edit_letter(draft, edit_of(draft, abstract="V/v khác"), officer, version=1)

    assert refused(lambda: CHANGES[what](draft, officer)) == "letter-changed"
    assert states() == ["draft"]


@pytest.mark.parametrize(
    "act", [*(CHANGES[what] for what in ("replace", "discard")), reopen_letter]
)
def test_an_issued_letter_is_neither_replaced_nor_discarded_nor_taken_up(act, draft, officer):
    issue_letter(draft, officer, version=1)

    assert refused(lambda: act(stored(draft), officer)) == "letter-issued"
    assert states() == ["issued"]


def test_a_discarded_draft_is_not_given_to_whoever_drafts_the_same_again(lai_chau, draft, officer):
    discard_letter(draft, officer, version=1)

    again = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert (again.id != draft.id, states()) == (True, ["discarded", "draft"])


def test_the_day_of_a_replaced_draft_must_still_make_sense(lai_chau, draft, officer):
    early = replace(officer, now=make.NOW.replace(year=2022, month=3, day=1))

    assert early.now.date() < DAY
    assert refused(lambda: replace_draft(draft, early, version=1)) == "table-day-ahead"
