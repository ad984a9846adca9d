"""The pages of the lists that units hand up, as officers of three levels use them."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sangkien.actions import moving, review
from sangkien.actions.unit_lists import accept_list
from sangkien.models import JournalLine, ListedEntry, UnitList
from tests import make
from tests.lists import federation, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def land():
    return federation()


def client_of(by):
    client = Client()
    client.force_login(by.account)
    return client


def unit_page(land, unit=None, route="unit-list"):
    unit = unit or land.school
    return reverse(route, args=[land.campaign.slug, unit.id]) + "?phase=1"


def at(one, route="list-show"):
    return reverse(route, args=[one.campaign.slug, one.id])


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def sent_form(client, address):
    """The hidden fields of the form that confirms, as the page holds them."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(count|up_to)" value="(\d+)">', page))


def test_an_officer_confirms_what_the_page_shows_and_sees_it_wait(land):
    entry = land.file()
    client = client_of(land.grassroots)
    form = sent_form(client, unit_page(land))

    answer = client.post(unit_page(land, route="unit-list-confirm"), form, follow=True)

    one = UnitList.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain == [(at(one), 302)]
    assert "List no. 1 is confirmed: 1 entry." in page
    assert "waits for the unit above" in page
    assert entry.title in page
    assert 'name="take-back-reason"' in page
    assert "list-accept" not in page
    assert "Every entry of this phase stands on a list." in shown(client, unit_page(land))


def test_the_unit_above_finds_it_on_its_first_page_accepts_it_and_the_step_is_gone(land):
    land.file()
    one = land.confirm()
    client = client_of(land.upper)
    home = reverse("campaign-home", args=[land.campaign.slug])
    step = re.search(r'href="([^"]+)">Accept or return 1 list', client.get(home).content.decode())
    overview = shown(client, step[1].replace("&amp;", "&"))
    assert land.school.short_name in overview
    assert land.neighbour.short_name not in overview

    answer = client.post(at(one, "list-accept"), follow=True)

    assert "Accepted. Its entries change only after it is unlocked." in answer.content.decode()
    assert "Accept or return" not in client.get(home).content.decode()


def test_a_returned_list_leads_its_unit_back_to_it_with_the_reason(land):
    land.file()
    one = land.confirm()
    answer = client_of(land.upper).post(at(one, "list-return"), {"return-reason": "Thiếu tác giả"})
    assert answer.status_code == 302

    client = client_of(land.grassroots)
    home = client.get(reverse("campaign-home", args=[land.campaign.slug])).content.decode()
    step = re.search(r'href="([^"]+)">Put 1 returned list right', home)
    page = shown(client, step[1].replace("&amp;", "&"))

    assert "returned, not confirmed again" in page
    assert "Thiếu tác giả" in page
    assert "Confirm the list: 1 entries" in page


@pytest.mark.parametrize(
    ("route", "field"), [("list-return", "return-reason"), ("list-unlock", "unlock-reason")]
)
def test_without_a_reason_the_form_comes_back_and_says_so(land, route, field):
    land.file()
    one = land.confirm()
    if route == "list-unlock":
        accept_list(one, by=land.upper)

    answer = client_of(land.upper).post(at(one, route), {field: " "})

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.content.decode()


def test_what_an_officer_does_too_late_is_told_on_the_page_as_it_stands(land):
    land.file()
    one = land.confirm()
    accept_list(one, by=land.upper)

    answer = client_of(land.head).post(at(one, "list-accept"))

    assert answer.status_code == 409
    assert "Somebody was here before you" in answer.content.decode()
    assert now(one).accepted_by == land.upper.account


def test_the_page_shows_what_changed_since_by_whom_and_only_that_if_asked(land):
    decided, kept = land.file(applied_on=date(2021, 8, 1)), land.file()
    one = land.confirm()
    review.decide_finding(decided.findings.get(), uphold=True, reason="Ghi nhầm năm", by=land.upper)
    client = client_of(land.grassroots)

    page, changes = shown(client, at(one)), shown(client, at(one) + "?changed=1")

    assert "1 entry is not as it was when the list was confirmed." in page
    assert "changed since: 1" in page
    assert [decided.title in changes, kept.title in changes] == [True, False]
    assert f"{land.upper.account}: Finding upheld: Applied before the window." in changes
    assert "Ghi nhầm năm" in changes
    assert "changed since: 1" in shown(client, unit_page(land))


def test_a_change_that_nobody_made_is_shown_too(land):
    work = make.entry(land.school)
    make.register(land.campaign, work)
    one = land.confirm()
    accept_list(one, by=land.upper)
    twin = replace(work, client_ref="earlier", occurred_at=make.NOW.replace(day=1))
    make.register(land.campaign, twin)

    page = shown(client_of(land.grassroots), at(one) + "?changed=1")

    assert "1 entry is not as it was" not in page  # that is said above all entries
    assert "now: Duplicate (not yet decided)" in page
    assert "by what was filed since" in page


def test_of_an_entry_that_left_only_where_it_went_is_told(land):
    entry = land.file()
    one = land.confirm()
    moving.move_initiative(entry, land.neighbour, reason="Đúng trường", by=land.upper)
    entry.refresh_from_db()
    review.reject(entry, code="R10", reason="Là báo cáo", by=land.upper)

    page = client_of(land.grassroots).get(at(one)).content.decode()

    assert f"counts at {land.neighbour.short_name} now" in page
    assert "now outside your reach" in page
    assert "Là báo cáo" not in page
    assert reverse("entry-show", args=[land.campaign.slug, entry.id]) not in page
    (name,) = entry.authors.get().person.details.values_list("name", flat=True)
    assert name not in page


