import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sangkien.core.permissions import Role
from sangkien.core.screening.run import RULES
from sangkien.inputs.registration import FIELDS
from sangkien.models import Finding, Initiative, PersonalDetail
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def federation():
    province = make.unit(name="LĐLĐ tỉnh Lai Châu")
    return {"province": province, "district": make.unit(province, "LĐLĐ huyện Than Uyên")}


@pytest.fixture
def campaign(federation):
    return make.campaign(federation["province"], slug="mo")


def typed(federation, **changes):
    """What a member types, as the browser sends it."""
    values = {
        "client_ref": "phone-1",
        "title": "Giá phơi ngô chống mốc cho bản vùng cao",
        "authors": "Lò Thị Mai",
        "workplace": "UBND xã Mường Kim",
        "ticked_unit": str(federation["district"].id),
        "effect": "Ngô không còn mốc, giảm hao hụt một nửa",
        "benefit": "1,2 tỷ",
        "applied_on": "05/10/2021",
        "recognised_by": "council",
        "recognition_number": "12/QĐ",
        "recognised_on": "05/01/2022",
    }
    return values | changes


def post(client, federation, **changes):
    return client.post(reverse("register", args=["mo"]), typed(federation, **changes))


def test_the_form_prints_the_window_beside_the_date_and_makes_its_key(client, campaign):
    first, second = (client.get(reverse("register", args=["mo"])).content.decode() for _ in "ab")

    keys = [re.search(r'name="client_ref" value="([0-9a-f-]{36})"', p)[1] for p in (first, second)]
    assert "01/09/2021" in first
    assert "01/09/2023" in first
    assert keys[0] != keys[1]


def test_a_sent_form_leads_to_a_receipt_with_number_moment_and_next_steps(
    client, campaign, federation
):
    answer = post(client, federation)

    entry = Initiative.objects.get()
    page = client.get(answer.url).content.decode()
    assert (answer.status_code, answer.url) == (302, f"/bien-nhan/{entry.receipt_token}/")
    assert f"LC22-{entry.id:06d}-" in page
    assert "Giá phơi ngô chống mốc" in page
    assert (entry.benefit_raw, entry.benefit_vnd) == ("1,2 tỷ", 1_200_000_000)


def test_a_form_sent_twice_is_one_entry_with_one_receipt(client, campaign, federation):
    first, second = post(client, federation), post(client, federation)

    assert first.url == second.url
    assert Initiative.objects.count() == 1


