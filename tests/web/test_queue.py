"""The queue on the first page: every number leads to the list of just what it counts."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from sangkien.actions.journal import By
from sangkien.actions.review import decide_finding
from sangkien.models import Finding
from tests import make

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'<a href="(/[^"]*phat-hien/[^"]*)">([\d.]+)</a>')
TILE = re.compile(
    r'tile__value">([\d.]+)</p>\s*<p class="tile__label"><a href="(/[^"]*phat-hien/[^"]*)"'
)


@pytest.fixture
def province():
    root = make.unit()
    districts = [make.unit(root) for _ in range(3)]
    campaign = make.campaign(root, slug="ban", rules={"missing-effect": {"due_days": 2}})
    made = []
    for number, unit in enumerate([*districts, root, districts[0], make.unit(districts[1])] * 2):
        entry = make.entry(unit, applied_on=date(2021, 8, 1), effect="" if number % 2 else "Tốt")
        made.append(make.register(campaign, entry))
    for days, entry in zip((0, 1, 3, 8, 13, 14, 15, 40, 6, 7, 2, 0), made, strict=True):
        moment = now() - timedelta(days=days)
        Finding.objects.filter(initiative=entry).update(opened_at=moment, recorded_at=moment)
    officer = make.account("provincial_officer", root)
    for uphold, entry in ((True, made[0]), (False, made[7])):
        finding = Finding.objects.filter(initiative=entry).first()
        decide_finding(finding, uphold=uphold, reason="Đã rõ", by=By(officer, now=now()))
    return root, officer


def logged_in(account):
    client = Client()
    client.force_login(account)
    return client


def queue_on(page):
    return page[page.index('id="queue"') : page.index('id="stand"')]


def listed(client, address):
    """How many findings the list at the address holds, over all its pages."""
    page, held = client.get(unescape(address)).content.decode(), 0
    while True:
        held += page.count('<th scope="row">')
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if following is None:
            return held
        path = unescape(address).partition("?")[0]
        page = client.get(path + unescape(following[1])).content.decode()


def test_each_number_is_the_length_of_the_list_it_leads_to(province):
    client = logged_in(province[1])
    shown = queue_on(client.get("/ban/").content.decode())

    numbers = [(address, number) for address, number in NUMBER.findall(shown)]
    numbers += [(address, number) for number, address in TILE.findall(shown)]
    assert len(numbers) > 30
    for address, number in numbers:
        assert (address, listed(client, address)) == (address, int(number.replace(".", "")))


def test_the_kinds_and_the_units_each_add_up_to_what_is_open(province):
    client = logged_in(province[1])
    shown = queue_on(client.get("/ban/").content.decode())

    tables = shown.split("<table")[1:]
    sums = [sum(map(int, re.findall(r"(\d+)(?:</a>)?</td></tr>", each))) for each in tables[:2]]
    is_open = Finding.objects.filter(state="open").count()
    assert sums == [is_open, is_open]


def test_a_list_can_be_asked_for_what_became_of_findings(province):
    client = logged_in(province[1])
    address = reverse("findings", args=["ban"])

    counts = {
        stage: listed(client, f"{address}?stage={stage}")
        for stage in ("open", "upheld", "dismissed", "lapsed", "settled", "any")
    }
    states = {
        state: Finding.objects.filter(state=state).count()
        for state in ("open", "upheld", "dismissed", "lapsed")
    }
    assert counts == states | {
        "settled": states["upheld"] + states["dismissed"],
        "any": Finding.objects.count(),
    }


def test_what_was_decided_is_shown_without_a_form_to_decide_it(province):
    client = logged_in(province[1])
    address = reverse("findings", args=["ban"])

    pages = [client.get(f"{address}?stage={s}").content.decode() for s in ("open", "upheld")]
    assert ['/ket-luan/"' in page for page in pages] == [True, False]


def test_where_nothing_waits_the_desk_says_so_and_counts_nought():
    root = make.unit()
    make.campaign(root, slug="trong")
    client = logged_in(make.account("provincial_officer", root))

    shown = queue_on(client.get("/trong/").content.decode())
    assert "notice--success" in shown
    assert NUMBER.findall(shown) == []


def test_the_first_page_asks_as_often_for_3_findings_as_for_1():
    root = make.unit()
    campaign = make.campaign(root, slug="ban")
    client = logged_in(make.account("provincial_officer", root))
    costs = []
    for rows in (1, 2):
        for _ in range(rows):
            make.register(campaign, make.entry(make.unit(root), applied_on=date(2020, 1, 1)))
        with CaptureQueriesContext(connection) as captured:
            client.get("/ban/")
        costs.append(len(captured))

    assert costs[0] == costs[1]
