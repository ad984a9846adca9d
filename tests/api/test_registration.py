import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from sangkien.actions.accounts import make_token
from sangkien.actions.journal import By
from sangkien.actions.review import withdraw
from sangkien.api.api import api
from sangkien.models import ApiToken, Campaign, Initiative, JournalLine
from tests import gate, make
from tests.gate import ADDRESS, ask, said, send, send_raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def federation():
    return gate.federation()


@pytest.fixture
def token(federation):
    return gate.token_of("upper_officer", federation["district"])


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


def test_the_address_of_an_answer_opens_the_receipt(client, token):
    filed = send(client, token).json()

    page = client.get(filed["address"].removeprefix("http://testserver"))

    assert (page.status_code, filed["receipt"] in page.content.decode()) == (200, True)


def test_the_same_send_again_gets_200_and_the_first_receipt(client, token):
    first, again = send(client, token), send(client, token)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"kind": "again", "findings": []}
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize(
    "same",
    [
        {"title": "  Lịch trực cấp cứu   bằng bảng từ "},
        {"applied_on": "05/10/2021"},
        {"authors": "1. Lò Văn An (60%)\n2. Vàng A Pao (40%)"},
        {"ticked_unit": "LĐLĐ huyện Than Uyên"},
    ],
)
def test_the_same_content_written_otherwise_is_the_same_send(same, client, token):
    first, again = send(client, token), send(client, token, **same)

    assert (again.status_code, again.json()["receipt"]) == (200, first.json()["receipt"])


def test_the_same_key_with_other_content_gets_409_and_the_way_to_the_old_receipt(client, token):
    first = send(client, token).json()

    answer = send(client, token, title="Một giải pháp khác hẳn cho việc khác")

    told = answer.json()
    assert (answer.status_code, told["type"]) == (409, "urn:sangkien:problem:ref-taken")
    assert (told["receipt"], told["address"]) == (first["receipt"], first["address"])
    assert first["receipt"] in told["detail"]
    assert Initiative.objects.count() == 1


def test_a_guessed_key_opens_no_receipt_of_another_sender(client, token, federation):
    first = send(client, token).json()
    rival = gate.token_of("upper_officer", federation["other"])

    told = send(client, rival, title="Một giải pháp khác hẳn cho việc khác").json()

    assert (told["receipt"], "address" in told) == (first["receipt"], False)


def test_a_withdrawn_entry_sent_again_is_told_so_and_stays_withdrawn(client, token, federation):
    receipt = send(client, token).json()["receipt"]
    entry = Initiative.objects.get()
    withdraw(entry, reason="người gửi đề nghị", by=make.officer(federation["province"]))

    told = send(client, token)

    assert (told.status_code, told.json()["type"]) == (409, "urn:sangkien:problem:ref-withdrawn")
    assert told.json()["receipt"] == receipt
    assert ask(client, token, receipt).json()["state"] == "withdrawn"


@pytest.mark.parametrize("key", ["", "   ", "\t\n"])
def test_an_empty_key_is_refused_because_two_senders_would_share_it(key, client, token):
    answer = send(client, token, client_ref=key)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["client_ref"])
    assert Initiative.objects.count() == 0


def test_one_key_may_be_used_in_two_campaigns(client, token, federation):
    make.campaign(federation["province"], slug="khac")

    first = send(client, token)
    second = send_raw(client, token, json.dumps(said()), address=ADDRESS.replace("/mo/", "/khac/"))

    assert (first.status_code, second.status_code) == (201, 201)


def test_who_files_for_whom_stands_in_entry_and_journal(client, token):
    send(client, token, on_behalf="  Nhập hộ\x00 đoàn viên  không có mạng ")

    entry, line = Initiative.objects.get(), JournalLine.objects.get(verb="registered")
    assert (entry.on_behalf, line.reason) == ("Nhập hộ đoàn viên không có mạng",) * 2
    assert line.details == {"channel": "api", "ticked": entry.ticked_unit_id}


def test_the_moment_is_the_servers_whatever_the_program_says(client, token):
    send(client, token, occurred_at="01/02/2022 08:00")

    entry = Initiative.objects.get()
    assert entry.recorded_at - entry.occurred_at < timedelta(seconds=1)


