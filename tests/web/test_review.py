from dataclasses import replace
from datetime import date

import pytest
from django.contrib.messages import get_messages

from sangkien.core.permissions import Role
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import Finding, JournalLine
from tests import make
from tests.web.cleaning import finding_of, land, misplaced, officer_of

pytestmark = pytest.mark.django_db
TOO_EARLY = {"applied_on": date(2021, 8, 31)}


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def state_of(entry):
    entry.refresh_from_db()
    return entry.state, entry.reason


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def decide(client, where, finding, verdict, reason="", **more):
    sent = {"verdict": verdict, f"reason-{finding.id}": reason} | more
    return client.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), sent)


def test_upholding_a_finding_makes_the_entry_invalid_and_goes_back_with_a_message(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))

    answer = decide(client, where, finding_of(entry, "applied-before-window"), "uphold")

    assert (answer.status_code, answer.url) == (302, where.url(f"sang-kien/{entry.id}/"))
    assert said(answer) == ["Upheld: Applied before the window."]
    assert state_of(entry) == (State.INVALID, "R02")


def test_dismissing_without_a_reason_is_refused_at_its_field(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))
    finding = finding_of(entry, "applied-before-window")

    answer = decide(client, where, finding, "dismiss", " ")

    finding.refresh_from_db()
    assert (answer.status_code, finding.state) == (422, Finding.State.OPEN)
    assert f'href="#field-reason-{finding.id}">Say why in one sentence' in answer.content.decode()


def test_a_dismissal_keeps_its_reason_in_the_history(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))

    decide(client, where, finding_of(entry, "applied-before-window"), "dismiss", "Gõ nhầm <năm>")

    shown = client.get(where.url(f"sang-kien/{entry.id}/")).content.decode()
    assert "<q>Gõ nhầm &lt;năm&gt;</q>" in shown


def test_a_reason_longer_than_the_journal_holds_is_refused(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))
    finding = finding_of(entry, "applied-before-window")

    answer = decide(client, where, finding, "dismiss", "x" * 501)

    assert answer.status_code == 422
    assert "at most 500 characters; 501 were given" in answer.content.decode()


def test_a_decision_from_the_list_goes_back_to_the_list_but_to_no_foreign_site(where, client):
    entries = [make.register(where.campaign, make.entry(where.district, **TOO_EARLY)) for _ in "12"]
    first, second = (finding_of(entry, "applied-before-window") for entry in entries)
    here = where.url("phat-hien/?age=7")

    back = decide(client, where, first, "uphold", next=here)
    away = decide(client, where, second, "uphold", next="https://example.org/")

    assert (back.url, away.url) == (here, where.url(f"sang-kien/{entries[1].id}/"))


@pytest.mark.parametrize("action", ["chuyen", "hop-le", "tu-choi", "mo-lai", "rut"])
def test_no_decision_is_open_to_an_officer_of_another_unit(where, action):
    entry = make.register(where.campaign, make.entry(where.other))

    answer = officer_of(where.district).post(where.url(f"sang-kien/{entry.id}/{action}/"))

    assert (answer.status_code, state_of(entry)) == (404, (State.RECEIVED, ""))


def test_a_finding_of_another_unit_answers_404(where):
    entry = make.register(where.campaign, make.entry(where.other, **TOO_EARLY))
    finding = finding_of(entry, "applied-before-window")

    answer = decide(officer_of(where.district), where, finding, "uphold")

    finding.refresh_from_db()
    assert (answer.status_code, finding.state) == (404, Finding.State.OPEN)


def test_a_decision_needs_a_form_and_a_verdict(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))
    finding = finding_of(entry, "applied-before-window")
    address = where.url(f"phat-hien/{finding.id}/ket-luan/")

    assert [client.get(address).status_code, client.post(address).status_code] == [405, 404]


