"""The page of figures to look at again, as the officers of a unit and of the one above use it."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sangkien.core.permissions import Role
from sangkien.core.signals.run import SIGNALS
from sangkien.models import Explanation
from sangkien.web.signal_words import limits_of
from tests import make
from tests.crowd import crowd
from tests.lists import federation

pytestmark = pytest.mark.django_db
FIGURE = "100/2022-03-17"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def land():
    land = federation()
    land.campaign.default_day = make.NOW.date()
    land.campaign.save()
    crowd(land.campaign, land.school)
    return land


def client_of(by):
    client = Client()
    client.force_login(by.account)
    return client


def room(land, route="signals", **query):
    address = reverse(route, args=[land.campaign.slug])
    return address + "?" + "&".join(f"{name}={value}" for name, value in query.items())


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def explain(land, client, words, figure=FIGURE):
    address = reverse("signal-explain", args=[land.campaign.slug, land.school.id, "one-day"])
    sent = {"figure": figure, "top": land.school.code, f"words-{land.school.id}-one-day": words}
    return client.post(address, sent, follow=True)


def test_a_figure_stands_with_its_numbers_its_mark_and_the_way_to_its_entries(land):
    client = client_of(land.grassroots)

    answer = client.get(room(land))

    page = text_of(answer)
    assert "30 of 30 entries (100 %) were filed on 17/03/2022." in page
    assert "Shown: from 40 % on, at least 30 entries." in page
    assert "not yet explained" in page
    (href,) = re.findall(r'href="(/lai-chau/sang-kien/[^"]+)"', answer.content.decode())
    listed = text_of(client.get(href.replace("&amp;", "&")))
    assert "Entries shown: 30" in listed
    assert "Only entries that are behind a figure: filed on 17/03/2022." in listed


def test_the_unit_explains_and_the_unit_above_reads(land):
    school, upper = client_of(land.grassroots), client_of(land.upper)

    said = text_of(explain(land, school, "Nhập từ phiếu giấy"))
    assert "Kept. The unit above reads it beside the figure." in said
    assert "explained, not yet read above" in said

    page = upper.get(room(land, unit=land.school.code)).content.decode()
    assert "Nhập từ phiếu giấy" in page
    number = Explanation.objects.get().id
    address = reverse("signal-seen", args=[land.campaign.slug, number])
    answer = upper.post(address, {"version": 1, "top": land.school.code}, follow=True)

    assert "Noted as read." in text_of(answer)
    assert "read above" in text_of(school.get(room(land)))


def test_an_empty_explanation_comes_back_with_the_reason_at_its_box(land):
    answer = explain(land, client_of(land.grassroots), " ")

    assert answer.status_code == 422
    assert "The explanation is empty." in text_of(answer)


def test_words_that_are_too_long_come_back_as_they_were_typed(land):
    answer = explain(land, client_of(land.grassroots), "dài " * 200)

    assert answer.status_code == 422
    assert ("dài " * 200).strip() in answer.content.decode()


def test_a_figure_that_has_changed_is_told_and_shown_as_it_is_now(land):
    answer = explain(land, client_of(land.grassroots), "x", figure="50/2022-03-17")

    assert answer.status_code == 409
    assert "This figure is another one by now" in text_of(answer)
    assert "30 of 30 entries" in text_of(answer)


def test_an_earlier_explanation_stands_beside_the_new_question(land):
    Explanation.objects.create(
        campaign=land.campaign,
        unit=land.school,
        signal="one-day",
        figure="90/2022-03-17",
        values={"entries": 27, "whole": 30, "percent": 90, "filed_on": "2022-03-17"},
        words="Đợt thi đua 8/3",
        at=make.NOW,
    )

    page = text_of(client_of(land.grassroots).get(room(land)))

    assert "not yet explained" in page
    assert "of another figure (27 of 30 entries (90 %) were filed on 17/03/2022.):" in page
    assert "Đợt thi đua 8/3" in page


def test_a_unit_elsewhere_in_the_tree_is_not_there(land):
    neighbour = client_of(make.officer(land.neighbour, Role.GRASSROOTS_OFFICER))

    assert neighbour.get(room(land, unit=land.school.code)).status_code == 404
    assert explain(land, neighbour, "x").status_code == 404


def test_the_workbook_holds_the_figures_with_what_was_said(land):
    client = client_of(land.grassroots)
    explain(land, client, "Nhập từ phiếu giấy")

    answer = client.get(room(land, "signals-export"))

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    (row,) = [row for row in rows if row[0] == land.school.short_name]
    assert row[1:5] == (
        "Most entries on one day",
        "30 of 30 entries (100 %) were filed on 17/03/2022.",
        "from 40 % on, at least 30 entries",
        "Nhập từ phiếu giấy",
    )


def test_the_first_page_leads_to_them_and_their_page_says_how_many_wait(land):
    client = client_of(land.grassroots)

    home = text_of(client.get(reverse("campaign-home", args=[land.campaign.slug])))
    before = text_of(client.get(room(land)))
    explain(land, client, "Nhập từ phiếu giấy")

    assert "Figures to look at again" in home
    assert "1 of them wait for you" in before
    assert "of them wait for you" not in text_of(client.get(room(land)))


def test_a_part_where_nothing_stands_out_says_so_and_names_every_mark(land):
    neighbour = client_of(make.officer(land.neighbour, Role.GRASSROOTS_OFFICER))

    page = text_of(neighbour.get(room(land)))

    assert "No figure stands out" in page
    assert [code for code in SIGNALS if limits_of(code) not in page] == []


def test_three_figures_cost_no_more_questions_than_one(land):
    client = client_of(land.upper)

    def cost():
        client.get(room(land))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(room(land)).content.decode()
        return len(captured), page.count("<section")

    few = cost()
    crowd(land.campaign, land.neighbour)
    crowd(land.campaign, make.unit(land.district, "CĐCS Trường Mầm non Phúc Than"))
    many = cost()

    assert (few[1], many[1]) == (2, 4)
    assert few[0] == many[0]
