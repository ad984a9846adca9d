"""Every list as a workbook: what its page shows with the same filter, and to nobody more."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from sangkien.actions.imports import preview
from sangkien.actions.letters import draft_reminder
from sangkien.actions.snapshots import take_snapshot
from sangkien.core.permissions import Role
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import Target
from tests import importing, make
from tests.letters import SETTINGS as LETTER
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
TOO_EARLY = {"applied_on": date(2021, 8, 31)}
DAYS = (date(2022, 3, 15), date(2022, 3, 16), date(2022, 3, 17))


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    made = land()
    made.campaign.letter = LETTER
    made.campaign.save()
    return made


@pytest.fixture
def province(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def rows_of(client, address):
    """The rows below the headings, of a list whose first row is the campaign's title."""
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    return [row for row in rows[4:] if any(row)], rows[3]


def finding(where, number):
    return make.register(where.campaign, make.entry(where.district, **TOO_EARLY))


def letter(where, number):
    return draft_reminder(where.campaign, where.province, DAYS[number], make.SYSTEM)


def snapshot(where, number):
    return take_snapshot(where.campaign, where.province, DAYS[number], make.SYSTEM)


def batch(where, number):
    file = importing.csv_file([importing.row(where.district, number + 1)])
    return preview(where.campaign, where.district, file, make.SYSTEM, read=SubmissionRows)


def target(where, number):
    return Target.objects.create(
        campaign=where.campaign,
        unit=make.unit(where.province),
        kind="assigned",
        value=1200 + number,
        year=2022,
        from_on=DAYS[0],
        recorded_at=make.NOW,
    )


def unit(where, number):
    return make.unit(where.district, f"CĐCS Trường số {number}")


LISTS = {
    "phat-hien/tai-ve/": finding,
    "thu/tai-ve/": letter,
    "tien-do/ban-chot/tai-ve/": snapshot,
    "nhap-bang/tai-ve/": batch,
    "chi-tieu/tai-ve/": target,
    "don-vi/danh-sach/?q=cdcs": unit,
}


@pytest.mark.parametrize(("address", "add"), LISTS.items(), ids=LISTS)
def test_a_list_of_three_is_asked_for_as_often_as_one_of_one(where, province, address, add):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            rows, _ = rows_of(province, where.url(address))
        return len(rows), len(queries)

    add(where, 0)
    asked()
    one = asked()
    for number in (1, 2):
        add(where, number)

    assert one[0] == 1
    assert asked() == (3, one[1])


def test_findings_are_those_of_the_filter_and_of_the_own_part(where, province):
    early = [finding(where, 0), make.register(where.campaign, make.entry(where.other, **TOO_EARLY))]
    make.register(where.campaign, make.entry(where.district, effect=""))
    address = where.url("phat-hien/tai-ve/?rule=applied-before-window")

    seen = {
        "province": rows_of(province, address)[0],
        "unit": rows_of(province, f"{address}&unit={where.other.code}")[0],
        "district": rows_of(officer_of(where.district), address)[0],
    }

    titles = {who: [row[1] for row in rows] for who, rows in seen.items()}
    assert titles == {
        "province": [entry.title for entry in early],
        "unit": [early[1].title],
        "district": [early[0].title],
    }


def test_what_a_row_says_stands_below_its_heading(where, province):
    target(where, 0)

    (row,), header = rows_of(province, where.url("chi-tieu/tai-ve/"))

    assert dict(zip(header[2:5], row[2:5], strict=True)) == {
        "Target": 1200,
        "Kind": "Assigned from above",
        "For": "2022",
    }


def test_units_are_those_that_the_words_find_below_the_unit(where, province):
    unit(where, 1)
    make.unit(where.other, "CĐCS Trường số 2")

    rows, _ = rows_of(province, where.url(f"don-vi/danh-sach/?q=truong&under={where.other.code}"))

    assert [row[0] for row in rows] == ["CĐCS Trường số 2"]


def test_imports_of_other_units_are_not_in_the_list(where):
    batch(where, 0)

    own, foreign = (
        rows_of(officer_of(each), where.url("nhap-bang/tai-ve/"))[0]
        for each in (where.district, where.other)
    )

    assert (len(own), len(foreign)) == (1, 0)


@pytest.mark.parametrize(
    ("page", "address", "add"),
    [
        ("phat-hien/?rule=applied-before-window", "phat-hien/tai-ve/", finding),
        ("thu/", "thu/tai-ve/", letter),
        ("tien-do/ban-chot/", "tien-do/ban-chot/tai-ve/", snapshot),
        ("nhap-bang/", "nhap-bang/tai-ve/", batch),
        ("chuong-trinh/", "chi-tieu/tai-ve/", target),
        ("don-vi/?q=cdcs", "don-vi/danh-sach/?q=cdcs", unit),
    ],
)
def test_each_list_offers_its_workbook(where, province, page, address, add):
    add(where, 0)

    assert f'href="{where.url(address)}' in province.get(where.url(page)).content.decode()