def test_an_entry_without_findings_is_accepted_taken_back_and_rejected(where, client):
    entry = make.register(where.campaign, make.entry(where.district))
    address = where.url(f"sang-kien/{entry.id}/")

    client.post(f"{address}hop-le/")
    accepted = state_of(entry)
    client.post(f"{address}mo-lai/", {"reopen-reason": "Xem lại"})
    reopened = state_of(entry)
    client.post(f"{address}tu-choi/", {"reject-code": "R10", "reject-reason": "Chỉ là báo cáo"})

    assert [accepted, reopened, state_of(entry)] == [
        (State.VALID, ""),
        (State.IN_REVIEW, ""),
        (State.INVALID, "R10"),
    ]


def test_an_entry_with_an_open_finding_cannot_be_accepted_and_the_page_says_why(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))

    answer = client.post(where.url(f"sang-kien/{entry.id}/hop-le/"))

    assert (answer.status_code, state_of(entry)) == (409, (State.RECEIVED, ""))
    assert "Decide the open findings first" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "reject-code"),
        ({"reject-code": "R99", "reject-reason": "x"}, "reject-code"),
        ({"reject-code": "R10"}, "reject-reason"),
    ],
)
def test_a_rejection_needs_code_and_words(where, client, sent, field):
    entry = make.register(where.campaign, make.entry(where.district))

    answer = client.post(where.url(f"sang-kien/{entry.id}/tu-choi/"), sent)

    assert (answer.status_code, state_of(entry)) == (422, (State.RECEIVED, ""))
    assert f'href="#field-{field}"' in answer.content.decode()


def test_a_withdrawal_needs_a_reason_and_closes_the_entry(where, client):
    entry = make.register(where.campaign, make.entry(where.district))
    address = where.url(f"sang-kien/{entry.id}/rut/")

    refused = client.post(address)
    client.post(address, {"withdraw-reason": "Tác giả xin rút"})
    again = client.post(address, {"withdraw-reason": "Tác giả xin rút"})

    assert [refused.status_code, again.status_code] == [422, 409]
    assert state_of(entry) == (State.WITHDRAWN, "R11")
    assert 'id="decisions"' not in client.get(where.url(f"sang-kien/{entry.id}/")).content.decode()


def test_the_form_to_move_proposes_the_unit_the_workplace_belongs_to(where, client):
    entry = misplaced(where)

    shown = client.get(where.url(f"sang-kien/{entry.id}/")).content.decode()

    assert f'<option value="{where.district.id}" selected>LĐLĐ huyện Than Uyên</option>' in shown


def test_a_moved_entry_counts_at_the_new_unit_and_its_finding_lapses(where, client):
    entry = misplaced(where)

    sent = {"move-unit": where.district.id, "move-reason": "Trường của huyện"}
    answer = client.post(where.url(f"sang-kien/{entry.id}/chuyen/"), sent)

    entry.refresh_from_db()
    assert said(answer) == ["The entry counts at LĐLĐ huyện Than Uyên now."]
    assert (entry.unit, entry.ticked_unit) == (where.district, where.sector)
    assert (entry.column, finding_of(entry, "wrong-unit").state) == (Column.PENDING, "lapsed")


def test_a_unit_may_be_typed_by_name_or_code(where, client):
    entry = misplaced(where)
    address = where.url(f"sang-kien/{entry.id}/chuyen/")

    client.post(address, {"move-other": "ldld huyen phong tho"})
    entry.refresh_from_db()
    first = entry.unit
    client.post(address, {"move-other": where.district.code})
    entry.refresh_from_db()

    assert [first, entry.unit] == [where.other, where.district]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "move-unit"),
        ({"move-unit": "999999"}, "move-unit"),
        ({"move-other": "Sao Hỏa"}, "move-other"),
        ({"move-other": "x" * 400}, "move-other"),
    ],
)
def test_a_move_to_no_unit_is_refused_at_its_field(where, client, sent, field):
    entry = misplaced(where)

    answer = client.post(where.url(f"sang-kien/{entry.id}/chuyen/"), sent)

    entry.refresh_from_db()
    assert (answer.status_code, entry.unit) == (422, where.sector)
    assert f'href="#field-{field}"' in answer.content.decode()


