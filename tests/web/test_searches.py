import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.models import SavedSearch
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    root = make.unit()
    here, there = make.unit(root), make.unit(root)
    make.campaign(root, slug="ban")
    return {"root": root, "here": here, "there": there}


def officer_at(unit):
    client = Client()
    client.force_login(make.account("upper_officer", unit))
    return client


def save(client, room="entries", query="column=5", name="Chờ xét", **ticked):
    return client.post(
        reverse("search-save", args=["ban"]),
        {"room": room, "query": query, "search-name": name, **dict.fromkeys(ticked, "1")},
    )


def shelf_of(client, room="entries", query="?all=1"):
    page = client.get(reverse(room, args=["ban"]) + query).content.decode()
    return page[page.index('class="details"') :]


def test_a_search_is_kept_with_its_filters_and_leads_back_to_them(place):
    client = officer_at(place["here"])

    answer = save(client, query="?column=5&after=7&q=lọc")

    assert answer.url == "/ban/sang-kien/?column=5&q=l%E1%BB%8Dc"
    assert "/ban/sang-kien/?column=5&amp;q=l%E1%BB%8Dc" in shelf_of(client)
    assert client.get(answer.url).status_code == 200


def test_a_name_that_is_there_already_is_saved_anew(place):
    client = officer_at(place["here"])
    save(client)
    save(client, query="column=1")

    assert list(SavedSearch.objects.values_list("query", flat=True)) == ["column=1"]


def test_a_search_is_ones_own_unless_shared_with_the_unit(place):
    mine, colleague, other = (officer_at(place[at]) for at in ("here", "here", "there"))
    save(mine, name="Riêng tôi")
    save(mine, name="Của đơn vị", **{"search-shared": True})

    assert [name in shelf_of(mine) for name in ("Riêng tôi", "Của đơn vị")] == [True, True]
    assert [name in shelf_of(colleague) for name in ("Riêng tôi", "Của đơn vị")] == [False, True]
    assert [name in shelf_of(other) for name in ("Riêng tôi", "Của đơn vị")] == [False, False]


@pytest.mark.parametrize(("room", "query"), [("entries", "column=5"), ("findings", "age=overdue")])
def test_the_search_that_opens_first_opens_where_the_list_is_entered(place, room, query):
    client = officer_at(place["here"])
    save(client, room, "unit=x", name="Một", **{"search-first": True})
    save(client, room, query, name="Hai", **{"search-first": True})
    address = reverse(room, args=["ban"])

    assert client.get(address).url == f"{address}?{query}"
    assert client.get(f"{address}?all=1").status_code == 200
    assert SavedSearch.objects.filter(opens_first=True).count() == 1


def test_a_shared_search_opens_first_for_nobody_else(place):
    save(officer_at(place["here"]), **{"search-shared": True, "search-first": True})

    assert officer_at(place["here"]).get("/ban/sang-kien/").status_code == 200


def test_only_the_owner_drops_a_search(place):
    mine, colleague = officer_at(place["here"]), officer_at(place["here"])
    save(mine, **{"search-shared": True})
    address = reverse("search-drop", args=["ban", SavedSearch.objects.get().id])

    assert colleague.post(address).status_code == 404
    assert mine.post(address).url == "/ban/sang-kien/?all=1"
    assert SavedSearch.objects.count() == 0


@pytest.mark.parametrize(
    ("room", "query"), [("letters", ""), ("", ""), ("entries", "q=" + "x" * 600)]
)
def test_what_is_no_list_or_too_long_is_not_kept(place, room, query):
    assert save(officer_at(place["here"]), room, query).status_code == 404
    assert SavedSearch.objects.count() == 0


def test_a_search_without_a_name_gets_the_moment(place):
    save(officer_at(place["here"]), name="  ")

    assert "/20" in SavedSearch.objects.get().name


def test_no_more_are_kept_than_can_be_looked_through(place, monkeypatch):
    monkeypatch.setattr("sangkien.actions.searches.MOST_KEPT", 1)
    client = officer_at(place["here"])
    save(client)

    assert save(client, name="Hai").status_code == 409
    assert save(client, query="column=1").status_code == 302


@pytest.mark.parametrize("room", ["entries", "findings"])
def test_a_list_asks_as_often_with_3_searches_as_with_1(place, room):
    client, costs = officer_at(place["here"]), []
    for names in (["Một"], ["Hai", "Ba"]):
        for name in names:
            save(client, room, name=name, **{"search-shared": True})
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(room, args=["ban"]) + "?all=1")
        costs.append(len(captured))

    # the first request after saving tells that it was saved: no query
    assert costs[0] == costs[1]
