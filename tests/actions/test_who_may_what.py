"""Every action against every role at every place: who may, and that nobody else changes a thing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from sangkien.actions import moving, review
from sangkien.actions.accounts import make_token, open_account, set_password
from sangkien.actions.campaigns import save_campaign
from sangkien.actions.import_undo import undo_import
from sangkien.actions.imports import run_import
from sangkien.actions.journal import By
from sangkien.actions.letter_drafts import discard_letter, reopen_letter, replace_draft
from sangkien.actions.letters import draft_reminder, edit_letter, issue_letter
from sangkien.actions.mending import mend_texts
from sangkien.actions.merging import merge_entries
from sangkien.actions.moves import import_moves
from sangkien.actions.moving import move_group
from sangkien.actions.places import replace_places
from sangkien.actions.recognition import record_recognition
from sangkien.actions.registration import API, SHEET, WEB, Filing, register_initiative
from sangkien.actions.rescreening import run_rescreening, start_rescreening
from sangkien.actions.review_groups import decide_group
from sangkien.actions.snapshots import take_snapshot
from sangkien.actions.targets import import_targets
from sangkien.actions.units import import_units
from sangkien.actions.unmerging import undo_merge
from sangkien.actions.workplace_rules import import_places, import_workplace_rules
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.moves import MoveRow
from sangkien.core.targets import TargetRow
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.core.workplace_sheets import PlaceRow, RuleRow
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import Account, Finding, Initiative, JournalLine, Letter, Unit
from sangkien.queries.campaign_values import values_of
from sangkien.queries.people import author_names
from tests import make
from tests.importing import csv_file, previewed, row
from tests.letters import DAY, edit_of
from tests.letters import province as a_province

pytestmark = pytest.mark.django_db
PLACES = ("province", "district", "school", "neighbour", "foreign")


@dataclass
class Scene:
    """One province with a district, a school in it and a neighbour; an entry at the district."""

    province: Unit
    district: Unit
    school: Unit
    neighbour: Unit
    foreign: Unit
    campaign: object
    entry: Initiative
    finding: Finding
    letter: Letter

    @property
    def fresh(self):
        """The entry as the database holds it: a try that was rolled back leaves an older one."""
        return Initiative.objects.select_related("campaign__owner").get(id=self.entry.id)

    @property
    def typed_for_an_old_font(self):
        Initiative.objects.filter(id=self.entry.id).update(title="Gi¶i ph¸p n©ng cao")
        return self.fresh

    def copy(self):
        """The entry filed again by the same person."""
        (name,) = author_names([self.entry.id])[self.entry.id]
        same = {"title": self.entry.title, "workplace": self.entry.workplace}
        again = make.entry(self.district, **same, authors=(AuthorEntry(name, Decimal(100)),))
        return make.register(self.campaign, again)

    def merged(self):
        return merge_entries(self.fresh, [self.copy().id], reason="", by=make.SYSTEM)

    def batch(self):
        file = csv_file([row(self.district, 7)])
        return previewed(self.campaign, self.district, file, by=make.SYSTEM)


@pytest.fixture
def scene():
    lai_chau = a_province()
    district, campaign = lai_chau.than_uyen, lai_chau.campaign
    campaign.rules = {"applied-before-window": {"exceptions_by": "upper"}}  # every level decides
    campaign.save()
    late = make.entry(district, applied_on=date(2021, 8, 31), occurred_at=make.NOW)
    entry = make.register(campaign, late)
    return Scene(
        province=lai_chau.root,
        district=district,
        school=make.unit(district, "CĐCS Mầm non số 1", code="MN1"),
        neighbour=lai_chau.sin_ho,
        foreign=make.unit(name="LĐLĐ tỉnh Sơn La", code="SL"),
        campaign=campaign,
        entry=entry,
        finding=Finding.objects.get(initiative=entry),
        letter=draft_reminder(campaign, lai_chau.root, DAY, make.SYSTEM),
    )


RECOGNISED = {"recognised_by": "head", "number": "9/QĐ", "day": date(2022, 3, 1)}
REVIEW: dict[str, Callable] = {
    "uphold": lambda s, by: review.decide_finding(s.finding, uphold=True, reason="", by=by),
    "dismiss": lambda s, by: review.decide_finding(s.finding, uphold=False, reason="đã xem", by=by),
    "uphold together": lambda s, by: decide_group([s.finding], uphold=True, reason="", by=by),
    "merge": lambda s, by: merge_entries(s.fresh, [s.copy().id], reason="", by=by),
    "undo a merge": lambda s, by: undo_merge(s.merged(), reason="", by=by),
    "reject": lambda s, by: review.reject(s.fresh, code="R10", reason="đã xem", by=by),
    "reopen": lambda s, by: review.reopen(s.fresh, reason="xem lại", by=by),
    "withdraw": lambda s, by: review.withdraw(s.fresh, reason="", by=by),
    "mend": lambda s, by: mend_texts(s.typed_for_an_old_font, by=by),
    "recognise": lambda s, by: record_recognition(s.fresh, **RECOGNISED, by=by),
    "move down": lambda s, by: moving.move_initiative(s.fresh, s.school, reason="", by=by),
    "move down together": lambda s, by: move_group({s.entry.id: s.school}, reason="", by=by),
    "look at a sheet": lambda s, by: previewed(
        s.campaign, s.district, csv_file([row(s.district, 1)]), by
    ),
    "run an import": lambda s, by: run_import(s.batch().id, by, read=SubmissionRows),
    "file a row": lambda s, by: register_initiative(
        s.campaign, make.entry(s.district), Filing(by, SHEET)
    ),
}
BRINGING_IN = {"look at a sheet", "run an import", "file a row"}
MENDING = {"mend", "recognise"}
ACROSS: dict[str, Callable] = {
    "move to a neighbour": lambda s, by: moving.move_initiative(
        s.fresh, s.neighbour, reason="", by=by
    ),
    "move to a neighbour together": lambda s, by: move_group(
        {s.entry.id: s.neighbour}, reason="", by=by
    ),
    "edit the campaign": lambda s, by: save_campaign(
        replace(values_of(s.campaign), title="Khác"), by
    ),
    "set targets": lambda s, by: import_targets(
        s.campaign, [TargetRow(2, "LC", "plan", 9, year=2022, from_on=DAY)], by
    ),
    "load units": lambda s, by: import_units(
        UnitSheet((UnitRow(2, "X", "CĐCS", "Công đoàn X", "X", "LC"),)), by
    ),
    "load rules": lambda s, by: import_workplace_rules(
        s.province, [RuleRow(2, ("THPT",), "territorial")], by
    ),
    "load places": lambda s, by: import_places(s.province, [PlaceRow(2, "Phúc Than", "THU")], by),
    "replace places": lambda s, by: replace_places(s.province, {"Phúc Than": s.district}, by=by),
    "freeze a table": lambda s, by: take_snapshot(s.campaign, s.province, DAY, by),
    "begin a screening": lambda s, by: start_rescreening(s.campaign, by),
    "run a screening": lambda s, by: run_rescreening(
        start_rescreening(s.campaign, make.SYSTEM).id, by
    ),
    "draft a letter": lambda s, by: draft_reminder(s.campaign, s.province, DAY, by),
    "edit a letter": lambda s, by: edit_letter(
        s.letter, edit_of(s.letter, archive="VT"), by, version=1
    ),
    "replace a draft": lambda s, by: replace_draft(s.letter, by, version=1),
    "discard a draft": lambda s, by: discard_letter(s.letter, by, version=1),
    "take a draft up again": lambda s, by: reopen_letter(s.letter, by),
    "issue a letter": lambda s, by: issue_letter(s.letter, by, version=1),
    "load moves": lambda s, by: import_moves(
        [MoveRow(2, s.entry.client_ref, "", "MN1", make.NOW, "")], s.campaign, by
    ),
}
NOBODY: dict[str, Callable] = {
    "open an account": lambda s, by: open_account(
        "moi", "mat-khau-rat-dai", role=Role.MEMBER, unit=s.district, by=by
    ),
    "set a password": lambda s, by: set_password(make.account(), "mat-khau-rat-dai", by=by),
    "make another's token": lambda s, by: make_token(make.account(), "cổng", by=by),
}
FILED: dict[str, Callable] = {
    "file by form": lambda s, by: register_initiative(
        s.campaign, make.entry(s.district), Filing(by, WEB)
    ),
    "file by program": lambda s, by: register_initiative(
        s.campaign, make.entry(s.district), Filing(by, API)
    ),
}


NO = ("not-allowed", "form-closed")


def may(act, scene, by):
    """Whether the action is done for this person; whatever it did is taken back again."""
    before = transaction.savepoint()
    told = JournalLine.objects.filter(is_system=False)  # what the scene does is the system's
    journal = told.count()
    try:
        act(scene, by)
    except Refusal as refusal:
        if refusal.code not in NO:
            raise
        is_done = False
        is_written = told.count() != journal
    else:
        is_done, is_written = True, False
    transaction.savepoint_rollback(before)
    assert not is_written
    return is_done


def allowed(act, scene, role):
    """The places at which this role may do it."""
    return {place for place in PLACES if may(act, scene, make.officer(getattr(scene, place), role))}


@pytest.mark.parametrize(
    ("role", "may_do"),
    [
        (Role.MEMBER, set()),
        (Role.SUPPORTER, BRINGING_IN),
        (Role.GRASSROOTS_OFFICER, BRINGING_IN | MENDING),
        (Role.UPPER_OFFICER, set(REVIEW)),
        (Role.PROVINCIAL_OFFICER, set(REVIEW)),
        (Role.NATIONAL_OFFICER, set(REVIEW) - BRINGING_IN),
        (Role.JUROR, set()),
        (Role.AUDITOR, set()),
        (Role.ACCOUNT_ADMIN, set()),
    ],
)
@pytest.mark.parametrize("what", REVIEW)
def test_entries_are_the_business_of_those_at_their_unit_or_above(what, role, may_do, scene):
    places = {"province", "district"} if what in may_do else set()

    assert allowed(REVIEW[what], scene, role) == places


@pytest.mark.parametrize("what", ["move to a neighbour", "move to a neighbour together"])
def test_a_move_between_two_units_is_for_whoever_has_both(what, scene):
    assert allowed(ACROSS[what], scene, Role.UPPER_OFFICER) == {"province"}


@pytest.mark.parametrize(
    "what", [what for what in ACROSS if not what.startswith(("move", "load moves"))]
)
@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.PROVINCIAL_OFFICER, Role.NATIONAL_OFFICER})
)
def test_what_is_the_campaigns_is_no_business_of_other_roles(what, role, scene):
    assert allowed(ACROSS[what], scene, role) == set()


@pytest.mark.parametrize("role", [Role.PROVINCIAL_OFFICER, Role.NATIONAL_OFFICER])
@pytest.mark.parametrize("what", ACROSS)
def test_what_is_the_campaigns_is_for_the_officer_of_its_owner(what, role, scene):
    assert allowed(ACROSS[what], scene, role) == {"province"}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", NOBODY)
def test_accounts_are_the_business_of_the_machines_operator_only(what, role, scene):
    assert allowed(NOBODY[what], scene, role) == set()
    assert may(NOBODY[what], scene, make.SYSTEM)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", FILED)
def test_whoever_has_the_role_to_within_the_federation_may_file(what, role, scene):
    everywhere = {"province", "district", "school", "neighbour"}
    files = role not in {Role.JUROR, Role.AUDITOR, Role.ACCOUNT_ADMIN}

    assert allowed(FILED[what], scene, role) == (everywhere if files else set())


EVERYTHING = REVIEW | ACROSS | NOBODY


@pytest.mark.parametrize("what", EVERYTHING)
def test_a_visitor_may_nothing_of_it(what, scene):
    assert not may(EVERYTHING[what], scene, By(None, make.NOW))


@pytest.mark.parametrize("what", EVERYTHING | FILED)
def test_a_closed_account_may_nothing_whatever_its_role(what, scene):
    officer = make.officer(scene.province)
    Account.objects.update(is_active=False)
    officer.account.refresh_from_db()

    assert not may((EVERYTHING | FILED)[what], scene, officer)


@pytest.mark.parametrize("what", EVERYTHING)
def test_the_system_itself_may_all_of_it(what, scene):
    assert may(EVERYTHING[what], scene, make.SYSTEM)


def test_a_visitor_files_by_the_public_form_alone(scene):
    visitor = By(None, make.NOW)

    assert [may(act, scene, visitor) for act in FILED.values()] == [True, False]
    scene.campaign.public_form = False
    assert [may(act, scene, visitor) for act in FILED.values()] == [False, False]


@pytest.mark.parametrize("place", ["district", "neighbour"])
def test_taking_an_import_back_needs_the_right_at_its_unit(place, scene):
    batch = run_import(scene.batch().id, make.SYSTEM, read=SubmissionRows)
    officer = make.officer(getattr(scene, place), Role.UPPER_OFFICER)

    assert may(lambda s, by: undo_import(batch, by), scene, officer) == (place == "district")


STALE = {name: act for name, act in REVIEW.items() if name in {"uphold", "dismiss"}} | {
    "reject": lambda s, by: review.reject(s.entry, code="R10", reason="đã xem", by=by),
    "reopen": lambda s, by: review.reopen(s.entry, reason="xem lại", by=by),
    "withdraw": lambda s, by: review.withdraw(s.entry, reason="", by=by),
    "accept": lambda s, by: review.accept(s.entry, by=by),
    "move": lambda s, by: moving.move_initiative(s.entry, s.school, reason="", by=by),
}


@pytest.mark.parametrize("what", STALE)
def test_an_entry_moved_away_after_the_page_was_opened_is_out_of_reach(what, scene):
    officer = make.officer(scene.district, Role.UPPER_OFFICER)
    assert scene.finding.initiative.unit_id == scene.district.id  # as the page had it
    moving.move_initiative(scene.fresh, scene.neighbour, reason="", by=make.SYSTEM)

    assert not may(STALE[what], scene, officer)


def test_two_officers_moving_an_entry_to_the_same_unit_move_it_once(scene):
    later = replace(make.SYSTEM, now=make.NOW + timedelta(minutes=1))
    first, second = scene.fresh, scene.fresh
    moving.move_initiative(first, scene.neighbour, reason="", by=make.SYSTEM)

    with pytest.raises(Refusal, match="already-there"):
        moving.move_initiative(second, scene.neighbour, reason="", by=later)

    assert JournalLine.objects.filter(verb="moved", initiative_id=scene.entry.id).count() == 1
