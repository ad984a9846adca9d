"""What no honest browser sends, at every door: answered, never a fault of ours."""

import json

import pytest
from django.test import Client

from sangkien.actions.accounts import make_token
from sangkien.models import Initiative
from tests import make
from tests.web.cleaning import finding_of, land, misplaced, officer_of

pytestmark = pytest.mark.django_db
SAID = {
    "title": "Lịch trực cấp cứu bằng bảng từ",
    "authors": "Lò Văn An",
    "workplace": "Trạm Y tế xã Phúc Than",
    "applied_on": "05/10/2021",
}


@pytest.fixture
def where():
    return land()


@pytest.mark.parametrize(
    "address",
    [
        "tien-do/?unit=%00",
        "tien-do/tai-ve/csv/?unit=a%00b",
        "don-vi/?q=%00",
        "don-vi/?under=%00",
        "don-vi/?after=%00",
        "sang-kien/?q=%00",
    ],
)
def test_a_nul_in_an_address_is_answered_with_400(address, where):
    answer = officer_of(where.province, "provincial_officer").get(where.url(address))

    assert answer.status_code == 400


@pytest.mark.parametrize("field", ["client_ref", "ticked_unit", "on_behalf", "title"])
def test_a_nul_in_a_form_is_answered_with_400_and_nothing_is_stored(field, where):
    form = SAID | {"ticked_unit": where.district.code, "client_ref": "k"} | {field: "a\x00b"}

    answer = officer_of(where.district).post(where.url("dang-ky/"), form)

    assert (answer.status_code, Initiative.objects.count()) == (400, 0)


@pytest.mark.parametrize("field", ["username", "password", "next"])
def test_a_nul_at_the_log_in_is_answered_with_400(field):
    form = {"username": "a", "password": "b"} | {field: "\x00"}

    assert Client().post("/dang-nhap/", form).status_code == 400


@pytest.mark.parametrize(
    ("field", "sign"),
    [
        *((field, "\x00") for field in ("client_ref", "on_behalf", "authors", "effect")),
        *((field, "\ud800") for field in ("authors", "workplace", "effect")),
    ],
)
def test_a_program_that_sends_a_sign_no_text_has_is_understood_without_it(field, sign, where):
    token = make_token(make.account("upper_officer", where.district), "thử", by=make.SYSTEM)
    sent = SAID | {"client_ref": "k1", "ticked_unit": where.district.code}
    sent[field] = f"{sent.get(field, 'thay')}{sign}"

    answer = Client().post(
        f"/api/v1/campaigns/{where.campaign.slug}/initiatives",
        json.dumps(sent),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (answer.status_code, Initiative.objects.get().client_ref) == (201, "k1")


@pytest.mark.parametrize("unit", ["\x00", "\ud800"])
def test_a_unit_named_by_a_sign_no_text_has_is_unknown(unit, where):
    token = make_token(make.account("upper_officer", where.district), "thử", by=make.SYSTEM)

    answer = Client().post(
        f"/api/v1/campaigns/{where.campaign.slug}/initiatives",
        json.dumps(SAID | {"client_ref": "k1", "ticked_unit": unit}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"ticked_unit"})


FOREIGN = ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "home"]


@pytest.mark.parametrize("address", [*FOREIGN, "khong-co", "'"])
def test_no_form_leads_to_a_foreign_address_or_to_a_bare_word(address, where):
    make.account(login="can-bo")
    officer = officer_of(where.sector)
    finding = finding_of(misplaced(where), "wrong-unit")
    decision = {"verdict": "dismiss", f"reason-{finding.id}": "Đúng nơi", "next": address}
    log_in = {"username": "can-bo", "password": "mat-khau-thu-nghiem", "next": address}

    seen = [
        Client().post("/dang-nhap/", log_in),
        Client().post("/ngon-ngu/", {"language": "en", "next": address}),
        officer.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), decision),
    ]

    entry = where.url(f"sang-kien/{finding.initiative_id}/")
    assert [(answer.status_code, answer["Location"]) for answer in seen] == [
        (302, "/"),
        (302, "/"),
        (302, entry),
    ]
