import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from sangkien.api.problem import UNROUTED, in_one_shape
from sangkien.inputs.problem import SENTENCES
from sangkien.models import Initiative
from tests import gate
from tests.gate import ADDRESS, bearer, said, send, send_raw

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
NO_JSON = {
    "cut off": b'{"title": "L',
    "no utf-8": b'{"title": "\xff\xfe"}',
    "a form": b"title=Lich&authors=An",
    "nested beyond reason": b"[" * 100_000,
    "a number beyond reason": b'{"title": ' + b"9" * 5000 + b"}",
    "a comment": b'{"title": "x"} // end',
}
UNSHAPED = {
    "nothing": (b"", {"body"}),
    "an empty object": (b"{}", None),
    "null": (b"null", None),
    "a list": (b"[]", None),
    "a text": (b'"x"', None),
    "a number": (b"5", None),
    "a list of entries": (json.dumps([said()]).encode(), None),
}


@pytest.fixture
def federation():
    return gate.federation()


@pytest.fixture
def token(federation):
    return gate.token_of("upper_officer", federation["district"])


def kind_of(answer):
    told = answer.json()
    assert (answer["Content-Type"], told["status"]) == (PROBLEM, answer.status_code)
    return answer.status_code, told["type"].removeprefix("urn:sangkien:problem:")


@pytest.mark.parametrize("what", NO_JSON)
def test_what_is_no_json_gets_400_and_is_told_what_to_send(what, client, token):
    answer = send_raw(client, token, NO_JSON[what])

    assert kind_of(answer) == (400, "no-json")
    assert "JSON" in answer.json()["detail"]
    assert gate.faults_of(answer, gate.FILE, "post") == []


@pytest.mark.parametrize("what", UNSHAPED)
def test_json_of_another_shape_gets_422_with_our_names_of_the_fields(what, client, token):
    body, fields = UNSHAPED[what]
    answer = send_raw(client, token, body)

    assert kind_of(answer) == (422, "bad-shape")
    assert answer.json()["errors"].keys() <= (fields or said().keys())
    assert gate.faults_of(answer, gate.FILE, "post") == []


@pytest.mark.parametrize("field", ["client_ref", "title", "authors", "ticked_unit", "secret"])
@pytest.mark.parametrize("value", [5, 0.5, True, None, [], ["x"], {}, {"name": "An"}])
def test_a_value_that_is_no_text_is_refused_at_its_field(field, value, client, token):
    answer = send(client, token, **{field: value})

    assert kind_of(answer) == (422, "bad-shape")
    assert answer.json()["errors"].keys() == {field}
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize(("field", "limit"), [("client_ref", 80), ("on_behalf", 200)])
def test_a_value_too_long_is_told_with_the_limit(field, limit, client, token):
    told = send(client, token, **{field: "x" * (limit + 1)}).json()["errors"]

    assert (list(told), str(limit) in told[field]) == ([field], True)
    assert send(client, token, **{field: "x" * limit}).status_code == 201


def test_half_a_surrogate_in_a_key_is_refused_not_stored(client, token):
    assert send(client, token, client_ref="\ud800").json()["errors"].keys() == {"client_ref"}


def test_a_body_beyond_the_limit_gets_413_unread(client, token, settings):
    answer = send(client, token, description="x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

    assert kind_of(answer) == (413, "too-large")
    assert gate.faults_of(answer, gate.FILE, "post") == []


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\x00\r\n--x--"),
        ("application/x-www-form-urlencoded", b"title=%00"),
        ("application/xml", b"<entry/>"),
        ("", b""),
    ],
)
def test_another_kind_of_content_is_no_reason_for_a_page(content_type, body, client, token):
    answer = send_raw(client, token, body, content_type=content_type)

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    ("method", "address", "kind"),
    [
        ("get", ADDRESS, (405, "method")),
        ("put", ADDRESS, (405, "method")),
        ("delete", ADDRESS, (405, "method")),
        ("post", f"{ADDRESS}/LC22-000001-8", (405, "method")),
        ("get", "/api/v1/", (404, "unknown")),
        ("get", "/api/v1/units", (404, "unknown")),
        ("get", "/api/v1/campaigns/mo/initiatives/a/b", (404, "unknown")),
        ("post", f"{ADDRESS}/", (404, "unknown")),
    ],
)
def test_an_address_or_method_that_there_is_not_is_refused_in_the_same_shape(
    method, address, kind, client, token
):
    answer = getattr(client, method)(address, headers=bearer(token))

    assert kind_of(answer) == kind


def test_a_method_refused_names_the_ones_there_are(client, token):
    assert client.get(ADDRESS, headers=bearer(token))["Allow"] == "POST"


def test_a_bug_of_ours_is_told_to_a_program_without_its_inside():
    broken = in_one_shape(lambda request: HttpResponse("<p>mật khẩu</p>", status=500))

    answer = broken(RequestFactory().post(ADDRESS))

    told = json.loads(answer.content)
    assert (told["status"], told["type"]) == (500, "urn:sangkien:problem:fault")
    assert "mật khẩu" not in told["detail"]


def test_pages_beside_the_interface_keep_their_shape(client, federation):
    assert client.get("/khong-co/")["Content-Type"] == "text/html; charset=utf-8"


def every_refusal(client, token):
    """One answer of each status that a program can be refused with."""
    send(client, token)
    return [
        send_raw(client, token, b"{"),
        send(client, ""),
        send_raw(client, token, json.dumps(said()), address=ADDRESS.replace("mo", "khac")),
        client.get(ADDRESS, headers=bearer(token)),
        send(client, token, title="Một giải pháp khác hẳn cho việc khác"),
        send(client, token, title=""),
        send(client, token, {}),
        send(client, token, client_ref="x" * 81),
    ]


def test_a_refusal_is_in_vietnamese_unless_asked_otherwise(client, token):
    answers = every_refusal(client, token)

    assert [answer["Content-Language"] for answer in answers] == ["vi"] * len(answers)
    assert [a.json()["detail"] for a in answers if a.json()["detail"].isascii()] == []
    assert [a.json()["title"] for a in answers if a.json()["title"].isascii()] == []


def test_the_cookie_of_the_pages_asks_for_english(client, token):
    vietnamese = [answer.json() for answer in every_refusal(client, token)]
    client.cookies["django_language"] = "en"
    english = [answer.json() for answer in every_refusal(client, token)]

    assert [told["type"] for told in english] == [told["type"] for told in vietnamese]
    pairs = zip(english, vietnamese, strict=True)
    assert [e["type"] for e, v in pairs if e["detail"] == v["detail"]] == []
    assert {told["title"] for told in english} == {"Cannot be read", "Who are you?", "Refused"}


def test_every_sentence_for_programs_shows_a_way_out():
    ours = [sentence for _, sentence in UNROUTED.values()]
    ours += [text for code, text in SENTENCES.items() if code.startswith(("value-", "body-"))]

    assert [sentence for sentence in ours if sentence.count(".") < 2 and "," not in sentence] == []
