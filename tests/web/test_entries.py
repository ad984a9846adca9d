from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from sangkien.core.permissions import Role
from sangkien.core.receipts import receipt_number
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
XSS = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


def text_of(answer):
    return answer.content.decode()


def test_a_visitor_is_sent_to_the_log_in(where):
    entry = make.register(where.campaign, make.entry(where.district))

    for rest in ("sang-kien/", "sang-kien/tai-ve/", f"sang-kien/{entry.id}/", "phat-hien/"):
        answer = Client().get(where.url(rest))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/dang-nhap/")


def test_an_officer_sees_the_entries_of_the_own_unit_only(where):
    own = make.register(where.campaign, make.entry(where.district))
    foreign = make.register(where.campaign, make.entry(where.other))

    shown = text_of(officer_of(where.district).get(where.url("sang-kien/")))

    assert own.title in shown
    assert foreign.title not in shown


def test_a_foreign_entry_answers_404_like_one_that_does_not_exist(where):
    foreign = make.register(where.campaign, make.entry(where.other))
    client = officer_of(where.district)

    codes = [
        client.get(where.url(f"sang-kien/{number}/")).status_code
        for number in (foreign.id, foreign.id + 999, 10**30)
    ]

    assert codes == [404, 404, 404]


def test_an_entry_answers_404_under_another_campaign(where):
    entry = make.register(where.campaign, make.entry(where.district))
    elsewhere = make.campaign(where.province)

    answer = officer_of(where.district).get(f"/{elsewhere.slug}/sang-kien/{entry.id}/")

    assert answer.status_code == 404


def test_a_member_has_no_list_of_entries(where):
    client = officer_of(where.district, Role.MEMBER)

    codes = [client.get(where.url(rest)).status_code for rest in ("sang-kien/", "phat-hien/")]

    assert codes == [404, 404]