@pytest.mark.parametrize("secret", ["có", "x", "true", "1"])
def test_a_secret_is_kept_as_one(secret, client, token):
    assert send(client, token, secret=secret).status_code == 201

    assert Initiative.objects.get().is_secret


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Bảng 🚑 trực", "Bảng 🚑 trực"),
        ("Ti\u0065\u0302\u0301ng Vi\u1ec7t", "Tiếng Việt"),
        ("\u202eLịch trực\u202c đảo chữ", "Lịch trực đảo chữ"),
        ("Lịch\x00 trực\x07 ca\u200b đêm", "Lịch trực ca đêm"),
        ("Lịch\ud800 trực", "Lịch trực"),
        ("<b>Lịch</b> trực", "<b>Lịch</b> trực"),
        ("'; DROP TABLE sangkien_initiative; --", "'; DROP TABLE sangkien_initiative; --"),
    ],
)
def test_every_text_is_kept_as_a_reader_sees_it(title, kept, client, token):
    assert send(client, token, title=title).status_code == 201

    assert Initiative.objects.get().title == kept


def test_what_cannot_be_read_gets_422_with_every_field_named(client, token):
    answer = send(client, token, title="", applied_on="31/11/2021", ticked_unit="Sao Hỏa")

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "applied_on", "ticked_unit"}
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " – "),
        ("title", "x" * 501),
        ("description", "x" * 200_000),
        ("authors", "; ; "),
        ("authors", "Lò Văn An (150%)"),
        ("authors", "; ".join(f"Lò Văn {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(51))),
        ("member_number", "1; 2; 3"),
        ("workplace", ""),
        ("ticked_unit", ""),
        ("ticked_unit", "Công đoàn Mặt trăng"),
        ("applied_on", ""),
        ("applied_on", "05/10/2960"),
        ("applied_on", "2021-02-30"),
        ("applied_on", "1e400"),
        ("applied_on", "9" * 300),
        ("recognised_on", "29/02/2022"),
        ("secret", "có lẽ"),
        ("benefit", "9" * 201),
    ],
)
def test_one_unreadable_field_is_refused_at_its_name_alone(field, value, client, token):
    answer = send(client, token, **{field: value})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_a_unit_outside_the_campaign_is_unknown_here(client, token):
    foreign = make.unit(name="LĐLĐ tỉnh Sơn La", code="SL")

    answer = send(client, token, ticked_unit=foreign.code)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["ticked_unit"])


def test_a_neighbours_unit_may_be_ticked_and_screening_tells(client, token, federation):
    assert send(client, token, ticked_unit=federation["other"].code).status_code == 201


@pytest.mark.parametrize("role", ["member", "upper_officer", "provincial_officer"])
def test_every_role_in_the_campaign_may_file(role, client, federation):
    assert send(client, gate.token_of(role, federation["district"])).status_code == 201


@pytest.mark.parametrize("role", ["member", "upper_officer", "provincial_officer", None])
def test_no_role_of_a_foreign_federation_may_file(role, client, federation):
    token = gate.token_of(role, make.unit() if role else None)

    answer = send(client, token)

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:sangkien:problem:not-allowed")
    assert Initiative.objects.count() == 0


def test_a_closed_public_form_closes_no_door_to_programs(client, token):
    Campaign.objects.update(public_form=False)

    assert send(client, token).status_code == 201


def test_a_stranger_is_told_of_a_command_that_there_is(client, federation):
    told = re.search(r"`sangkien (.+?)`", send(client, "").json()["detail"])[1]

    with pytest.raises(CommandError, match="arguments are required: login, --name"):
        call_command(*told.split())


@pytest.mark.parametrize("slug", ["khac", "MO", "mo%00", "m%ff", "mo%2f..", "m" * 3000, "٣"])
def test_an_unknown_campaign_is_404_for_filing_and_asking(slug, client, token):
    address = ADDRESS.replace("/mo/", f"/{slug}/")

    answers = [
        send_raw(client, token, json.dumps(said()), address=address),
        ask(client, token, "LC22-000001-8", address),
    ]

    assert [(a.status_code, a.json()["type"]) for a in answers] == [
        (404, "urn:sangkien:problem:unknown")
    ] * 2


