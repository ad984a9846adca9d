from io import BytesIO

import pytest
from django_tasks_db.models import DBTaskResult

from sangkien.core.permissions import Role
from sangkien.models import Unit
from tests import make

pytestmark = pytest.mark.django_db
UPPER = Role.UPPER_OFFICER
OFFICER = Role.PROVINCIAL_OFFICER


@pytest.fixture
def root():
    return make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")


@pytest.fixture
def campaign(root):
    return make.campaign(root, slug="c")


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


def sheet_file(text, name="units.csv"):
    file = BytesIO(text.encode())
    file.name = name
    return {"sheet": file}


def test_an_officer_sees_the_units_of_his_part_and_no_others(client, campaign, root):
    district = make.unit(root, "LĐLĐ huyện Than Uyên")
    make.unit(district, "CĐCS Trường Mầm non Hoa Ban")
    make.unit(root, "LĐLĐ huyện Phong Thổ")
    client.force_login(make.account(UPPER, district))

    page = client.get("/c/don-vi/").content.decode()

    assert "LĐLĐ huyện Than Uyên" in page
    assert "CĐCS Trường Mầm non Hoa Ban" in page
    assert "Phong Thổ" not in page
    assert "Load a sheet of units" not in page


def test_a_unit_is_found_by_any_of_its_names_without_accents(client, campaign, root):
    make.unit(root, "LĐLĐ huyện Than Uyên")
    make.unit(root, "LĐLĐ huyện Phong Thổ")
    client.force_login(make.account(UPPER, root))

    page = client.get("/c/don-vi/", {"q": "than uyen"}).content.decode()

    assert "LĐLĐ huyện Than Uyên" in page
    assert "Phong Thổ" not in page


def test_a_unit_opens_on_what_stands_below_it(client, campaign, root):
    district = make.unit(root, "LĐLĐ huyện Than Uyên", code="LC-THU")
    make.unit(make.unit(district, "Công đoàn xã Phúc Than"), "CĐCS Trường Mầm non Hoa Ban")
    make.unit(root, "LĐLĐ huyện Phong Thổ")
    client.force_login(make.account(UPPER, root))

    whole = client.get("/c/don-vi/").content.decode()
    part = client.get("/c/don-vi/", {"under": "LC-THU"}).content.decode()

    assert 'href="/c/don-vi/?under=LC-THU"' in whole
    assert "CĐCS Trường Mầm non Hoa Ban" in part
    assert "Phong Thổ" not in part


def test_a_long_list_goes_on_behind_the_last_unit(client, campaign, root):
    for number in range(120):
        make.unit(root, f"CĐCS số {number:03}")
    client.force_login(make.account(UPPER, root))

    first = client.get("/c/don-vi/").content.decode()
    after = Unit.objects.order_by("path")[99].path
    second = client.get("/c/don-vi/", {"after": after}).content.decode()

    assert first.count("CĐCS số") + second.count("CĐCS số") == 120
    assert f"after={after}" in first


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_takes_as_many_queries_for_three_units_as_for_one(
    client, campaign, root, units, django_assert_num_queries
):
    for _ in range(units):
        make.unit(make.unit(root))
    client.force_login(make.account(UPPER, root))

    with django_assert_num_queries(6):  # session, account, campaign, reach, units, children
        client.get("/c/don-vi/")


def test_a_visitor_is_sent_to_log_in_and_for_a_member_there_is_no_such_page(client, campaign, root):
    assert client.get("/c/don-vi/").status_code == 302
    client.force_login(make.account(Role.MEMBER, root))
    asked = [client.get(f"/c/don-vi/{rest}").status_code for rest in ("", "tai-ve/csv/", "nap/")]
    assert asked == [404] * 3


def test_an_officer_who_loads_no_units_is_told_so(client, campaign, root):
    client.force_login(make.account(Role.UPPER_OFFICER, root))

    assert client.get("/c/don-vi/nap/").status_code == 403


def test_a_sheet_is_loaded_and_the_page_says_what_it_did(client, campaign, root):
    client.force_login(make.account(OFFICER, root))
    rows = "Mã,Tên đầy đủ,Mã đơn vị cấp trên\nA,Công đoàn A,LC\nB,Công đoàn B,A\n"

    answer = client.post("/c/don-vi/nap/", sheet_file(rows), follow=True)

    assert answer.redirect_chain == [("/c/don-vi/", 302)]
    assert "Units: 2 new, 0 changed, 0 unchanged." in answer.content.decode()
    assert Unit.objects.get(code="B").parent.code == "A"


def test_a_bad_sheet_is_answered_with_every_row_and_nothing_is_loaded(client, campaign, root):
    client.force_login(make.account(OFFICER, root))
    rows = "Mã,Tên đầy đủ,Mã đơn vị cấp trên,Ngày thành lập\nA,,LC,\nB,B,LC,31/11/2021\nC,C,XYZ,\n"

    answer = client.post("/c/don-vi/nap/", sheet_file(rows))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "3 problems" in page
    assert "“31/11/2021” is no day of the calendar" in page
    assert Unit.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "No file was chosen"),
        (sheet_file("%PDF-1.7 …", "units.pdf"), "is not named like a spreadsheet"),
        (sheet_file("", "units.csv"), "is empty"),
        (sheet_file("Ngày,Món\n1,Cơm\n"), "No row of column headings was found"),
    ],
)
def test_what_is_no_sheet_of_units_is_refused(client, campaign, root, sent, said):
    client.force_login(make.account(OFFICER, root))

    answer = client.post("/c/don-vi/nap/", sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_file_above_the_limit_is_not_opened(client, campaign, root, settings):
    settings.UPLOAD_LIMIT = 10
    client.force_login(make.account(OFFICER, root))

    answer = client.post("/c/don-vi/nap/", sheet_file("Mã,Tên đầy đủ\nA,A\n"))

    assert answer.status_code == 422
    assert "The file is larger than" in answer.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_units_are_taken_away_as_the_sheet_they_came_in(client, campaign, root, form):
    make.unit(root, "LĐLĐ huyện Than Uyên", code="LC-THU")
    client.force_login(make.account(OFFICER, root))

    answer = client.get(f"/c/don-vi/tai-ve/{form}/")
    file = BytesIO(answer.content)
    file.name = f"units.{form}"
    again = client.post("/c/don-vi/nap/", {"sheet": file}, follow=True)

    assert answer.headers["Content-Disposition"] == f'attachment; filename="don-vi-lc.{form}"'
    assert "Units: 0 new, 0 changed, 2 unchanged." in again.content.decode()


def test_another_form_of_file_or_campaign_is_not_found(client, campaign, root):
    client.force_login(make.account(OFFICER, root))

    assert client.get("/c/don-vi/tai-ve/pdf/").status_code == 404
    assert client.get("/nowhere/don-vi/").status_code == 404


@pytest.mark.parametrize(("name", "jobs"), [("Công đoàn A", 0), ("Công đoàn mới", 1)])
def test_entries_of_a_unit_that_got_another_name_are_to_be_read_again(
    name, jobs, client, campaign, root
):
    unit = make.unit(root, "Công đoàn A", code="A", kind="CĐCS")
    make.register(campaign, make.entry(unit))
    client.force_login(make.account(OFFICER, root))
    rows = f"Mã,Loại,Tên đầy đủ,Tên gọn,Mã đơn vị cấp trên\nA,CĐCS,Công đoàn huyện A,{name},LC\n"

    client.post("/c/don-vi/nap/", sheet_file(rows))

    assert Unit.objects.get(code="A").name == "Công đoàn huyện A"
    assert DBTaskResult.objects.count() == jobs
