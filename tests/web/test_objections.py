"""On behalf of a member: the form, the receipt that says so, the objection and its answer."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sangkien.actions.journal import By
from sangkien.actions.objections import object_to
from sangkien.actions.registration import Filing, register_initiative
from sangkien.core.behalf import Kind
from sangkien.core.permissions import Role
from sangkien.models import ImportBatch, Initiative, Objection
from tests import importing, make
from tests.lists import federation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def land():
    return federation()


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def typed(land, **changes):
    return {
        "client_ref": "phone-1",
        "title": "Giá phơi ngô chống mốc cho bản vùng cao",
        "authors": "Lò Thị Mai",
        "member_number": "LC-0001",
        "workplace": "Trường Mầm non Hoa Ban",
        "ticked_unit": str(land.district.id),
        "effect": "Ngô không còn mốc, giảm hao hụt một nửa",
        "applied_on": "05/10/2021",
        "recognised_by": "council",
        "recognition_number": "12/QĐ",
        "recognised_on": "05/01/2022",
    } | changes


def register(land, client, **changes):
    return client.post(reverse("register", args=["lai-chau"]), typed(land, **changes), follow=True)


def entered(land, by=None):
    filing = Filing(by or land.grassroots, Initiative.Channel.WEB, behalf="paper")
    made = register_initiative(land.campaign, make.entry(land.school), filing)
    return Initiative.objects.get(id=made.entry_id)


def objection_to(entry, words="Sai tên trường"):
    return object_to(entry.receipt_token, kind=Kind.WRONG, words=words, by=visitor())


def visitor():
    return By(account=None, now=make.NOW)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_officer_says_for_whom_and_the_receipt_tells_the_member(land):
    client = client_of(land.grassroots.account)

    answer = register(land, client, behalf="paper", on_behalf="phiếu số 7")

    page = text_of(answer)
    assert "CĐCS Trường Mầm non Hoa Ban entered this for you on" in page
    assert "The reason: the member handed it in on paper: phiếu số 7." in page
    assert str(land.grassroots.account) not in text_of(Client().get(answer.redirect_chain[-1][0]))
    assert answer.content.decode().count("<svg width=") == 1


def test_an_officer_who_says_nothing_is_asked(land):
    answer = register(land, client_of(land.grassroots.account))

    assert answer.status_code == 422
    assert "Say whether it is your own, or why you enter it for a member." in text_of(answer)
    assert "Giá phơi ngô chống mốc cho bản vùng cao" in answer.content.decode()


def test_another_reason_needs_words(land):
    answer = register(land, client_of(land.grassroots.account), behalf="other")

    assert answer.status_code == 422
    assert "Write it in a few words: the member reads it." in text_of(answer)


@pytest.mark.parametrize("changes", [{"behalf": "own"}, {}])
def test_a_member_enters_their_own_without_being_asked(land, changes):
    member = make.account(Role.MEMBER, land.school)

    register(land, client_of(member), **changes)

    entry = Initiative.objects.get()
    assert (entry.behalf, entry.desk) == ("", None)


def test_a_visitor_enters_for_nobody_else(land):
    register(land, Client(), behalf="paper", on_behalf="x")

    entry = Initiative.objects.get()
    assert (entry.behalf, entry.on_behalf) == ("", "")


@pytest.mark.parametrize(("sent", "kept"), [("paper", "paper"), ("", "list"), ("x", "list")])
def test_a_sheet_keeps_why_its_entries_are_entered(land, sent, kept):
    file = importing.csv_file([importing.row(land.district, 1)])
    form = {"unit": land.district.id, "sheet": file, "behalf": sent}

    client_of(land.upper.account).post(reverse("import-upload", args=["lai-chau"]), form)

    assert ImportBatch.objects.get().behalf == kept


def test_the_member_objects_on_the_receipt_and_reads_the_answer_there(land):
    entry = entered(land)
    receipt = reverse("receipt", args=[entry.receipt_token])
    sent = {"objection": "not-mine", "objection-words": "Tôi không nộp"}

    said = Client().post(reverse("receipt-object", args=[entry.receipt_token]), sent, follow=True)

    assert "Your objection waits for its answer" in text_of(said)
    assert "This is not right?" not in text_of(said)
    officer, home = client_of(land.upper.account), reverse("campaign-home", args=["lai-chau"])
    assert "Answer 1 objection of a member." in text_of(officer.get(home))
    one = Objection.objects.get()
    listed = officer.get(reverse("objections", args=["lai-chau"]))
    assert entry.title in text_of(listed)
    address = reverse("objection", args=["lai-chau", one.id])
    assert "Tôi không nộp" in text_of(officer.get(address))
    answered = officer.post(
        address, {"answer": "withdrawn", "answer-words": "Đã rút, xin lỗi"}, follow=True
    )
    assert "Answered. The member reads it on the receipt." in text_of(answered)
    page = text_of(Client().get(receipt))
    assert "The member is right: the entry is withdrawn." in page
    assert "Đã rút, xin lỗi" in page
    assert "Answer 1 objection" not in text_of(officer.get(home))


def test_an_objection_without_words_or_choice_comes_back_with_what_was_typed(land):
    address = reverse("receipt-object", args=[entered(land).receipt_token])

    empty = Client().post(address, {})
    half = Client().post(address, {"objection-words": "Sai tên trường"})

    assert (empty.status_code, half.status_code) == (422, 422)
    assert "Choose what you object to." in text_of(empty)
    assert "Write in a sentence what is not right: an officer reads it." in text_of(empty)
    assert "Sai tên trường" in half.content.decode()


def test_a_receipt_of_ones_own_entry_offers_no_objection(land):
    entry = land.file()

    page = text_of(Client().get(reverse("receipt", args=[entry.receipt_token])))
    answer = Client().post(
        reverse("receipt-object", args=[entry.receipt_token]),
        {"objection": "wrong", "objection-words": "x"},
    )

    assert "This is not right?" not in page
    assert (answer.status_code, Objection.objects.count()) == (409, 0)


def test_an_answer_without_words_comes_back(land):
    one = objection_to(entered(land))

    answer = client_of(land.upper.account).post(
        reverse("objection", args=["lai-chau", one.id]), {"answer": "kept"}
    )

    assert answer.status_code == 422
    assert "Write it in a sentence: the member reads it on the receipt." in text_of(answer)


def test_whoever_entered_it_is_told_that_another_has_to_answer(land):
    one = objection_to(entered(land, by=land.upper))
    address = reverse("objection", args=["lai-chau", one.id])
    client = client_of(land.upper.account)

    assert "You entered this entry yourself." in text_of(client.get(address))
    answer = client.post(address, {"answer": "kept", "answer-words": "x"})
    assert (answer.status_code, "You entered this entry yourself." in text_of(answer)) == (
        409,
        True,
    )


def test_an_objection_elsewhere_in_the_tree_is_not_there(land):
    one = objection_to(entered(land))
    neighbour = client_of(make.officer(land.neighbour, Role.UPPER_OFFICER).account)

    assert neighbour.get(reverse("objection", args=["lai-chau", one.id])).status_code == 404
    assert "No objection here" in text_of(neighbour.get(reverse("objections", args=["lai-chau"])))


def test_the_workbook_holds_words_and_answer(land):
    objection_to(entered(land))

    answer = client_of(land.upper.account).get(reverse("objections-export", args=["lai-chau"]))

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    (row,) = [row for row in rows if "Sai tên trường" in row]
    assert row[2:5] == (land.school.short_name, "What it says is not right", "Sai tên trường")


def test_who_is_logged_in_sees_every_entry_in_their_name_and_no_other(land):
    register(land, client_of(land.grassroots.account), behalf="support")
    person = Initiative.objects.get().authors.get().person
    member = client_of(make.account(Role.MEMBER, land.school, person=person))
    other = land.file()

    page = member.get(reverse("own-entries"))

    assert "Giá phơi ngô chống mốc cho bản vùng cao" in text_of(page)
    assert "entered for you" in text_of(page)
    assert other.title not in text_of(page)
    assert reverse("receipt", args=[Initiative.objects.first().receipt_token]) in str(page.content)


def test_an_account_without_a_number_is_told_whom_to_ask(land):
    client = client_of(make.account(Role.MEMBER, land.school))

    assert "Your member number is not known here" in text_of(client.get(reverse("own-entries")))


@pytest.mark.parametrize("route", ["objections", "own-entries"])
def test_three_rows_cost_no_more_questions_than_one(land, route):
    first = entered(land)
    objection_to(first)
    person = first.authors.get().person
    land.upper.account.person = person
    land.upper.account.save()
    client = client_of(land.upper.account)
    address = reverse(route, args=[] if route == "own-entries" else ["lai-chau"])

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content.decode()
        return len(captured), page.count('<th scope="row"')

    few = cost()
    for _ in range(2):
        more = entered(land)
        objection_to(more)
        more.authors.update(person=person)
    many = cost()

    assert (few[1], many[1]) == (1, 3)
    assert few[0] == many[0]
