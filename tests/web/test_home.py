import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import now

from sangkien.actions.journal import By
from sangkien.actions.review import decide_finding
from sangkien.models import Finding, Phase
from tests import make
from tests.reports.lai_chau import DAY, Province

pytestmark = pytest.mark.django_db


def open_campaign(root, **changes):
    """A campaign that takes entries on the day the test runs."""
    campaign = make.campaign(root, **changes)
    phases = Phase.objects.filter(campaign=campaign, number=2)
    phases.update(opens_on=date(2022, 6, 1), closes_on=date(2099, 1, 1))
    return campaign


def logged_in(role, at):
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(role, at))
    return client


@pytest.fixture
def province():
    made = Province(default_day=DAY)
    made.fill()
    return made


def home(client, slug="lai-chau"):
    return client.get(reverse("campaign-home", args=[slug])).content.decode()


def steps_of(page):
    return page[page.index('class="next"') :]


def count_of(steps, rule):
    """The number in the step that leads to the findings of the rule."""
    said = re.search(rf"rule={rule}\">([^<]+)<", steps)[1]
    return int(re.search(r"\d+", said)[0])


def figures_of(page):
    """The section with the figures, without the list of what is to be done."""
    return page[page.index('id="stand"') : page.index('id="held"')]


def now_address(page):
    return unescape(re.search(r'<a href="([^"]+)">Xem hiện tại<', page)[1])


def test_without_a_campaign_the_first_page_says_so(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_anybody_finds_the_campaigns_and_registers_where_one_is_open(client):
    root = make.unit()
    make.campaign(root, slug="dong")
    open_campaign(root, slug="mo")
    open_campaign(root, slug="noi-bo", public_form=False)

    page = client.get("/").content.decode()

    for slug in ("dong", "mo", "noi-bo"):
        assert reverse("progress", args=[slug]) in page
    registers = [slug for slug in ("dong", "mo", "noi-bo") if f"/{slug}/dang-ky/" in page]
    assert registers == ["mo"]


def first_page_queries(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


def test_the_first_page_asks_as_often_for_3_campaigns_as_for_1(client):
    root = make.unit()
    make.register(make.campaign(root), make.entry(root))
    one = first_page_queries(client)
    for _ in range(2):
        make.register(open_campaign(root), make.entry(root))

    assert first_page_queries(client) == one


def test_a_visitor_sees_what_the_campaign_is_and_no_finding(client, province):
    page = home(client)

    assert reverse("progress", args=["lai-chau"]) in page
    assert reverse("findings", args=["lai-chau"]) not in page


def test_the_home_of_a_campaign_that_is_not_there_is_404(client, db):
    assert client.get("/khong-co/").status_code == 404


def test_the_officer_sees_where_the_province_stands_and_what_holds_it_back(province):
    page = home(logged_in("provincial_officer", province.root))

    findings = reverse("findings", args=["lai-chau"])
    for query in ("rule=duplicate-own", "rule=duplicate-own&unit=THU", "rule=wrong-unit&unit=GD"):
        assert escape(f"{findings}?{query}") in page
    assert "Than Uyên 2" in page
    assert "Tân Uyên" in page  # not a single entry
    assert "2,0 %" in page  # 8 of 400


def test_what_to_do_next_stands_in_the_order_of_urgency(province):
    page = home(logged_in("provincial_officer", province.root))

    findings = reverse("findings", args=["lai-chau"])
    steps = page[page.index('class="next"') :]
    places = [
        steps.index(escape(address))
        for address in (
            f"{findings}?rule=duplicate-own",
            f"{findings}?rule=wrong-unit",
            f"{findings}?rule=applied-before-window",
            reverse("letter-new", args=["lai-chau"]),
            reverse("entries", args=["lai-chau"]),
        )
    ]
    assert places == sorted(places)


def test_a_decision_taken_now_leaves_the_figures_of_a_past_day_and_shortens_the_work(province):
    client = logged_in("provincial_officer", province.root)
    before = home(client)
    finding = Finding.objects.filter(rule="duplicate-own", state="open").first()
    officer = make.account("provincial_officer", province.root)
    decide_finding(finding, uphold=True, reason="", by=By(officer, now=now()))

    after = home(client)

    counts = [count_of(steps_of(page), "duplicate-own") for page in (before, after)]
    assert counts[1] == counts[0] - 1
    assert figures_of(after) == figures_of(before)
    assert f"hiện còn {counts[1]}<" in after


def test_a_page_of_a_past_day_says_that_its_work_is_of_now_and_leads_to_the_present(province):
    client = logged_in("provincial_officer", province.root)

    page = home(client)
    present = client.get(now_address(page)).content.decode()

    assert "Số liệu tại ngày 17/03/2022</span>" not in page
    assert "Số liệu tại ngày 17/03/2022 · việc cần làm: hiện tại" in page
    assert "Số liệu hiện tại" in present
    assert "?on=17%2F03%2F2022" in present


def test_a_day_that_cannot_be_read_is_told_and_the_usual_day_shown(province):
    client = logged_in("provincial_officer", province.root)

    answer = client.get(reverse("campaign-home", args=["lai-chau"]) + "?on=31/11/2022")

    assert answer.status_code == 422
    assert "Số liệu tại ngày 17/03/2022" in answer.content.decode()


def test_an_officer_of_a_district_sees_the_story_of_the_district(province):
    page = home(logged_in("upper_officer", province.sin_ho))

    assert "<h1>LĐLĐ huyện Sìn Hồ</h1>" in page
    assert "rule=duplicate-own" not in page
    assert reverse("letter-new", args=["lai-chau"]) not in page


def test_the_count_that_praises_is_shown_beside_what_is_left_of_it(province):
    page = home(logged_in("upper_officer", province.than_uyen))

    assert "3,5 %" in page  # 4 of 115 received
    assert "1,7 %" in page  # 2 of 115 without the two copies


def test_findings_at_the_unit_itself_have_no_list_of_their_own(province):
    page = home(logged_in("upper_officer", province.than_uyen))

    assert escape("rule=duplicate-own&unit=") not in page


def test_a_member_sees_the_campaign_as_a_visitor_does(province):
    assert 'class="next"' not in home(logged_in("member", province.than_uyen))


def test_where_nothing_waits_the_page_says_so():
    root = make.unit()
    campaign = make.campaign(root, slug="trong", default_day=DAY)

    page = home(logged_in("provincial_officer", root), "trong")

    assert "notice--success" in page
    assert campaign.title in page


def officer_queries(units):
    root = make.unit()
    campaign = make.campaign(root, slug=f"q-{units}", default_day=DAY)
    by = By(None, now=datetime(2022, 3, 1, tzinfo=UTC), is_system=True)
    for _ in range(units):
        entry = make.entry(make.unit(root), applied_on=date(2020, 1, 1))
        make.register(campaign, entry, by=by)
    client = logged_in("provincial_officer", root)
    with CaptureQueriesContext(connection) as queries:
        home(client, campaign.slug)
    return len(queries)


def test_the_officers_page_asks_as_often_for_3_units_as_for_1():
    assert officer_queries(1) == officer_queries(3)
