import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate

from sangkien.core.reading.numbers import format_date
from sangkien.models import Snapshot
from sangkien.queries.progress_table import progress_table
from sangkien.reports.progress import as_csv
from tests import make
from tests.reports.lai_chau import DAY, Province

pytestmark = pytest.mark.django_db
ON = {"on": "17/03/2022"}


@pytest.fixture
def province():
    made = Province(default_day=DAY)
    made.fill()
    return made


def progress(client, name="progress", *args, **query):
    return client.get(reverse(name, args=["lai-chau", *args]), query)


def logged_in(role, at):
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(role, at))
    return client


def test_anybody_sees_the_totals_of_a_campaign(client, province):
    answer = progress(client)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "LĐLĐ huyện Than Uyên" in page
    assert "17/03/2022" in page
    assert "Lò " not in page  # no author's name


def test_a_visitor_is_sent_to_log_in_for_the_table_of_one_unit(client, province):
    answer = progress(client, unit="THU")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")


def test_an_officer_opens_the_own_unit_but_no_other(province):
    client = logged_in("upper_officer", province.than_uyen)

    statuses = {code: progress(client, unit=code).status_code for code in ("THU", "SHO", "XX")}
    page = progress(client).content.decode()

    assert statuses == {"THU": 200, "SHO": 404, "XX": 404}
    assert escape("&unit=THU") in page
    assert "unit=SHO" not in page


def test_the_campaign_opens_at_its_own_day_with_a_way_back_to_today(client, province):
    page = progress(client).content.decode()

    assert 'class="as-of"' in page
    assert 'value="17/03/2022"' in page
    other = progress(client, on="18/02/2022").content.decode()
    assert "?on=17%2F03%2F2022" in other


@pytest.mark.parametrize("typed", ["31/02/2022", "<b>", "03/2022"])
def test_a_day_that_cannot_be_read_is_422_with_the_form_as_typed(client, province, typed):
    answer = progress(client, on=typed)

    assert answer.status_code == 422
    assert f'value="{escape(typed)}"' in answer.content.decode()
    assert progress(client, "progress-download", "csv", on=typed).status_code == 404


def test_a_campaign_that_is_not_there_is_404(client, db):
    assert progress(client).status_code == 404


def test_both_clocks_stand_on_the_page_with_their_start(client, province):
    page = progress(client).content.decode()

    assert ("08/01/2022" in page, "01/01/2022" in page) == (True, True)
    assert ("47,9 %" in page, "20,8 %" in page) == (True, True)


@pytest.mark.parametrize(
    ("word", "media_type"),
    [("csv", "text/csv; charset=utf-8"), ("json", "application/json")],
)
def test_the_table_is_downloaded_with_its_name(client, province, word, media_type):
    answer = progress(client, "progress-download", word, **ON)

    assert answer["Content-Type"] == media_type
    assert f'filename="tien-do-lai-chau-LC-2022-03-17.{word}"' in answer["Content-Disposition"]


def test_a_format_that_is_none_is_404(client, province):
    assert progress(client, "progress-download", "exe").status_code == 404


def test_the_officer_freezes_the_table_and_sees_its_hash(province):
    client = logged_in("provincial_officer", province.root)

    answer = client.post(
        reverse("snapshot-take", args=["lai-chau"]), {**ON, "target": "year"}, follow=True
    )

    snapshot = Snapshot.objects.get()
    page = answer.content.decode()
    assert (answer.status_code, snapshot.day) == (200, DAY)
    assert snapshot.sha256 in page
    assert "LĐLĐ huyện Than Uyên" in page
    listed = progress(client, "snapshot-list").content.decode()
    assert snapshot.sha256[:12] in listed


