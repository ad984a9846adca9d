import pytest
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from sangkien.actions.journal import By
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.permissions import Role
from sangkien.core.receipts import receipt_number
from sangkien.core.states import State
from sangkien.jobs.imports import import_batch
from sangkien.models import ImportBatch, Initiative
from tests import make
from tests.importing import csv_file, file_of, imported, previewed, row, rows, zip_bomb

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with override("en"):
        yield


@pytest.fixture
def district():
    return make.unit(parent=make.unit(), name="LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    fields = [{"code": "community", "name": "Vì cộng đồng"}]
    return make.campaign(district.parent, slug="thu-nghiem", fields=fields)


@pytest.fixture
def officer(client, campaign):
    account = make.account(Role.PROVINCIAL_OFFICER, campaign.owner)
    client.force_login(account)
    return By(account, make.NOW)


def address(word, campaign, *more):
    return reverse(f"import-{word}", args=[campaign.slug, *more])


def send(client, campaign, file, unit=None):
    unit = unit or campaign.owner
    return client.post(address("upload", campaign), {"unit": unit.id, "sheet": file})


def test_a_sheet_is_looked_at_confirmed_run_by_the_worker_and_told(
    client, campaign, district, officer, django_capture_on_commit_callbacks
):
    bad = row(district, 2, **{"Ngày áp dụng": "31/11/2021"})
    sent = send(client, campaign, csv_file([row(district, 1), bad]))
    batch = ImportBatch.objects.get()
    looked_at = client.get(sent.url)
    assert Initiative.objects.count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        confirmed = client.post(address("start", campaign, batch.id))
    waiting = client.get(confirmed.url)
    _work_off_the_queue()
    told = client.get(client.get(confirmed.url).url)

    findings = reverse("findings", args=[campaign.slug])
    assert "31/11/2021" in looked_at.content.decode()
    assert 'http-equiv="refresh"' in waiting.content.decode()
    assert Initiative.objects.count() == 1
    assert address("result", campaign, batch.id) in told.content.decode()
    assert f'<a class="button button--secondary" href="{findings}">' in told.content.decode()


@pytest.mark.parametrize(
    ("file", "field"),
    [
        (file_of("a.xlsx", b"%PDF-1.7"), "sheet"),
        (file_of("a.xls", b"<html><body></body></html>"), "sheet"),
        (file_of("a.xlsx", zip_bomb()), "sheet"),
        (file_of("a.csv", b"A,B\n1,2\n"), "sheet"),
    ],
)
def test_a_wrong_file_comes_back_with_the_form_and_the_way_out(
    client, campaign, officer, file, field
):
    answer = send(client, campaign, file)

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.content.decode()
    assert ImportBatch.objects.count() == 0


def test_a_form_without_file_or_unit_names_both(client, campaign, officer):
    answer = client.post(address("upload", campaign), {})

    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#field-unit"' in body
    assert 'href="#field-sheet"' in body


def test_a_file_above_the_limit_is_refused(client, campaign, district, officer, settings):
    settings.UPLOAD_LIMIT = 100

    assert send(client, campaign, csv_file(rows(district, 3))).status_code == 422


def test_an_officer_below_imports_for_nobody_else(client, campaign, district):
    client.force_login(make.account(Role.UPPER_OFFICER, district))

    answer = send(client, campaign, csv_file(rows(district, 1)), unit=campaign.owner)

    assert answer.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_a_member_and_a_visitor_bring_nothing_in(client, campaign, district):
    visitor = client.get(address("upload", campaign))
    client.force_login(make.account(Role.MEMBER, district))

    assert visitor.status_code == 302
    assert client.get(address("upload", campaign)).status_code == 404


def test_a_batch_of_another_unit_is_not_there(client, campaign, district):
    foreign = make.unit(parent=campaign.owner)
    batch = imported(campaign, foreign, csv_file(rows(foreign, 1)))
    client.force_login(make.account(Role.UPPER_OFFICER, district))

    answers = [
        client.get(address(word, campaign, batch.id))
        for word in ("show", "watch", "result", "undo")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_taking_back_is_asked_first_and_then_done(client, campaign, district, officer):
    batch = imported(campaign, district, csv_file(rows(district, 2)), officer)

    asked = client.get(address("undo", campaign, batch.id))
    done = client.post(address("undo", campaign, batch.id), follow=True)

    assert (asked.status_code, done.status_code) == (200, 200)
    assert set(Initiative.objects.values_list("state", flat=True)) == {"undone"}
    assert "2 entries count no more" in done.content.decode()


def test_a_finished_batch_is_not_started_again(client, campaign, district, officer):
    batch = imported(campaign, district, csv_file(rows(district, 1)), officer)

    answer = client.post(address("start", campaign, batch.id))

    assert answer.url == address("show", campaign, batch.id)


def test_the_result_is_the_own_sheet_with_verdicts(client, campaign, district, officer):
    batch = imported(campaign, district, csv_file(rows(district, 1)), officer)

    answer = client.get(address("result", campaign, batch.id))

    (header, body) = open_sheet(answer.content, filename="r.xlsx").rows()
    assert header[1][-4:] == ("Số biên nhận", "Kết luận", "Lý do", "Khóa dòng")
    assert body[1][-1].startswith("row-")


def test_a_result_sent_in_again_tells_of_each_row_as_what_it_was_received(
    client, campaign, district, officer
):
    batch = imported(campaign, campaign.owner, csv_file(rows(district, 2)))
    first, second = Initiative.objects.order_by("id")
    result = client.get(address("result", campaign, batch.id)).content
    Initiative.objects.filter(id=second.id).update(state=State.WITHDRAWN)

    sent = send(client, campaign, file_of("ket-qua.xlsx", result))
    page = client.get(sent.url).content.decode()

    assert f"Received before, no. {receipt_number('LC22', first.id)}" in page
    assert f"received as {receipt_number('LC22', second.id)} and withdrawn" in page
    assert "To be received" not in page


def test_a_sheet_that_adds_nothing_is_shown_from_the_preview_to_the_end(
    client, campaign, district, officer
):
    bad = row(district, 9, **{"Ngày áp dụng": "31/11/2021"})
    for lines in ([row(district, 1)], [row(district, 1)], [bad]):
        sent = send(client, campaign, csv_file(lines), district)
        looked_at = client.get(sent.url)
        batch = imported(campaign, district, csv_file(lines), officer)
        done = client.get(address("show", campaign, batch.id))
        assert (looked_at.status_code, done.status_code) == (200, 200)

    page = done.content.decode()
    assert address("undo", campaign, batch.id) not in page
    assert reverse("findings", args=[campaign.slug]) + '">Findings to decide' not in page


def test_a_new_row_and_a_row_of_totals_are_told_as_such(client, campaign, district, officer):
    total = ["Tổng cộng", "", 1, "", "", "", "", ""]

    sent = send(client, campaign, csv_file([row(district, 1), total]))
    page = client.get(sent.url).content.decode()

    assert page.count("To be received") == 1
    assert "rows of totals, not counted" in page


def test_the_template_is_read_back_as_a_sheet_of_ours(client, campaign, district, officer):
    answer = client.get(address("template", campaign))

    sheet = open_sheet(answer.content, filename="mau.xlsx")
    (header,) = sheet.rows()
    assert sheet.sheet_names == ("Sáng kiến",)
    assert header[1][:2] == ("Mã gửi", "Tên sáng kiến *")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sheets_asks_the_same_whatever_their_number(
    client, campaign, district, officer, django_assert_num_queries, count
):
    for number in range(count):
        previewed(campaign, district, csv_file(rows(district, 1, start=number)), officer)
    client.get(address("upload", campaign))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(address("upload", campaign))


LIST_QUERIES = 6  # session, account, campaign, grants, units, batches


def _work_off_the_queue():
    """What the worker does, in this test's own transaction."""
    (queued,) = DBTaskResult.objects.all()
    assert queued.task_path == import_batch.module_path
    import_batch.call(*queued.args_kwargs["args"])
