"""The pages of the journal: what they say, to whom, and that they say it of every change."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from sangkien.actions.accounts import reset_password
from sangkien.actions.campaigns import save_campaign
from sangkien.actions.journal import By, Line, record
from sangkien.actions.moving import move_initiative
from sangkien.actions.review import reject
from sangkien.actions.seals import seal_days
from sangkien.core.permissions import Role
from sangkien.core.receipts import receipt_number
from sangkien.models import Initiative, JournalLine
from sangkien.queries.campaign_values import values_of
from sangkien.queries.seals import newest_seal
from tests import make
from tests.web.cleaning import land, officer_of
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def auditor(where):
    return officer_of(where.province, Role.AUDITOR)


@pytest.fixture
def entry(where):
    return make.register(where.campaign, make.entry(where.district))


def fresh(entry):
    return Initiative.objects.select_related("campaign__owner").get(id=entry.id)


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_move_is_told_with_who_when_from_where_to_where_and_why(where, auditor, entry):
    officer = make.officer(where.province)
    move_initiative(fresh(entry), where.other, reason="thuộc huyện Phong Thổ", by=officer)

    shown = text_of(auditor, where.url("nhat-ky/"))

    receipt = receipt_number("LC22", entry.id)
    assert (
        f"17/03/2022 10:00 {officer.account} Entry {receipt} : Moved from LĐLĐ huyện Than Uyên to"
        " LĐLĐ huyện Phong Thổ. thuộc huyện Phong Thổ Unit that counts LĐLĐ huyện Than Uyên →"
        " LĐLĐ huyện Phong Thổ"
    ) in shown


def test_a_rejection_is_told_with_the_state_before_and_after_in_words(where, auditor, entry):
    reject(fresh(entry), code="R10", reason="báo cáo", by=make.SYSTEM)

    shown = text_of(auditor, where.url(f"nhat-ky/sang-kien/{entry.id}/"))

    assert "The system" in shown
    assert "State in review → not valid" in shown or "State received → not valid" in shown
    assert "Reason code nothing → not a solution" in shown
    assert f"Open: Entry {receipt_number('LC22', entry.id)}" in shown


def test_who_filed_for_whom_is_told_without_a_name(where, auditor):
    entry = make.entry(where.district)
    make.register(where.campaign, entry, by=make.officer(where.district), channel="sheet")

    shown = text_of(auditor, where.url("nhat-ky/"))

    assert "on behalf of the author" in shown
    assert entry.authors[0].name not in shown


def test_a_visitor_and_the_system_are_told_apart(where, auditor):
    make.register(where.campaign, make.entry(where.district), by=By(None, make.NOW))
    make.register(where.campaign, make.entry(where.district))

    lines = text_of(auditor, where.url("nhat-ky/"))

    assert lines.count("The sender Entry") == lines.count("The system Entry") == 1


def test_a_changed_campaign_is_told_field_by_field(where, auditor):
    values = values_of(where.campaign)
    (first, second) = values.phases
    longer = replace(first, title="Đợt 1")
    changed = replace(
        values,
        public_form=False,
        phases=(longer, second),
        rules={"missing-effect": {"least_words": 5}},
        letter={"place": "Lai Châu", "signer": "Lò Văn An"},
    )
    save_campaign(changed, make.SYSTEM)

    shown = text_of(auditor, where.url(f"nhat-ky/chuong-trinh/{where.campaign.id}/"))

    assert "Members may register without logging in yes → no" in shown
    assert "Phases Giai đoạn 1 (08/01/2022–31/05/2022) → Đợt 1 (08/01/2022–31/05/2022)" in shown
    assert "Fewest words nothing → 5" in shown
    assert "Place in the date line nothing → Lai Châu" in shown
    assert "Name of the signer nothing → (a name, not kept here)" in shown
    assert "Lò Văn An" not in shown


def test_a_decision_as_of_an_earlier_day_is_told_with_both_moments(where, auditor, entry):
    line = Line("accepted", campaign_id=where.campaign.id, initiative_id=entry.id)
    record(replace(make.SYSTEM, as_of=make.NOW.replace(day=1)), [line])

    shown = text_of(auditor, where.url("nhat-ky/"))

    assert "Accepted as valid. counts from 01/03/2022 10:00" in shown


def test_an_erased_reason_is_said_to_be_erased(where, auditor, entry):
    gone = f"erased:{'0' * 64}"
    line = Line("withdrawn", campaign_id=where.campaign.id, initiative_id=entry.id, reason=gone)
    record(make.SYSTEM, [line])

    assert "Withdrawn. (erased)" in text_of(auditor, where.url("nhat-ky/"))


def test_the_page_of_an_entry_tells_changes_and_leads_auditors_to_its_journal(where, entry):
    move_initiative(fresh(entry), where.other, reason="", by=make.SYSTEM)
    address = where.url(f"sang-kien/{entry.id}/")
    journal = f'href="{where.url(f"nhat-ky/sang-kien/{entry.id}/")}"'

    auditor = officer_of(where.province, Role.AUDITOR).get(address).content.decode()
    officer = officer_of(where.other).get(address).content.decode()

    assert journal in auditor
    assert journal not in officer
    assert "<dt>Unit that counts</dt>" in officer


def test_a_record_that_has_no_line_or_is_not_of_this_campaign_is_404(where, auditor, entry):
    elsewhere = make.campaign(where.province, slug="khac")
    places = [
        where.url(f"nhat-ky/sang-kien/{entry.id + 99}/"),
        where.url(f"nhat-ky/thu/{entry.id}/"),
        where.url(f"nhat-ky/khong-co/{entry.id}/"),
        where.url(f"nhat-ky/sang-kien/{10**30}/"),
        f"/{elsewhere.slug}/nhat-ky/sang-kien/{entry.id}/",
    ]

    assert [auditor.get(place).status_code for place in places] == [404] * len(places)


def test_everybody_reads_what_they_did_themselves(where, entry):
    officer = make.officer(where.district, Role.UPPER_OFFICER)
    reject(fresh(entry), code="R10", reason="báo cáo", by=officer)
    client = officer_of(where.district)
    client.force_login(officer.account)

    shown = text_of(client, f"/tai-khoan/{officer.account.id}/nhat-ky/")

    assert "Rejected: not a solution. báo cáo" in shown
    other = make.account(Role.MEMBER, where.district)
    assert client.get(f"/tai-khoan/{other.id}/nhat-ky/").status_code == 404


def test_of_others_an_auditor_reads_what_they_did_in_the_own_part(where, auditor, entry):
    officer = make.officer(where.district, Role.UPPER_OFFICER)
    reject(fresh(entry), code="R10", reason="báo cáo", by=officer)
    reset_password(officer.account, by=make.SYSTEM)

    shown = text_of(auditor, f"/tai-khoan/{officer.account.id}/nhat-ky/")

    assert "Rejected: not a solution." in shown
    assert f"New password given for one log-in: {officer.account}." in shown
    assert auditor.get("/tai-khoan/999999/nhat-ky/").status_code == 404


def test_the_list_is_filtered_by_kind_and_day(where, auditor, entry):
    record(make.SYSTEM, [Line("rescreened", campaign_id=where.campaign.id)])

    def shown(query):
        return text_of(auditor, where.url(f"nhat-ky/?{query}"))

    assert "Lines shown: 1" in shown("what=entries")
    assert "Lines shown: 2" in shown("since=17/03/2022&until=17/03/2022")
    assert "No line fits" in shown("since=18/03/2022")


def test_a_day_that_cannot_be_read_is_told_at_its_field(where, auditor, entry):
    answer = auditor.get(where.url("nhat-ky/?since=31/11/2022"))

    assert answer.status_code == 422
    assert 'id="error-since"' in answer.content.decode()


def test_the_newest_seal_stands_there_to_be_kept(where, auditor, entry):
    assert "Newest seal" not in text_of(auditor, where.url("nhat-ky/"))
    seal_days(By(None, make.NOW.replace(day=18), is_system=True), patience=0)

    shown = text_of(auditor, where.url("nhat-ky/"))

    assert "Newest seal: no. 1, of 17/03/2022" in shown
    assert f"sangkien seal 1 2022-03-17 {entry.id and JournalLine.objects.get().id}" in shown
    assert newest_seal().sha256 in shown


@pytest.mark.parametrize("rest", ["nhat-ky/", "nhat-ky/sang-kien/{entry}/"])
def test_a_page_costs_the_same_for_one_line_and_for_three(rest, where, auditor, entry):
    address = where.url(rest.format(entry=entry.id))
    costs = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            assert auditor.get(address).status_code == 200
        costs.append(len(captured))
        line = Line("accepted", campaign_id=where.campaign.id, initiative_id=entry.id)
        officer = make.officer(where.province)
        officer.account.label = "Cán bộ"
        officer.account.save()
        record(officer, [line])

    assert costs[0] == costs[1] == costs[2]


def test_every_page_has_its_workbook_with_the_same_lines(where, auditor, entry):
    officer = make.officer(where.province)
    reject(fresh(entry), code="R10", reason="=1+1", by=officer)
    places = [
        where.url("nhat-ky/tai-ve/"),
        where.url(f"nhat-ky/sang-kien/{entry.id}/tai-ve/"),
        f"/tai-khoan/{officer.account.id}/nhat-ky/tai-ve/",
    ]

    books = [load_workbook(BytesIO(auditor.get(place).content)).active for place in places]

    rows = [[row for row in book.values if row[6] == "Rejected: not a solution."] for book in books]
    assert [len(found) for found in rows] == [1, 1, 1]
    line = JournalLine.objects.get(verb="rejected")
    told = rows[0][0]
    assert told[0] == line.id
    assert told[3:7] == (
        str(officer.account),
        None,
        f"Entry {receipt_number('LC22', entry.id)}",
        "Rejected: not a solution.",
    )
    assert told[7].endswith("Reason code: nothing → not a solution")
    assert told[8] == "=1+1"


def test_the_workbook_follows_the_filter(where, auditor, entry):
    record(make.SYSTEM, [Line("rescreened", campaign_id=where.campaign.id)])

    book = load_workbook(
        BytesIO(auditor.get(where.url("nhat-ky/tai-ve/?what=entries")).content)
    ).active

    told = [row[6] for row in book.values]
    assert "All entries screened again." not in told
    assert any(str(what).startswith("Filed") for what in told)


def test_the_journal_is_in_the_contents_of_whoever_may_read_it(where, auditor):
    texts = read(auditor.get(where.url("tien-do/"))).texts
    officers = read(officer_of(where.district).get(where.url("tien-do/"))).texts

    assert ("Journal" in texts, "Journal" in officers) == (True, False)
