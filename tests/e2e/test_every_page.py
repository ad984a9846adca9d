"""Every page fits, is usable by everybody, and asks nobody but us; in light and in dark."""

import re
from itertools import chain
from urllib.parse import urlsplit

import pytest

from tests.e2e import form
from tests.e2e.product import CLOSED, OPEN
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
PUBLIC = (
    "/",
    "/dang-nhap/",
    f"/{OPEN}/",
    form.ADDRESS,
    f"/{CLOSED}/dang-ky/",  # closed to the public: 403, and says so
    f"/{CLOSED}/tien-do/",
    "/tro-giup/",
    "/tro-giup/dang-ky/",
    "/tro-giup/dang-nhap/",
    "/tro-giup/bang-tien-do/",
    "/tro-giup/nhap-tu-excel/",
    "/tro-giup/lam-sach/",
    "/tro-giup/danh-sach/",
    "/tro-giup/nhap-thay/",
    "/tro-giup/xem-lai-so-lieu/",
    "/tro-giup/soan-cong-van/",
    "/tro-giup/doc-nhat-ky/",
    "/tro-giup/giao-vai-tro/",
    "/tro-giup/giao-dien/",
    "/khong-co-trang-nay/mot/",  # 404
)
OFFICERS = (
    "/tai-khoan/",
    "/tai-khoan/bao-ve/",
    "/tai-khoan/ket-noi/",
    "/tai-khoan/phien/",
    "/tai-khoan/yeu-cau/",
    "/tai-khoan/ten-dang-nhap/",
    "/dang-nhap/lai/",
    f"/{CLOSED}/",
    f"/{CLOSED}/tien-do/?unit=LC-THU",
    f"/{CLOSED}/tien-do/ban-chot/",
    f"/{CLOSED}/sang-kien/",
    f"/{CLOSED}/phat-hien/",
    f"/{CLOSED}/phat-hien/?rule=wrong-unit",
    f"/{CLOSED}/trung/chac-chan/",
    f"/{CLOSED}/danh-sach/",
    f"/{CLOSED}/danh-sach/?state=none",
    f"/{CLOSED}/xem-lai/",
    f"/{CLOSED}/phan-anh/",
    "/tai-khoan/sang-kien/",
    f"/{CLOSED}/thu/",
    f"/{CLOSED}/thu/moi/",
    f"/{CLOSED}/nhat-ky/",
    f"/{CLOSED}/nhat-ky/?what=campaign&since=31/11/2022",  # 422
    f"/{CLOSED}/chuong-trinh/",
    f"/{CLOSED}/chuong-trinh/sua/",
    f"/{CLOSED}/chi-tieu/nap/",
    f"/{CLOSED}/don-vi/",
    f"/{CLOSED}/don-vi/nap/",
    f"/{CLOSED}/nhap-bang/",
    f"/{OPEN}/dang-ky/",
)
ADMINISTRATORS = (
    "/tai-khoan/",
    "/tai-khoan/nguoi/",
    "/tai-khoan/nguoi/?q=khong-co-ai",
    "/tai-khoan/mo/",
)
LETTER = re.compile(r"/thu/[0-9]+/$")
STATUS = {
    f"/{CLOSED}/dang-ky/": 403,
    "/khong-co-trang-nay/mot/": 404,
    f"/{CLOSED}/nhat-ky/?what=campaign&since=31/11/2022": 422,
}
# pages that are reached by what is on another
DEEPER = (
    (f"/{CLOSED}/sang-kien/?rule=duplicate-own", "tbody th a"),
    (f"/{CLOSED}/trung/chac-chan/", "tbody th a"),
    (f"/{CLOSED}/nhap-bang/", "tbody th a"),
)


def faults(page, address, *, closely=None):
    """What is wrong with the page at the address; `closely`: the watch, to look for barriers."""
    answer = page.goto(address)
    found = [] if answer.status == STATUS.get(address, 200) else [str(answer.status)]
    found += too_wide(page)
    found += closely.barriers(page) if closely else []
    return [f"{address}: {fault}" for fault in found]


def drafted(page, day):
    """Draft a letter of the day; return its address. Each test takes a day of its own: the tests
    share one product, and where a day has a draft the page offers to go on with that instead."""
    page.goto(f"/{CLOSED}/thu/moi/?day={day}")
    page.click("form.sheet button.button--primary")
    page.wait_for_url(LETTER)
    return page.url


