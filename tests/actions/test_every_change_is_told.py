"""What is done leaves lines in the journal: which, of what, and what was before and after."""

from collections.abc import Callable

import pytest
from django.apps import apps

from sangkien.actions import review
from sangkien.actions.accounts import change_password, reset_password
from sangkien.actions.attachments import attach_recognition
from sangkien.actions.import_undo import undo_import
from sangkien.actions.imports import run_import
from sangkien.actions.journal import By
from sangkien.actions.letter_drafts import discard_letter, reopen_letter, replace_draft
from sangkien.actions.letters import draft_reminder
from sangkien.actions.rekeying import rekey
from sangkien.actions.units import import_units
from sangkien.core.permissions import Role
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import DuplicateFeatures, JournalLine
from tests import make
from tests.actions.test_who_may_what import ACROSS, FILED, NOBODY, REVIEW, scene
from tests.letters import DAY

pytestmark = pytest.mark.django_db
__all__ = ["scene"]


def one_more(scene):
    return make.register(scene.campaign, make.entry(scene.district))


def with_one_more(act):
    """The act where something new was filed since the scene was set."""

    def acted(scene, by):
        one_more(scene)
        return lambda: act(scene, by)

    return acted


def change_own_password(scene, by):
    account = make.account()
    own = By(account, make.NOW)
    return lambda: change_password(account, "mat-khau-thu-nghiem", "mat-khau-khac-han", by=own)


def take_an_import_back(scene, by):
    batch = run_import(scene.batch().id, by, read=SubmissionRows)
    return lambda: undo_import(batch, by)


def take_up_again(scene, by):
    discard_letter(scene.letter, by, version=1)
    return lambda: reopen_letter(scene.letter, by)


def accept(scene, by):
    entry = one_more(scene)
    return lambda: review.accept(entry, by=by)


def reopen_what_was_accepted(scene, by):
    entry = one_more(scene)
    review.accept(entry, by=by)
    return lambda: review.reopen(entry, reason="xem lại", by=by)


def read_entries_again(scene, by):
    DuplicateFeatures.objects.update(engine_version="0")
    return lambda: rekey(by)


def change_a_unit(scene, by, **changes):
    values = {"code": "MN1", "kind": "CĐCS", "name": "CĐCS Mầm non số 1", "parent": "THU"}
    unit = scene.school
    values |= {"short_name": unit.short_name, "kind": unit.kind, "name": unit.name}
    return lambda: import_units(UnitSheet((UnitRow(2, **values | changes),)), by)