def test_the_state_of_an_entry_is_told_whole(client, token):
    receipt = send(client, token).json()["receipt"]

    entry = Initiative.objects.get()
    assert ask(client, token, receipt).json() == {
        "receipt": receipt,
        "title": "Lịch trực cấp cứu bằng bảng từ",
        "unit": "LĐLĐ huyện Than Uyên",
        "filed_at": entry.occurred_at.isoformat(),
        "state": "received",
        "reason": "",
    }


@pytest.mark.parametrize(
    ("role", "at", "status"),
    [
        ("upper_officer", "district", 200),
        ("provincial_officer", "province", 200),
        ("upper_officer", "other", 404),
        ("member", "district", 404),
        ("provincial_officer", "foreign", 404),
    ],
)
def test_the_state_of_an_entry_is_told_to_its_own_officers_only(
    role, at, status, client, token, federation
):
    receipt = send(client, token).json()["receipt"]
    place = federation.get(at) or make.unit()

    assert ask(client, gate.token_of(role, place), receipt).status_code == status


@pytest.mark.parametrize(
    "mistyped",
    [
        "LC22-1-0",
        "LC22-000001-9",
        "000001-8",
        "1",
        "x",
        "LC22-٣-4",
        f"LC22-{'9' * 18}-9",
        f"LC22-{'9' * 19}-8",
        "LC22-000001-8%00",
        "%20",
        "x" * 5000,
    ],
)
def test_a_mistyped_receipt_is_404(mistyped, client, token):
    send(client, token)

    answer = ask(client, token, mistyped)

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:sangkien:problem:unknown")


def test_a_receipt_is_read_as_people_write_it(client, token):
    receipt = send(client, token).json()["receipt"]

    assert ask(client, token, f"%20{receipt.lower().replace('-', '%20-%20')}").status_code == 200


def test_a_receipt_of_another_campaign_is_unknown_in_this_one(client, token, federation):
    make.campaign(federation["province"], slug="khac")
    receipt = send(client, token).json()["receipt"]

    assert ask(client, token, receipt, ADDRESS.replace("/mo/", "/khac/")).status_code == 404


def test_asking_costs_the_same_queries_for_one_entry_and_for_three(
    client, token, django_assert_num_queries
):
    first = send(client, token).json()["receipt"]
    with django_assert_num_queries(6):
        ask(client, token, first)
    for number in (2, 3):
        send(client, token, client_ref=f"gate-{number}", title=f"Việc khác số {number}")

    with django_assert_num_queries(6):
        ask(client, token, first)


def test_a_token_made_with_the_account_itself_files_in_its_name(client, federation):
    account = make.account("member", federation["district"])
    token = make_token(account, "máy của tôi", by=By(account, make.NOW))

    send(client, token)

    assert Initiative.objects.get().entered_by == account


def test_the_description_is_the_one_in_the_repository():
    assert json.loads(json.dumps(api.get_openapi_schema()["paths"])) == gate.DESCRIBED["paths"]


def test_every_route_names_the_refusals_it_can_answer_with():
    assert (gate.statuses(gate.FILE, "post"), gate.statuses(gate.ASK, "get")) == (
        {200, 201, 400, 401, 403, 404, 409, 413, 422},
        {200, 401, 404},
    )


def test_of_a_copy_out_of_sight_a_program_is_told_title_and_unit_and_no_number(client, federation):
    same = {"description": "Bảng từ treo ở phòng trực, ai nhận ca thì gắn tên vào ô của ngày"}
    first = send(client, gate.token_of("upper_officer", federation["district"]), **same).json()
    elsewhere = gate.token_of("upper_officer", federation["other"])

    again = send(
        client, elsewhere, client_ref="gate-2", ticked_unit=federation["other"].code, **same
    ).json()

    (copy,) = [found for found in again["findings"] if found["reason"] == "R01"]
    assert copy["details"]["other_title"] == said()["title"]
    assert {"other_id", "other_receipt", "first_receipt"} & copy["details"].keys() == set()
    assert first["receipt"] not in str(again)
