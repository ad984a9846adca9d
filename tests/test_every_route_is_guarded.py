"""What holds for every address, whoever asks; who may open which is asked in tests/access."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now

from sangkien.actions.accounts import reset_password
from sangkien.actions.attachments import attach_recognition
from sangkien.actions.imports import preview
from sangkien.actions.letters import draft_reminder
from sangkien.actions.rescreening import start_rescreening
from sangkien.actions.snapshots import take_snapshot
from sangkien.actions.unit_lists import Seen, confirm_list
from sangkien.core.permissions import Role
from sangkien.core.receipts import receipt_number
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import (
    Account,
    Campaign,
    Explanation,
    Finding,
    ImportBatch,
    Initiative,
    Letter,
    LogInClaim,
    Merge,
    MovedEntry,
    MoveNotice,
    Moving,
    Objection,
    Phase,
    ProgrammeDocument,
    ScreeningRun,
    Snapshot,
    Unit,
    UnitList,
)
from tests import importing, make
from tests.access.routes import ROUTES
from tests.letters import SETTINGS as LETTER

pytestmark = pytest.mark.django_db

VISITOR, MEMBER, OWN, FOREIGN, PROVINCE, STRANGER = range(6)
WHO = ("visitor", "member", "own officer", "foreign officer", "province", "foreign province")


@dataclass(frozen=True)
class Place:
    """A campaign with one of everything, all of it of the district."""

    campaign: Campaign
    district: Unit
    other: Unit
    abroad: Unit
    entry: Initiative
    finding: Finding
    batch: ImportBatch
    snapshot: Snapshot
    letter: Letter
    document: ProgrammeDocument
    screening: ScreeningRun
    listed: UnitList
    clerk: Account
    claim_id: int  # to the clerk's account
    explanation_id: int  # of the district
    moving_id: int  # within the district
    objection_id: int  # to an entry of the district
    merge: Merge | None = None  # of which the entry is a part
    search_id: int = 1

    @cached_property
    def author_id(self):
        return self.entry.authors.order_by("position").first().person_id

    @cached_property
    def grant_id(self):
        return self.clerk.grants.get().id

    @property
    def arguments(self):
        slug = self.campaign.slug
        receipt = receipt_number(self.campaign.receipt_prefix, self.entry.id)
        entry, batch = {"slug": slug, "pk": self.entry.id}, {"slug": slug, "number": self.batch.id}
        frozen = {"slug": slug, "number": self.snapshot.id}
        letter = {"slug": slug, "number": self.letter.id}
        action = self.merge.action if self.merge else self.entry.receipt_token
        special = {
            "campaign-document": {"slug": slug, "number": self.document.id},
            "help-page": {"slug": "dang-ky"},
            "rescreening-show": {"slug": slug, "number": self.screening.id},
            "receipt": {"token": self.entry.receipt_token},
            "receipt-repair": {"token": self.entry.receipt_token},
            "repeats-merged": {"slug": slug, "action": action},
            "repeats-undo": {"slug": slug, "action": action},
            "cluster-undo": entry | {"number": self.merge.id if self.merge else 1},
            "finding-decide": {"slug": slug, "pk": self.finding.id},
            "findings-group": {"slug": slug, "ticked": self.district.id, "to": self.other.id},
            "claim": {"pk": self.claim_id},
            "mfa_remove_webauthn": {"pk": 1},
            "person": {"pk": self.clerk.id},
            "role-give": {"pk": self.clerk.id},
            "role-take": {"pk": self.clerk.id, "number": self.grant_id},
            "log-in-close": {"pk": self.clerk.id},
            "log-in-reopen": {"pk": self.clerk.id},
            "openid_connect_callback": {"provider_id": "khac"},
            "openid_connect_login": {"provider_id": "khac"},
            "move-show": {"slug": slug, "number": self.moving_id},
            "move-undo": {"slug": slug, "number": self.moving_id},
            "search-drop": {"slug": slug, "pk": self.search_id},
            "objection": {"slug": slug, "number": self.objection_id},
            "receipt-object": {"token": self.entry.receipt_token},
            "signal-explain": {"slug": slug, "pk": self.district.id, "code": "one-day"},
            "signal-seen": {"slug": slug, "number": self.explanation_id},
            "unit-list": {"slug": slug, "pk": self.district.id},
            "unit-list-confirm": {"slug": slug, "pk": self.district.id},
            "progress-download": {"slug": slug, "file_format": "csv"},
            "units-download": {"slug": slug, "file_format": "csv"},
            "snapshot-show": frozen,
            "snapshot-download": frozen | {"file_format": "csv"},
            "letter-file": letter | {"form": "docx"},
            "api:register": {"slug": slug},
            "api:show": {"slug": slug, "receipt": receipt},
        }
        rooms = {
            "account-": {"pk": self.clerk.id},
            "journal-person": {"slug": slug, "pk": self.author_id},
            "journal-record": {"slug": slug, "kind": "sang-kien", "number": self.entry.id},
            "entry-": entry,
            "cluster": entry,
            "import-": batch,
            "letter-": letter,
            "list-": {"slug": slug, "number": self.listed.id},
            "": {"slug": slug},
        }
        return special, rooms


def a_place():
    nation = make.unit(name="Tổng Liên đoàn")
    province = make.unit(nation, "LĐLĐ tỉnh Lai Châu")
    district = make.unit(province, "LĐLĐ huyện Than Uyên")
    campaign = make.campaign(province, slug="mo", letter=LETTER)
    entry = make.register(campaign, make.entry(district, applied_on=date(2021, 8, 1)))
    attach_recognition(entry.id, b"%PDF-", "pdf", by=make.SYSTEM)
    file = importing.csv_file([importing.row(district, 1)])
    clerk = make.account(Role.MEMBER, district)
    reset_password(clerk, by=make.SYSTEM)
    since, until = now(), now() + timedelta(days=7)
    claim = LogInClaim.objects.create(account=clerk, made_at=since, ends_at=until)
    return Place(
        campaign=campaign,
        district=district,
        other=make.unit(province, "LĐLĐ huyện Phong Thổ"),
        abroad=make.unit(nation, "LĐLĐ tỉnh Sơn La"),
        entry=entry,
        finding=Finding.objects.get(initiative=entry, severity="hold"),
        batch=preview(campaign, district, file, make.SYSTEM, read=SubmissionRows),
        snapshot=take_snapshot(campaign, province, date(2022, 3, 17), make.SYSTEM),
        document=ProgrammeDocument.objects.create(
            campaign=campaign, kind="Kế hoạch", number="1", file=ContentFile(b"%PDF-", "1.pdf")
        ),
        screening=start_rescreening(campaign, make.SYSTEM),
        listed=a_list(campaign, entry),
        clerk=clerk,
        claim_id=claim.id,
        objection_id=an_objection(entry).id,
        explanation_id=an_explanation(campaign, district).id,
        moving_id=a_moving(campaign, entry).id,
        letter=draft_reminder(campaign, province, date(2022, 3, 17), make.SYSTEM),
    )


def an_objection(entry):
    return Objection.objects.create(
        initiative=entry, kind="wrong", words="Sai tên trường", made_at=now()
    )


def an_explanation(campaign, unit):
    figure = {"signal": "one-day", "figure": "90/2022-03-17"}
    return Explanation.objects.create(
        campaign=campaign, unit=unit, words="nhập từ phiếu giấy", at=now(), **figure
    )


def a_moving(campaign, entry):
    """A move that the unit of the entry was told of; the entry itself is where it was."""
    unit, at = entry.unit, make.NOW
    told = {"opened": [], "findings": {}, "passings": []}
    moving = Moving.objects.create(
        campaign=campaign, occurred_at=at, recorded_at=now(), changed=told, last_line=2**40
    )
    MovedEntry.objects.create(moving=moving, initiative=entry, from_unit=unit, to_unit=unit)
    MoveNotice.objects.create(moving=moving, unit=unit, other=unit, gains=True, count=1)
    return moving


def a_list(campaign, entry):
    phase, seen = Phase.objects.get(campaign=campaign, number=1), Seen(1, entry.id)
    return confirm_list(campaign, entry.unit, phase, seen=seen, by=make.SYSTEM)


@pytest.fixture
def place():
    return a_place()


def account_of(who, place):
    where = {
        MEMBER: (Role.MEMBER, place.district),
        OWN: (Role.UPPER_OFFICER, place.district),
        FOREIGN: (Role.UPPER_OFFICER, place.other),
        PROVINCE: (Role.PROVINCIAL_OFFICER, place.campaign.owner),
        STRANGER: (Role.PROVINCIAL_OFFICER, place.abroad),
    }
    return make.account(*where[who]) if who in where else None


def client_of(who, place, **options):
    client = Client(**options)
    if account := account_of(who, place):
        client.force_login(account)
    return client


def address_of(name, place):
    special, rooms = place.arguments
    if name == "receipt-find":
        receipt = receipt_number(place.campaign.receipt_prefix, place.entry.id)
        return f"{reverse(name)}?so={receipt}"
    if name in special:
        return reverse(name, kwargs=special[name])
    for start, kwargs in rooms.items():
        if name.startswith(start):
            try:
                return reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
    return reverse(name)


ASKED = [route for route in ROUTES if not route.name.startswith("api:")]
GET = sorted({route.name for route in ASKED if route.method == "GET"})
POST = sorted({route.name for route in ASKED if route.method == "POST"})


def test_a_method_that_is_not_offered_is_refused(place):
    client = client_of(PROVINCE, place)
    offered_by = {"GET": GET, "POST": POST, "PUT": (), "DELETE": ()}

    seen = {
        (name, method): client.generic(method, address_of(name, place)).status_code
        for name in {*GET, *POST}
        for method, offered in offered_by.items()
        if name not in offered
    }

    assert {asked: status for asked, status in seen.items() if status != 405} == {}


@pytest.mark.parametrize("who", [VISITOR, PROVINCE])
def test_a_form_from_a_foreign_site_is_refused_everywhere(who, place):
    client = client_of(who, place, enforce_csrf_checks=True)

    seen = {name: client.post(address_of(name, place)).status_code for name in POST}

    assert seen == dict.fromkeys(POST, 403)


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_number_no_record_has_is_404(number, place):
    client = client_of(PROVINCE, place)
    rooms = ("sang-kien", "trung", "nhap-bang", "thu", "tien-do/ban-chot", "danh-sach")

    seen = {room: client.get(f"/mo/{room}/{number}/").status_code for room in rooms}

    assert set(seen.values()) == {404}


def test_an_unknown_receipt_is_404():
    assert Client().get(f"/bien-nhan/{uuid4()}/").status_code == 404