def test_the_overview_says_of_each_unit_where_it_stands_and_what_is_missing(land):
    land.file()
    accept_list(land.confirm(), by=land.upper)
    land.file()
    land.file(land.neighbour)
    client = client_of(land.upper)
    address = reverse("unit-lists", args=[land.campaign.slug]) + "?phase=1"

    page = shown(client, address)

    # received, on its lists, on no list
    assert f"{land.district.short_name} not confirmed 3 0 3" in page
    assert f"{land.school.short_name} not confirmed 2 1 1" in page
    assert f"{land.neighbour.short_name} not confirmed 1 0 1" in page
    only = shown(client, f"{address}&state=none")
    assert [unit.short_name in only for unit in (land.school, land.neighbour)] == [False, True]


def test_an_officer_without_units_below_sees_the_own_line_and_no_other(land):
    land.file()
    page = shown(client_of(land.grassroots), reverse("unit-lists", args=[land.campaign.slug]))

    assert land.school.short_name in page
    assert "Units right below" not in page


def test_a_list_is_printed_whole_and_as_a_workbook_with_names_and_a_line_of_that(land):
    entries = [land.file(), land.file()]
    one = land.confirm()
    review.accept(entries[0], by=land.upper)
    client, before = client_of(land.grassroots), JournalLine.objects.latest("id").id

    paper = shown(client, at(one, "list-print"))
    answer = client.get(at(one, "list-export"))

    assert all(entry.title in paper for entry in entries)
    assert one.sha256 in paper
    rows = [row for row in load_workbook(BytesIO(answer.content)).active.values if any(row)]
    assert [row[5:8] for row in rows[-2:]] == [
        ("Waiting for review", "Valid", "yes"),
        ("Waiting for review", None, None),
    ]
    told = JournalLine.objects.filter(id__gt=before, verb="read").values_list("details", flat=True)
    ids = ",".join(str(entry.id) for entry in entries)
    assert [(line["where"], line["of"]["entry"]) for line in told] == [
        ("list-print", f",{ids},"),
        ("list-export", f",{ids},"),
    ]


@pytest.mark.parametrize("route", ["list-print", "list-export"])
def test_a_list_whose_rows_were_changed_in_the_database_is_not_handed_out(land, route):
    land.file()
    one = land.confirm()
    ListedEntry.objects.update(title="Khác")

    answer = client_of(land.grassroots).get(at(one, route))

    assert answer.status_code == 409
    assert "is not what was confirmed" in answer.content.decode()


def test_the_overview_as_a_workbook_holds_what_its_page_does(land):
    land.file()
    land.confirm()
    address = reverse("unit-lists-export", args=[land.campaign.slug]) + "?phase=1"

    answer = client_of(land.upper).get(address)

    rows = [row for row in load_workbook(BytesIO(answer.content)).active.values if any(row)]
    assert [row[:6] for row in rows[-3:]] == [
        (land.district.short_name, "waits for lists from below", 1, 0, 1, 0),
        (land.school.short_name, "confirmed, waits for the unit above", 1, 1, 0, 0),
        (land.neighbour.short_name, "nothing to confirm", 0, 0, 0, 0),
    ]


def test_the_page_of_an_entry_names_its_lists_and_offers_no_decision_on_an_accepted_one(land):
    entry = land.file()
    one = land.confirm()
    client = client_of(land.upper)
    address = reverse("entry-show", args=[land.campaign.slug, entry.id])
    before = client.get(address).content.decode()
    accept_list(one, by=land.upper)

    after = client.get(address).content.decode()

    assert at(one) in before
    assert at(one) in after
    assert ["entry-withdraw" in page or "/rut/" in page for page in (before, after)] == [
        True,
        False,
    ]
    assert "It stands on an accepted list" in after


PAGES = {
    "unit": lambda land, one: (land.grassroots, unit_page(land)),
    "list": lambda land, one: (land.grassroots, at(one)),
    "changes": lambda land, one: (land.grassroots, at(one) + "?changed=1"),
    "overview": lambda land, one: (
        land.upper,
        reverse("unit-lists", args=[land.campaign.slug]) + "?phase=1",
    ),
    "overview of many": lambda land, one: (
        land.head,
        reverse("unit-lists", args=[land.campaign.slug]) + f"?phase=1&unit={land.district.code}",
    ),
    "workbook": lambda land, one: (land.grassroots, at(one, "list-export")),
    "print": lambda land, one: (land.grassroots, at(one, "list-print")),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_costs_as_many_queries_with_three_rows_as_with_one(land, page):
    costs = []
    for more in (1, 2):
        for _ in range(more):
            entry = land.file()
            land.file(make.unit(land.district))
        UnitList.objects.filter(unit=land.school, state="confirmed").update(state="returned")
        ListedEntry.objects.update(is_standing=False)
        one = land.confirm()
        for each in one.listed.select_related("initiative__campaign__owner"):
            moving.move_initiative(each.initiative, land.neighbour, reason="", by=make.SYSTEM)
            each.initiative.refresh_from_db()
            moving.move_initiative(each.initiative, land.school, reason="", by=make.SYSTEM)
        land.file()
        by, address = page(land, one)
        client = client_of(by)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        costs.append(len(captured))
        assert entry.id

    assert costs[0] == costs[1]
