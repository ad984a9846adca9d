"""A person clears the province: duplicates, wrong units, wrong dates, and the table follows."""

import csv
import io

import pytest
from django.conf import settings as installed
from django.utils.timezone import localdate

from tests.e2e.conftest import SIZES, log_in
from tests.e2e.product import CLOSED, own_database, running
from tests.e2e.seeing import too_wide
from tests.example.sheets import labels
from tests.example.test_main_job import LETTER

pytestmark = pytest.mark.browser
COLUMNS = ("Trùng", "Sai đơn vị", "Sai thời gian", "Lý do khác", "Chờ xét", "Hợp lệ")
LIST = f"/{CLOSED}/phat-hien/"


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """A province of its own, for it is cleared."""
    folder = tmp_path_factory.mktemp("cleared")
    with own_database(installed.DATABASE_URL) as url, running(folder, url) as started:
        yield started


@pytest.fixture(scope="module")
def sessions(product, browser):
    """A function that returns the cookies of a log-in."""

    def session(name):
        context = browser.new_context(base_url=product.address)
        log_in(context.new_page(), name, product.logins[name])
        kept = context.storage_state()
        context.close()
        return kept

    return session


def table(page, day):
    """The table of the day as its file says it, by unit."""
    answer = page.request.get(f"/{CLOSED}/tien-do/tai-ve/csv/?on={day:%d/%m/%Y}")
    rows = csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig")))
    return {row["Tên đơn vị"]: row for row in rows}


def columns(row):
    return {name: int(row[name]) for name in COLUMNS}


def done(page):
    page.wait_for_selector(".notice--success")


def planted():
    """How many copies the labels tell, and how many wrong dates of what is no copy."""
    copies = {
        key for key, row in labels().items() if row["Nhóm trùng"] and row["Bản đầu"] != "true"
    }
    dated = {key for key, row in labels().items() if row["Sai thời gian"]}
    return len(copies), len(dated - copies)


def merges_the_certain(page):
    page.goto(f"/{CLOSED}/trung/chac-chan/")
    page.click("#repeats .button--primary")
    done(page)


def upholds_all(page, rule):
    """Page by page; with the button where there is script, else box by box."""
    boxes = page.locator("tbody input[name=finding]")
    page.goto(f"{LIST}?rule={rule}")
    while boxes.count():
        button = page.locator("button[data-behaviour=tick-all]")
        if button.is_visible():
            button.click()
        else:
            for box in boxes.all():
                box.check()
        page.click("#together button[value=uphold]")
        done(page)
        page.goto(f"{LIST}?rule={rule}")


def moves_the_groups(page, sound):
    groups = page.locator(".move-group a")
    page.goto(f"{LIST}?rule=wrong-unit")
    moved = 0
    while groups.count():
        groups.first.click()
        sound(page)
        page.click("button[value=move]")
        done(page)
        moved += 1
        page.goto(f"{LIST}?rule=wrong-unit")
    return moved


def accepts_one(page):
    page.goto(f"{LIST}?rule=applied-before-window")
    page.locator("tbody input[name=finding]").first.check()
    page.fill("#field-together-reason", "Đã có ý kiến của LĐLĐ tỉnh")
    page.click("#together button[value=dismiss]")
    done(page)


def test_a_person_clears_the_province_and_the_past_stays_as_it_was(open_page, watch):
    desk = open_page("desk", login="tinh")
    phone = open_page("phone", login="tinh", script=False)
    today, then = localdate(), localdate().replace(year=2022, month=3, day=17)

    def sound(page):
        barriers = watch.barriers(page) if page is desk else []  # measured by script
        assert [*too_wide(page), *barriers] == []

    merges_the_certain(desk)
    sound(desk)
    for rule in ("duplicate-own", "duplicate-other"):
        upholds_all(desk, rule)
        sound(desk)
    assert moves_the_groups(phone, sound) == 2
    accepts_one(phone)
    sound(phone)
    upholds_all(phone, "applied-before-window")
    sound(phone)

    now, past = table(desk, today), table(desk, then)
    copies, dated = planted()
    assert columns(now["Tổng"]) == {
        "Trùng": copies,
        "Sai đơn vị": 0,
        "Sai thời gian": dated - 1,  # one was accepted as an exception
        "Lý do khác": 0,
        "Chờ xét": 245 - copies - (dated - 1),
        "Hợp lệ": 0,
    }
    assert [sum(columns(row).values()) for row in now.values()] == [
        int(row["Số lượt"]) for row in now.values()
    ]
    told = [(name, row["Số lượt"], row["Ghi chú"]) for name, row in past.items()]
    assert told == [(name, gross, remark) for _, name, _, gross, remark in LETTER]
    desk.goto(f"/{CLOSED}/phat-hien/")
    sound(desk)
    desk.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))
    assert too_wide(desk) == []