# what needs a state of its own before it is done: (what to do first) → the act
PREPARED: dict[str, Callable] = {
    "draft a letter": with_one_more(lambda s, by: draft_reminder(s.campaign, s.province, DAY, by)),
    "replace a draft": with_one_more(lambda s, by: replace_draft(s.letter, by, version=1)),
    "take a draft up again": take_up_again,
    "accept": accept,
    "reopen what was accepted": reopen_what_was_accepted,
    "take an import back": take_an_import_back,
    "attach a recognition": lambda s, by: (
        lambda: attach_recognition(s.entry.id, b"%PDF-", "pdf", by=by)
    ),
    "reset a password": lambda s, by: (
        lambda: reset_password(make.account(Role.MEMBER, s.district), by=by)
    ),
    "change one's password": change_own_password,
    "read entries again": read_entries_again,
    "rename a unit": lambda s, by: change_a_unit(s, by, name="Mầm non Hoa Ban"),
    "move a unit": lambda s, by: change_a_unit(s, by, parent=s.neighbour.code),
}
# the lines of an act, each with the fields whose values before and after it holds
TOLD = {
    "uphold": [("finding-upheld", {"finding"})],
    "dismiss": [("finding-dismissed", {"finding"})],
    "uphold together": [("finding-upheld", {"finding"})],
    "merge": [("registered", set()), ("merged", {"state", "reason"}), ("merge-kept", set())],
    "undo a merge": [
        ("registered", set()),
        ("merged", {"state", "reason"}),
        ("merge-kept", set()),
        ("unmerged", {"state", "reason"}),
        ("merge-undone", set()),
    ],
    "reject": [("rejected", {"state", "reason"})],
    "reopen": [("reopened", {"state"})],
    "withdraw": [("withdrawn", {"state", "reason"})],
    "mend": [("text-mended", {"title"})],
    "recognise": [
        ("recognition-recorded", {"recognised_by", "recognition_number", "recognised_on"})
    ],
    "move down": [("moved", {"unit"})],
    "move down together": [("moved", {"unit"})],
    "look at a sheet": [("sheet-received", set())],
    "run an import": [("sheet-received", set()), ("registered", set()), ("imported", set())],
    "file a row": [("registered", set())],
    "move to a neighbour": [("moved", {"unit"})],
    "move to a neighbour together": [("moved", {"unit"})],
    "edit the campaign": [("campaign-changed", {"title"})],
    "set targets": [("target-set", {"value", "document"})],
    "load units": [("units-created", set())],
    "load rules": [("workplace-rules-set", {"rules"})],
    "load places": [("places-set", {"places"})],
    "replace places": [("places-replaced", {"places"})],
    "freeze a table": [("snapshot-taken", set())],
    "begin a screening": [("rescreening-started", set())],
    "run a screening": [("rescreening-started", set()), ("rescreened", set())],
    "draft a letter": [("snapshot-taken", set()), ("letter-drafted", set())],
    "edit a letter": [("letter-edited", {"archive"})],
    "replace a draft": [
        ("snapshot-taken", set()),
        ("letter-drafted", set()),
        ("letter-discarded", {"letter"}),
    ],
    "discard a draft": [("letter-discarded", {"letter"})],
    "take a draft up again": [("letter-reopened", {"letter"})],
    "issue a letter": [("letter-issued", {"letter"})],
    "load moves": [("moved", {"unit"})],
    "open an account": [("account-opened", {"role"})],
    "set a password": [("password-set", set())],
    "reset a password": [("password-reset", set())],
    "change one's password": [("password-changed", set())],
    "make another's token": [("token-made", set())],
    "file by form": [("registered", set())],
    "file by program": [("registered", set())],
    "accept": [("accepted", {"state"})],
    "reopen what was accepted": [("reopened", {"state"})],
    "take an import back": [("import-undone", {"state"}), ("batch-undone", set())],
    "attach a recognition": [("recognition-attached", {"file"})],
    "read entries again": [("entries-read-again", set())],
    "rename a unit": [("unit-changed", {"name"})],
    "move a unit": [("unit-moved", {"parent"})],
}
AT_ONCE = REVIEW | ACROSS | NOBODY | FILED


def prepared(what, scene):
    act = PREPARED.get(what)
    return act(scene, make.SYSTEM) if act else lambda: AT_ONCE[what](scene, make.SYSTEM)


def everything():
    """All rows of all tables but the journal."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("sangkien").get_models()
        if model is not JournalLine
    }


@pytest.mark.parametrize("what", TOLD)
def test_what_is_done_leaves_its_lines_with_what_was_before_and_after(what, scene):
    act = prepared(what, scene)
    rows, last = everything(), JournalLine.objects.latest("id").id

    act()

    lines = JournalLine.objects.filter(id__gt=last).order_by("id")
    assert [(line.verb, set(line.changes)) for line in lines] == TOLD[what]
    assert all(line.about for line in lines)
    assert all(line.unit_path or line.about in {"entry", "account"} for line in lines)
    assert everything() != rows


def test_everything_that_can_be_done_is_expected_to_be_told():
    assert set(TOLD) == AT_ONCE.keys() | PREPARED.keys()


def test_a_try_that_changed_nothing_tells_nothing(scene):
    last = JournalLine.objects.latest("id").id

    reopen_letter(scene.letter, make.SYSTEM)
    draft_reminder(scene.campaign, scene.province, DAY, make.SYSTEM)

    assert not JournalLine.objects.filter(id__gt=last).exists()


def test_a_withdrawal_and_an_entry_of_a_list_are_told_on_behalf_of_the_first_author(scene):
    entry = one_more(scene)
    review.withdraw(entry, reason="tác giả xin rút", by=make.SYSTEM)
    run_import(scene.batch().id, make.SYSTEM, read=SubmissionRows)

    of_list, own = JournalLine.objects.filter(verb="registered").order_by("-id")[:2]
    withdrawn = JournalLine.objects.get(verb="withdrawn")
    first_author = entry.authors.get().person_id
    assert (own.for_person_id, withdrawn.for_person_id) == (None, first_author)
    assert of_list.for_person_id not in (None, first_author)


def test_a_line_tells_a_visitor_from_the_system_and_both_from_an_account(scene):
    officer = make.officer(scene.province)
    for by in (make.SYSTEM, By(None, make.NOW), officer):
        make.register(scene.campaign, make.entry(scene.district), by=by)

    lines = JournalLine.objects.filter(verb="registered").order_by("-id")[:3]
    assert [(line.by, line.is_system) for line in reversed(lines)] == [
        (None, True),
        (None, False),
        (officer.account, False),
    ]
