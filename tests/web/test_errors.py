"""No as a page: whatever a browser sends, a person is answered in words they can act on."""

import re
from string import Formatter

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from sangkien.core.refusal import SENTENCES, Refusal
from sangkien.web.errors import Refusals, fault, sentence_of
from tests import make

pytestmark = pytest.mark.django_db
CUT_SHORT = "multipart/form-data; boundary=x"


@pytest.fixture
def campaign():
    return make.campaign(slug="mo")


def said(answer):
    return answer.status_code, answer["Content-Type"], answer["Content-Language"]


def heading(answer):
    return re.search(r"<h1.*?</h1>", answer.content.decode(), re.DOTALL)[0]


def page_about(refusal):
    request = RequestFactory().get("/")
    request.user, request.session = None, {}
    return Refusals(lambda _: None).process_exception(request, refusal)


@pytest.mark.parametrize(
    "address",
    ["/khong-co/", "/mo/khong-co/", "/mo/sang-kien/x/", "/bien-nhan/1/", "/tro-giup/khong-co/"],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_address_that_there_is_not_is_a_page_of_ours(address, language, client, campaign):
    client.cookies["django_language"] = language

    answer = client.get(address)

    assert said(answer) == (404, "text/html; charset=utf-8", language)
    assert 'href="/"' in answer.content.decode()  # the way out


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        (CUT_SHORT, b'--x\r\nContent-Disposition: form-data; name="title"'),
    ],
)
def test_a_form_cut_short_is_told_to_be_sent_again(content_type, body, client, campaign):
    answer = client.post("/mo/dang-ky/", body, content_type=content_type)

    assert answer.status_code in {400, 422}
    assert answer["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.content.decode()


def test_a_form_larger_than_any_of_ours_is_told_to_be_shortened(client, campaign, settings):
    answer = client.post("/mo/dang-ky/", {"title": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})

    assert said(answer) == (400, "text/html; charset=utf-8", "vi")
    assert "rút ngắn" in answer.content.decode()


def test_a_form_with_thousands_of_fields_is_told_so_and_is_no_fault(client, campaign):
    answer = client.post("/mo/dang-ky/", {f"field-{n}": "" for n in range(2000)})

    assert said(answer) == (400, "text/html; charset=utf-8", "vi")


@pytest.mark.parametrize("method", ["get", "post"])
def test_under_a_name_that_is_not_its_own_the_site_answers_nothing(
    method, client, campaign, caplog
):
    answer = getattr(client, method)("/mo/", headers={"host": "khac.example.vn"})

    assert said(answer) == (400, "text/html; charset=utf-8", "vi")
    assert "SANGKIEN_HOSTS" in answer.content.decode()
    assert [line for line in caplog.record_tuples if "DisallowedHost" in line[0]] == []


def test_an_address_typed_without_its_last_slash_leads_to_the_page(client, campaign):
    answer = client.get("/mo/tien-do?on=17/03/2022")

    assert (answer.status_code, answer["Location"]) == (301, "/mo/tien-do/?on=17/03/2022")


def test_a_form_without_its_token_is_told_to_load_the_page_again(campaign):
    guarded = Client(enforce_csrf_checks=True)

    answer = guarded.post("/mo/dang-ky/", {"title": "x"})

    assert said(answer) == (403, "text/html; charset=utf-8", "vi")
    assert "mở quá lâu" in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "status"),
    [("not-allowed", 403), ("entry-ended", 409), ("letter-issued", 409)],
)
def test_a_refusal_no_view_caught_is_a_page_with_its_sentence(code, status):
    answer = page_about(Refusal(code))

    assert answer.status_code == status
    assert sentence_of(Refusal(code))[:40] in answer.content.decode()


def test_what_is_not_yours_looks_like_what_there_is_not(client):
    refused, absent = page_about(Refusal("unknown")), client.get("/khong-co/")

    assert refused.status_code == absent.status_code == 404
    assert heading(refused) == heading(absent)


def test_any_other_exception_is_left_to_fail():
    assert page_about(ValueError("bug")) is None


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_is_said_in_both_languages_with_its_details(code):
    names = {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}
    told = {}
    for language in ("vi", "en"):
        with override(language):
            told[language] = sentence_of(Refusal(code, **dict.fromkeys(names, "X")))

    assert told["vi"] != told["en"]
    assert "{" not in told["vi"] + told["en"]


def test_markup_in_the_details_of_a_refusal_is_shown_not_run():
    answer = page_about(Refusal("outside-campaign", unit="<script>alert(1)</script>"))

    assert "<script>alert" not in answer.content.decode()


def test_a_fault_is_a_page_that_needs_nothing_and_gives_a_reference(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        first, second = fault(rf.get("/")), fault(rf.get("/"))

    assert first.status_code == second.status_code == 500
    assert first.content != second.content  # each has its own reference
