import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from sangkien.actions.accounts import make_token
from sangkien.api.api import api
from sangkien.models import ApiToken, Initiative
from tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/campaigns/mo/initiatives"


@pytest.fixture
def federation():
    province = make.unit(name="LĐLĐ tỉnh Lai Châu")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", code="THU")
    make.campaign(province, slug="mo")
    return {"province": province, "district": district, "other": make.unit(province)}


@pytest.fixture
def token(federation):
    account = make.account("upper_officer", federation["district"])
    return make_token(account, "cổng quốc gia", by=make.SYSTEM)


def said(**changes):
    return {
        "client_ref": "gate-1",
        "title": "Lịch trực cấp cứu bằng bảng từ",
        "authors": "Lò Văn An (60%); Vàng A Pao (40%)",
        "workplace": "Trạm Y tế xã Phúc Than",
        "ticked_unit": "THU",
        "effect": "Không còn bỏ sót ca trực ban đêm",
        "applied_on": "2021-10-05",
    } | changes


def send(client, token, body=None, **changes):
    return client.post(
        ADDRESS,
        json.dumps(body or said(**changes)),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"} if token else {},
    )


def test_an_entry_is_registered_with_201_and_a_receipt(client, token):
    answer = send(client, token)

    entry = Initiative.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "kind": "new",
        "receipt": f"LC22-{entry.id:06d}-{answer.json()['receipt'][-1]}",
        "address": f"http://testserver/bien-nhan/{entry.receipt_token}/",
        "findings": [
            {
                "rule": "not-recognised",
                "reason": "R04",
                "severity": "note",
                "details": {"missing": ["by", "date"]},
            },
            {
                "rule": "outside-phases",
                "reason": "R12",
                "severity": "hold",
                "details": {
                    "filed_on": localdate(entry.occurred_at).isoformat(),
                    "opens_on": "2022-01-08",
                    "closes_on": "2023-09-01",
                },
            },
        ],
    }
    assert (entry.channel, entry.entered_by.login) == ("api", ApiToken.objects.get().account.login)


def test_the_same_send_again_gets_200_and_the_first_receipt(client, token):
    first, again = send(client, token), send(client, token)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["receipt"] == first.json()["receipt"]
    assert Initiative.objects.count() == 1


def test_the_same_key_with_other_content_gets_409_and_the_old_receipt(client, token):
    first = send(client, token)

    answer = send(client, token, title="Một giải pháp khác hẳn cho việc khác")

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:sangkien:problem:ref-taken")
    assert answer.json()["receipt"] == first.json()["receipt"]
    assert answer["Content-Type"] == "application/problem+json"


def test_a_refusal_is_told_in_the_language_of_the_other_answers(client, token):
    send(client, token)

    answer = send(client, token, title="Một giải pháp khác hẳn cho việc khác").json()

    assert answer["detail"].startswith("Sáng kiến này đã được nhận trước đó với nội dung khác")
    assert answer["receipt"] in answer["detail"]


def test_a_stranger_is_told_of_a_command_that_there_is(client, federation):
    told = re.search(r"`sangkien (.+?)`", send(client, "").json()["detail"])[1]

    with pytest.raises(CommandError, match="arguments are required: login, --name"):
        call_command(*told.split())


def test_what_cannot_be_read_gets_422_with_every_field_named(client, token):
    answer = send(client, token, title="", applied_on="31/11/2021", ticked_unit="Sao Hỏa")

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "applied_on", "ticked_unit"}
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize("body", [{}, {"title": 5}, [], {"client_ref": "x" * 81}])
def test_a_body_of_another_shape_gets_422_in_the_same_form(body, client, token):
    answer = client.post(
        ADDRESS,
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("stranger", ["", "sk_made-up"])
def test_without_a_token_of_ours_nothing_is_taken(stranger, client, token):
    answer = send(client, stranger)

    assert (answer.status_code, Initiative.objects.count()) == (401, 0)
    assert answer.json()["type"] == "urn:sangkien:problem:no-token"


def test_a_revoked_token_is_a_stranger(client, token):
    ApiToken.objects.update(revoked_at=make.NOW)

    assert send(client, token).status_code == 401


def test_an_unknown_campaign_is_404(client, token):
    answer = client.post(
        ADDRESS.replace("mo", "khac"),
        json.dumps(said()),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 404


def test_the_state_of_an_entry_is_told_to_its_own_officers_only(client, token, federation):
    receipt = send(client, token).json()["receipt"]
    foreign = make_token(make.account("upper_officer", federation["other"]), "khác", by=make.SYSTEM)

    own, other = (
        client.get(f"{ADDRESS}/{receipt}", headers={"Authorization": f"Bearer {t}"})
        for t in (token, foreign)
    )

    assert own.json()["state"] == "received"
    assert (own.status_code, other.status_code) == (200, 404)


def test_a_mistyped_receipt_is_404(client, token):
    answer = client.get(f"{ADDRESS}/LC22-1-0", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 404


def test_only_the_hash_of_a_token_is_kept(client, token):
    assert token not in ApiToken.objects.get().hashed


def test_every_route_names_its_refusals():
    paths = api.get_openapi_schema()["paths"]

    said = {
        (path, method): set(operation["responses"])
        for path, methods in paths.items()
        for method, operation in methods.items()
    }
    assert all({401, 404, 409, 422} <= responses for responses in said.values())