@pytest.mark.parametrize("address", ["sang-kien/", "phat-hien/"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_three(
    where, address, django_assert_num_queries, django_assert_max_num_queries
):
    client = officer_of(where.province, Role.PROVINCIAL_OFFICER)
    late = {"applied_on": date(2021, 8, 1)}
    make.register(where.campaign, make.entry(where.district, **late))
    with django_assert_max_num_queries(14) as first:
        client.get(where.url(address))
    for _ in range(2):
        make.register(where.campaign, make.entry(where.district, **late))

    with django_assert_num_queries(len(first)):
        answer = client.get(where.url(address))

    assert text_of(answer).count("<tbody>\n<tr>") == 1
    assert text_of(answer).count('<th scope="row">') == 3


def test_words_are_found_without_accents_and_all_of_them_must_occur(where):
    make.register(where.campaign, make.entry(where.district, title="Bể lọc nước tự chảy"))
    make.register(where.campaign, make.entry(where.district, title="Bể chứa phân xanh"))
    client = officer_of(where.district)

    shown = text_of(client.get(where.url("sang-kien/?q=be+NUOC")))

    assert "Bể lọc nước tự chảy" in shown
    assert "Bể chứa phân xanh" not in shown


def test_a_receipt_number_finds_its_entry(where):
    entry = make.register(where.campaign, make.entry(where.district, title="Bể lọc nước"))
    make.register(where.campaign, make.entry(where.district, title="Máy thái cỏ"))
    receipt = receipt_number("LC22", entry.id)

    shown = text_of(officer_of(where.district).get(where.url(f"sang-kien/?q={receipt.lower()}")))

    assert "Bể lọc nước" in shown
    assert "Máy thái cỏ" not in shown


@pytest.mark.parametrize(
    "query",
    [
        "column=99",
        "state=nothing",
        "rule=none",
        "unit=NOWHERE",
        "after=x",
        "after=-1",
        "after=²",
        f"before={'9' * 40}",
        f"q={'%25' * 300}",
        "q=%E2%80%8B",
    ],
)
def test_an_address_with_nonsense_still_answers(where, query):
    make.register(where.campaign, make.entry(where.district))

    for room in ("sang-kien/", "sang-kien/tai-ve/", "phat-hien/"):
        answer = officer_of(where.district).get(where.url(f"{room}?{query}"))
        assert answer.status_code == 200


def test_what_a_member_typed_cannot_become_markup(where):
    fields = ("title", "effect", "description", "benefit_raw", "workplace", "reward")
    entry = make.entry(where.district, **dict.fromkeys(fields, XSS), typed={"title": f"{XSS}  !"})
    entry = replace(entry, authors=(replace(entry.authors[0], name=XSS),))
    entry = replace(entry, applied_on=date(2021, 8, 1))  # a finding, so that it is listed
    first = make.register(where.campaign, entry)
    copy = make.register(where.campaign, replace(entry, client_ref="again", title=f"{XSS} hai"))
    client = officer_of(where.district)

    pages = [
        text_of(client.get(where.url(rest)))
        for rest in ("sang-kien/", "phat-hien/", f"sang-kien/{first.id}/", f"sang-kien/{copy.id}/")
    ]

    assert [page.count("<script>") for page in pages] == [0, 0, 0, 0]
    assert all("&lt;script&gt;" in page for page in pages)


def test_the_page_tells_findings_evidence_and_history_in_words(where):
    entry = make.entry(where.district, title="Bể lọc nước tự chảy cho điểm trường")
    make.register(where.campaign, entry)
    copy = make.register(where.campaign, replace(entry, client_ref="again"))

    shown = text_of(officer_of(where.district).get(where.url(f"sang-kien/{copy.id}/")))

    assert "The same person filed this work before" in shown
    assert "<li>The same author.</li>" in shown
    assert "Filed (web form); counted at LĐLĐ huyện Than Uyên." in shown
    assert "Finding: Filed more than once by the same person." in shown


def test_dates_in_a_message_read_day_month_year(where):
    late = make.entry(where.district, applied_on=date(2021, 8, 31))
    entry = make.register(where.campaign, late)

    shown = text_of(officer_of(where.district).get(where.url(f"sang-kien/{entry.id}/")))

    assert "First applied on 31/08/2021; only works applied from 01/09/2021 on count." in shown


def test_what_was_typed_stands_beside_what_was_read(where):
    entry = make.register(
        where.campaign,
        make.entry(
            where.district, benefit_raw="12tr", benefit_vnd=12_000_000, typed={"benefit": "12tr"}
        ),
    )

    shown = text_of(officer_of(where.district).get(where.url(f"sang-kien/{entry.id}/")))

    assert '<td data-label="Typed">12tr</td><td data-label="Read">12.000.000 đ</td>' in shown


def test_a_copy_in_another_unit_shows_title_unit_moment_and_its_desk_only(where):
    entry = make.entry(
        where.other,
        title="Bể lọc nước tự chảy cho điểm trường bản vùng cao",
        description="Ống tre dẫn nước qua ba lớp cát",
        workplace="Trường Phong Thổ",
    )
    make.register(where.campaign, entry)
    copied = replace(entry, client_ref="again", ticked=make.unit_fact(where.district))
    copy = make.register(where.campaign, replace(copied, description="", workplace="Trường TU"))
    finding = copy.findings.get(reason="R01")

    make.account(Role.UPPER_OFFICER, where.other, label="Ban Chính sách")

    officer = officer_of(where.district)
    shown = text_of(officer.get(where.url(f"sang-kien/{copy.id}/")))
    listed = text_of(officer.get(where.url("phat-hien/")))

    assert finding.details["other_unit"] == "LĐLĐ huyện Phong Thổ"
    assert "only its title, unit and moment are shown" in shown
    assert "Its desk can tell you more: Ban Chính sách (LĐLĐ huyện Phong Thổ)." in shown
    assert finding.details["other_receipt"] not in shown + listed
    assert "an entry of another unit" in shown
    assert "an entry of another unit" in listed
    assert "Ống tre" not in shown
    assert "Trường Phong Thổ" not in shown


def test_a_secret_is_described_to_the_officers_of_its_unit_only(where):
    entry = make.entry(where.district, is_secret=True, description="Tỷ lệ pha bí truyền")
    entry = make.register(
        where.campaign, replace(entry, typed={"description": "Tỷ lệ pha bí truyền "})
    )
    address = where.url(f"sang-kien/{entry.id}/")

    own = text_of(officer_of(where.district).get(address))
    above = text_of(officer_of(where.province, Role.PROVINCIAL_OFFICER).get(address))

    assert "Tỷ lệ pha bí truyền" in own
    assert "Tỷ lệ pha bí truyền" not in above
    assert "kept secret" in above


def rows_of(answer):
    sheet = load_workbook(BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_holds_the_rows_of_the_filtered_list(where):
    shown = [
        make.register(where.campaign, make.entry(where.district, title=f"Bể lọc nước kiểu {k}"))
        for k in ("một", "hai", "ba")
    ]
    make.register(where.campaign, make.entry(where.district, title="Máy thái cỏ"))
    make.register(where.campaign, make.entry(where.other, title="Bể lọc nước nơi khác"))

    rows = rows_of(officer_of(where.district).get(where.url("sang-kien/tai-ve/?q=loc")))

    header = next(at for at, row in enumerate(rows) if row[0] == "Receipt number")
    assert [row[1] for row in rows[header + 1 :] if row[1]] == [
        entry.title for entry in reversed(shown)
    ]


def test_the_workbook_tells_the_moment_on_the_clock_of_vietnam_and_no_formula(where):
    make.register(where.campaign, make.entry(where.district, title="=1+1 là hai"))

    rows = rows_of(officer_of(where.district).get(where.url("sang-kien/tai-ve/")))

    assert rows[-1][1] == "=1+1 là hai"
    assert str(rows[-1][6]) == "2022-03-17 10:00:00"