def test_the_same_form_with_other_content_is_told_of_the_first_receipt(
    client, campaign, federation
):
    first = post(client, federation)

    answer = post(client, federation, title="Máy thái cỏ dùng động cơ xe máy cũ")

    assert answer.status_code == 409
    assert first.url in answer.content.decode()
    assert Initiative.objects.get().title == "Giá phơi ngô chống mốc cho bản vùng cao"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("authors", ""),
        ("workplace", ""),
        ("ticked_unit", "Công đoàn trên sao Hỏa"),
        ("applied_on", "31/11/2021"),
        ("applied_on", "05/10/2960"),
        ("applied_on", ""),
        ("recognised_on", "30/02/2022"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_field_and_nothing_typed_is_lost(
    field, value, client, campaign, federation
):
    answer = post(client, federation, **{field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="error-{field}"' in page
    assert f'href="#field-{field}"' in page
    kept = {"title": "Giá phơi ngô", "effect": "Ngô không còn mốc", "client_ref": "phone-1"}
    assert all(text in page for name, text in kept.items() if name != field)
    assert Initiative.objects.count() == 0


DOUBTFUL = {
    "applied_on": "31/08/2021",
    "authors": "Lò Thị Mai (60%); Vàng A Pao (50%)",
    "effect": "tốt",
}


def seen_in(answer):
    return re.search(r'name="doubts_seen" value="([^"]+)"', answer.content.decode())[1]


def test_a_doubtful_form_comes_back_once_with_each_doubt_at_its_field_and_nothing_lost(
    client, campaign, federation
):
    answer = post(client, federation, **DOUBTFUL, on_behalf="Không có máy")

    page = answer.content.decode()
    assert (answer.status_code, Initiative.objects.count()) == (422, 0)
    assert [field for field in FIELDS if f'id="doubt-{field}"' in page] == [*SAID]
    assert [page.count(sentence) for sentence in SAID.values()] == [2, 2, 2]  # above, and there
    assert [page.count(f'href="#field-{field}"') for field in SAID] == [1, 1, 1]
    assert 'name="client_ref" value="phone-1"' in page
    assert all(typed in page for typed in DOUBTFUL.values())
    assert "Gửi như đã ghi" in page
    assert "aria-invalid" not in page


SAID = {
    "authors": "Tổng tỷ lệ đóng góp của các tác giả là 110 %.",
    "effect": "Phần hiệu quả để trống hoặc quá ngắn, chưa đánh giá được.",
    "applied_on": "Áp dụng lần đầu ngày 31/08/2021; chỉ tính sáng kiến áp dụng từ ngày 01/09/2021.",
}


def test_what_the_form_asks_is_what_screening_finds(client, campaign, federation):
    asked = seen_in(post(client, federation, **DOUBTFUL))

    post(client, federation, **DOUBTFUL, doubts_seen=asked)

    found = {f.rule for f in Initiative.objects.get().findings.all() if RULES[f.rule].asked_at}
    assert found == {mark.partition(".")[0] for mark in asked.split()}


def test_other_doubts_than_those_seen_are_asked_again(client, campaign, federation):
    asked = seen_in(post(client, federation, applied_on="31/08/2021"))

    other = post(client, federation, applied_on="30/08/2021", doubts_seen=asked)
    mended = post(client, federation, applied_on="05/10/2021", doubts_seen=asked)

    assert (other.status_code, mended.status_code) == (422, 302)
    assert seen_in(other) != asked


def test_a_doubtful_form_already_taken_in_is_answered_with_its_receipt(
    client, campaign, federation
):
    asked = seen_in(post(client, federation, **DOUBTFUL))
    first = post(client, federation, **DOUBTFUL, doubts_seen=asked)

    again = post(client, federation, **DOUBTFUL)

    assert (again.status_code, again.url) == (302, first.url)


def test_a_rule_that_the_campaign_switched_off_is_not_asked(client, campaign, federation):
    campaign.rules = {"shares": {"enabled": False}}
    campaign.save()

    answer = post(client, federation, authors=DOUBTFUL["authors"])

    assert answer.status_code == 302


def test_a_file_chosen_before_is_to_be_chosen_again(client, campaign, federation):
    photo = SimpleUploadedFile("quyet-dinh.jpg", b"\xff\xd8\xff\xe0 a photo")

    asked = post(client, federation, effect="tốt", recognition_file=photo)

    assert "Hãy chọn lại tệp “quyet-dinh.jpg”" in asked.content.decode()


def test_a_date_outside_the_window_is_taken_in_and_the_receipt_says_so(
    client, campaign, federation
):
    doubtful = {"applied_on": "31/08/2021"}
    asked = seen_in(post(client, federation, **doubtful))

    answer = post(client, federation, **doubtful, doubts_seen=asked)

    page = client.get(answer.url).content.decode()
    assert Initiative.objects.get().applied_on == date(2021, 8, 31)
    assert "31/08/2021" in page
    assert "01/09/2021" in page


def test_markup_in_a_title_is_shown_as_typed(client, campaign, federation):
    answer = post(client, federation, title="Máy <script>alert(1)</script> thái cỏ")

    page = client.get(answer.url).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_receipt_names_no_person(client, campaign, federation):
    page = client.get(post(client, federation).url).content.decode()

    assert PersonalDetail.objects.get().name == "Lò Thị Mai"
    assert "Lò Thị Mai" not in page


def test_a_photo_of_the_decision_is_kept_under_a_name_of_our_own(client, campaign, federation):
    photo = SimpleUploadedFile("../../quyết định.JPG", b"\xff\xd8\xff\xe0 a photo")

    post(client, federation, recognition_file=photo)

    entry = Initiative.objects.get()
    assert entry.recognition_file.name == f"recognitions/{entry.receipt_token}.jpg"
    with entry.recognition_file.open() as kept:
        assert kept.read() == b"\xff\xd8\xff\xe0 a photo"


def test_a_file_that_is_no_picture_is_refused_by_its_content(client, campaign, federation):
    fake = SimpleUploadedFile("decision.pdf", b"MZ this is a program")

    answer = post(client, federation, recognition_file=fake)

    assert (answer.status_code, Initiative.objects.count()) == (422, 0)
    assert 'id="error-recognition_file"' in answer.content.decode()


def test_a_campaign_without_public_form_asks_a_visitor_to_log_in(client, campaign, federation):
    campaign.public_form = False
    campaign.save()

    shown, sent = client.get(reverse("register", args=["mo"])), post(client, federation)

    assert (shown.status_code, sent.status_code, Initiative.objects.count()) == (403, 403, 0)


def test_the_form_of_a_campaign_without_a_public_one_is_for_whoever_files_in_it(
    client, campaign, federation
):
    campaign.public_form = False
    campaign.save()
    seen = {}
    for role, at in ((Role.MEMBER, "district"), (Role.AUDITOR, "district"), (Role.MEMBER, None)):
        client.force_login(make.account(role, federation[at] if at else make.unit()))
        seen[role, at] = client.get(reverse("register", args=["mo"])).status_code

    assert list(seen.values()) == [200, 403, 403]


def test_whoever_may_not_file_here_is_refused_and_not_told_of_a_conflict(
    client, campaign, federation
):
    client.force_login(make.account(Role.AUDITOR, federation["district"]))

    assert (post(client, federation).status_code, Initiative.objects.count()) == (403, 0)


def test_an_officer_enters_for_a_member_and_says_why(client, campaign, federation):
    officer = make.account("upper_officer", federation["district"])
    client.force_login(officer)

    post(client, federation, on_behalf="Đoàn viên không có máy tính")

    entry = Initiative.objects.get()
    assert (entry.entered_by, entry.on_behalf) == (officer, "Đoàn viên không có máy tính")


def test_nobody_sets_the_moment_of_filing_through_the_form(client, campaign, federation):
    post(client, federation, occurred_at="01/02/2022 08:00")

    entry = Initiative.objects.get()
    assert entry.occurred_at == entry.recorded_at


@pytest.mark.parametrize(
    "address", ["/khong-co/dang-ky/", f"/bien-nhan/{'0' * 8}-0000-4000-8000-{'0' * 12}/"]
)
def test_an_unknown_campaign_or_receipt_is_not_found(address, client, campaign):
    assert client.get(address).status_code == 404


def test_a_receipt_tells_of_somebody_elses_entry_its_title_and_unit_and_no_number(
    client, campaign, federation, settings
):
    settings.LANGUAGE_CODE = "en"
    entry = make.register(campaign, make.entry(federation["district"]))
    finding = Finding.objects.create(
        initiative=entry,
        rule="duplicate-other",
        reason="R01",
        severity="hold",
        details={"other_receipt": "LC22-999999-9", "other_title": "Bể lọc", "other_unit": "U"},
        opened_at=make.NOW,
        recorded_at=make.NOW,
    )

    text = client.get(reverse("receipt", args=[entry.receipt_token])).content.decode()

    assert "Much like an entry of somebody else, “Bể lọc” (U), filed by another person." in text
    assert finding.details["other_receipt"] not in text