def test_an_officer_cannot_move_an_entry_out_of_the_own_reach(where):
    entry = misplaced(where)

    sent = {"move-other": where.district.code}
    answer = officer_of(where.sector).post(where.url(f"sang-kien/{entry.id}/chuyen/"), sent)

    entry.refresh_from_db()
    assert (answer.status_code, entry.unit) == (403, where.sector)
    assert "Ask the officer of the unit above" in answer.content.decode()


def test_the_page_of_an_entry_costs_the_same_queries_with_one_finding_and_with_three(
    where, client, django_assert_num_queries, django_assert_max_num_queries
):
    one = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))
    entry = make.entry(where.district, effect="", title="Bể lọc nước tự chảy", **TOO_EARLY)
    make.register(where.campaign, entry)
    three = make.register(where.campaign, replace(entry, client_ref="again"))
    with django_assert_max_num_queries(20) as first:
        client.get(where.url(f"sang-kien/{one.id}/"))

    with django_assert_num_queries(len(first) + 2):  # the copy and the names of its authors
        client.get(where.url(f"sang-kien/{three.id}/"))

    assert three.findings.count() == 3


def test_every_decision_leaves_a_line_with_its_officer(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))

    decide(client, where, finding_of(entry, "applied-before-window"), "uphold", "Đúng là sớm")

    line = JournalLine.objects.get(initiative_id=entry.id, verb="finding-upheld")
    assert (str(line.by_id), line.reason) == (client.session["_auth_user_id"], "Đúng là sớm")


def test_texts_typed_for_an_old_font_are_shown_as_they_read_and_written_so_on_a_word(where, client):
    entry = make.register(where.campaign, make.entry(where.district, title="Gi¶i ph¸p n©ng cao"))
    page = where.url(f"sang-kien/{entry.id}/")
    assert "Giải pháp nâng cao" in client.get(page).content.decode()

    answer = client.post(page + "sua-chu/")

    assert (answer.status_code, answer.url) == (302, page)
    entry.refresh_from_db()
    assert entry.title == "Giải pháp nâng cao"
    after = client.get(page).content.decode()
    assert "Typed for an old font" not in after
    assert "Texts typed for an old font written as they read: Title." in after
    assert client.post(page + "sua-chu/").status_code == 409


def test_of_a_long_text_the_beginning_tells_how_it_reads_and_the_rest_can_be_opened(where, client):
    typed = " ".join(["Moãi ngaøy vieát moät trang chöõ maãu."] * 12)
    entry = make.register(where.campaign, make.entry(where.district, description=typed))

    shown = client.get(where.url(f"sang-kien/{entry.id}/")).content.decode()

    read = "Mỗi ngày viết một trang chữ mẫu."
    assert f"{' '.join([read] * 6)}…" in shown
    assert f"<p>{' '.join([read] * 12)}</p>" in shown
    assert shown.count("The whole text") == 1


def test_how_the_description_of_a_secret_reads_is_kept_from_those_it_is_hidden_from(where, client):
    typed = {"title": "Gi¶i ph¸p", "description": "Moãi ngaøy vieát moät trang chöõ maãu"}
    entry = make.register(where.campaign, make.entry(where.district, **typed, is_secret=True))
    page = where.url(f"sang-kien/{entry.id}/")
    own = officer_of(where.district)

    above, within = (reader.get(page).content.decode() for reader in (client, own))
    assert ("Giải pháp" in above, "chữ mẫu" in above) == (True, False)
    assert ("Giải pháp" in within, "chữ mẫu" in within) == (True, True)
    assert client.post(page + "sua-chu/").status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.description) == ("Giải pháp", typed["description"])
    assert "Typed for an old font" not in client.get(page).content.decode()
    assert own.post(page + "sua-chu/").status_code == 302
    entry.refresh_from_db()
    assert entry.description == "Mỗi ngày viết một trang chữ mẫu"


def test_an_entry_in_plain_unicode_offers_nothing_to_mend(where, client):
    entry = make.register(where.campaign, make.entry(where.district))

    assert "sua-chu" not in client.get(where.url(f"sang-kien/{entry.id}/")).content.decode()