@pytest.mark.parametrize(
    ("login", "addresses"), [("", PUBLIC), ("tinh", OFFICERS), ("quantri", ADMINISTRATORS)]
)
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_page_fits_and_has_no_barrier(open_page, watch, size, login, addresses):
    page = open_page(size, login=login)

    found = [
        faults(page, address, closely=watch if size == "phone" or "tien-do" in address else None)
        for address in addresses
    ]

    assert list(chain(*found)) == []


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize(("listing", "link"), DEEPER)
def test_a_page_behind_a_list_fits_and_has_no_barrier(open_page, watch, size, listing, link):
    page = open_page(size, login="tinh")
    page.goto(listing)
    address = page.locator(link).first.get_attribute("href")

    assert faults(page, address, closely=watch) == []


def test_a_letter_fits_and_has_no_barrier_as_draft_in_edit_and_before_issuing(open_page, watch):
    phone = open_page("phone", login="tinh")
    letter = drafted(phone, "15/03/2022")

    found = [faults(phone, f"{letter}{step}", closely=watch) for step in ("", "sua/", "ban-hanh/")]

    assert list(chain(*found)) == []


def test_drafts_fit_and_have_no_barrier_where_they_are_listed_offered_and_discarded(
    open_page, watch
):
    phone = open_page("phone", login="tinh")
    letter = drafted(phone, "16/03/2022")
    offered = f"/{CLOSED}/thu/moi/?day=16/03/2022"

    found = [faults(phone, address, closely=watch) for address in (f"/{CLOSED}/thu/", offered)]
    assert phone.locator(f"a[href='{urlsplit(letter).path}'].button--primary").count() == 1
    phone.goto(letter)
    phone.click("form[action$='/bo/'] button")
    phone.wait_for_url(f"**/{CLOSED}/thu/")
    found += [faults(phone, address, closely=watch) for address in (f"/{CLOSED}/thu/", letter)]

    assert list(chain(*found)) == []


@pytest.mark.parametrize("dark", [False, True])
def test_a_form_that_shows_its_errors_fits_and_has_no_barrier(open_page, watch, dark):
    phone = open_page("phone", dark=dark)
    phone.goto(form.ADDRESS)
    form.fill(phone, title="", applied_on="31/11/2021", authors="Lò Thị Mai (60%)")
    phone.check("input[name=recognised_by][value=council]")

    form.send(phone)
    phone.wait_for_selector(".error-summary")

    assert too_wide(phone) == []
    assert watch.barriers(phone) == []


def test_the_receipt_fits_and_has_no_barrier(open_page, watch):
    phone = open_page("phone")
    phone.goto(form.ADDRESS)
    form.fill(phone, title="Sổ theo dõi vật nuôi bằng mã màu cho cán bộ thú y xã")
    receipt = form.register(phone)

    assert faults(phone, receipt, closely=watch) == []


def test_pages_in_dark_have_no_barrier(open_page, watch):
    officer = open_page("phone", login="tinh", dark=True)
    addresses = (form.ADDRESS, f"/{CLOSED}/", f"/{CLOSED}/tien-do/", f"/{CLOSED}/phat-hien/")

    found = [faults(officer, address, closely=watch) for address in addresses]

    assert list(chain(*found)) == []


def test_the_menu_of_a_phone_opens_without_script(open_page):
    phone = open_page("phone", login="tinh", script=False)
    phone.goto(f"/{CLOSED}/")

    phone.click("details.nav-menu summary")

    assert phone.locator("details.nav-menu a >> visible=true").count() > 5
    assert too_wide(phone) == []


def test_the_printed_table_is_a_table_and_shows_nothing_to_click(open_page):
    desk = open_page("desk", login="tinh")
    desk.goto(f"/{CLOSED}/tien-do/")

    desk.emulate_media(media="print")

    assert desk.locator("main table tbody tr >> visible=true").count() == 11
    assert desk.locator("input, select, button, a.button >> visible=true").count() == 0
    assert desk.get_by_text("Tải về").is_hidden()


def test_the_way_out_stands_on_one_line_beside_a_long_name(open_page):
    desk = open_page("desk", login="tinh")
    desk.goto(f"/{CLOSED}/")

    lines = desk.locator(".masthead__account .account button").evaluate(
        "button => { const words = document.createRange(); words.selectNodeContents(button);"
        " return new Set([...words.getClientRects()].map(line => line.top)).size }"
    )

    assert lines == 1