def test_a_frozen_table_is_downloaded_as_it_was(province):
    client = logged_in("provincial_officer", province.root)
    client.post(reverse("snapshot-take", args=["lai-chau"]), ON)
    number = Snapshot.objects.get().id
    before = progress(client, "progress-download", "csv", **ON).content
    province.file(province.tan_uyen)

    frozen = progress(client, "snapshot-download", number, "csv").content

    assert frozen == before
    assert progress(client, "progress-download", "csv", **ON).content != frozen
    as_json = json.loads(progress(client, "snapshot-download", number, "json").content)
    assert as_json["total"]["gross"] == 8


def test_a_frozen_table_that_was_changed_is_409(province):
    client = logged_in("provincial_officer", province.root)
    client.post(reverse("snapshot-take", args=["lai-chau"]), ON)
    Snapshot.objects.update(sha256="0" * 64)

    assert progress(client, "snapshot-show", Snapshot.objects.get().id).status_code == 409


def test_who_may_not_freeze_gets_no_button_and_403(province):
    client = logged_in("upper_officer", province.than_uyen)
    address = reverse("snapshot-take", args=["lai-chau"])

    assert address not in progress(client).content.decode()
    assert client.post(address, ON).status_code == 403
    assert not Snapshot.objects.exists()


def test_frozen_tables_need_a_log_in_and_the_own_part_of_the_tree(client, province):
    officer = logged_in("provincial_officer", province.root)
    officer.post(reverse("snapshot-take", args=["lai-chau"]), {**ON, "unit": "SHO"})
    number = Snapshot.objects.get().id
    district = logged_in("upper_officer", province.than_uyen)
    stranger = logged_in("provincial_officer", make.unit())

    assert progress(client, "snapshot-list").status_code == 302
    assert progress(client, "snapshot-show", number).status_code == 302
    assert progress(district, "snapshot-show", number).status_code == 404
    assert progress(stranger, "snapshot-list").status_code == 404


def queries_of(units):
    root = make.unit()
    campaign = make.campaign(root, slug=f"c-{units}")
    for _ in range(units):
        make.register(campaign, make.entry(make.unit(root), applied_on=date(2020, 1, 1)))
    client = logged_in("provincial_officer", root)
    address = reverse("progress", args=[campaign.slug])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, ON).status_code == 200
    return len(queries)


def test_the_page_asks_as_often_for_3_units_as_for_1():
    assert queries_of(1) == queries_of(3)


def test_the_csv_is_the_one_of_the_report(client, province):
    table = progress_table(province.campaign, province.root, on=DAY)

    assert progress(client, "progress-download", "csv").content == as_csv(table)


def test_a_table_that_cannot_be_frozen_says_why_instead_of_offering_it(province):
    officer = logged_in("provincial_officer", province.root)
    early = progress(officer, on="07/01/2022").content.decode()
    usual = progress(officer).content.decode()

    takes = reverse("snapshot-take", args=["lai-chau"])
    assert (takes in early, takes in usual) == (False, True)
    assert "giai đoạn đầu mở ngày 08/01/2022" in early


def test_freezing_a_table_of_a_day_to_come_is_refused_with_the_way_out(province):
    officer = logged_in("provincial_officer", province.root)
    ahead = format_date(localdate() + timedelta(days=1))

    answer = officer.post(reverse("snapshot-take", args=["lai-chau"]), {"on": ahead})

    assert (answer.status_code, Snapshot.objects.count()) == (409, 0)
    assert f"Chọn hôm nay, {format_date(localdate())}," in answer.content.decode()


def test_clocks_of_our_own_making_speak_the_readers_language_and_phases_stay_as_typed(
    client, province, settings
):
    pages = {}
    for settings.LANGUAGE_CODE in ("vi", "en"):
        pages[settings.LANGUAGE_CODE] = progress(client).content.decode()

    assert "<strong>Năm 2022</strong>" in pages["vi"]
    assert "<strong>Year 2022</strong>" in pages["en"]
    assert "Năm 2022" not in pages["en"]
    assert all("<strong>Giai đoạn 1</strong>" in page for page in pages.values())
