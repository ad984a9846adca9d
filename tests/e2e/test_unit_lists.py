"""A list goes up: confirmed, returned, confirmed anew, accepted, unlocked; two sizes."""

import re

import pytest

from tests.e2e.product import CLOSED
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
LIST = re.compile(r"/danh-sach/[0-9]+/$")
# two schools, so that both journeys begin at the beginning
SCHOOLS = {"phone": "CĐCS Trường Tiểu học Phúc Than", "desk": "CĐCS Trường THCS Phúc Than"}


class Journey:
    """Two officers with a list between them, and whatever was wrong with a page on the way."""

    def __init__(self, open_page, watch, size, *, script):
        self.below = open_page(size, login="thanuyen", script=script)
        self.above = open_page(size, login="tinh", script=script)
        self.school = SCHOOLS[size]
        self.watch = watch if script else None  # axe is a script
        self.faults = []

    def look(self, page):
        self.faults += too_wide(page)
        self.faults += self.watch.barriers(page) if self.watch else []

    def confirm(self):
        self.below.goto(f"/{CLOSED}/danh-sach/")
        self.look(self.below)
        self.below.click(f"tbody a:text-is('{self.school}')")
        self.look(self.below)
        self.below.click("form.sheet button")
        self.below.wait_for_url(LIST)
        self.look(self.below)
        return self.below.url

    def answer(self, step, reason, *, ends_with=".notice--success"):
        """Fill in the reason of a step, wherever its form stands folded, and send it."""
        form = self.above.locator(f"form[action$='/{step}/']")
        if not form.locator("input[type=text]").is_visible():
            self.above.locator(f"details:has(form[action$='/{step}/']) summary").click()
        form.locator("input[type=text]").fill(reason)
        form.locator("button").click()
        self.above.wait_for_selector(ends_with)
        self.look(self.above)


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])
def test_a_list_goes_up_comes_back_and_is_accepted_and_unlocked(open_page, watch, size, script):
    journey = Journey(open_page, watch, size, script=script)
    above = journey.above

    address = journey.confirm()
    above.goto(address)
    journey.answer("tra-lai", "", ends_with=".error-summary")
    journey.answer("tra-lai", "Thiếu một tác giả")
    journey.below.goto(address)
    assert "Thiếu một tác giả" in journey.below.inner_text("main")

    address = journey.confirm()
    above.goto(address)
    above.click("form[action$='/tiep-nhan/'] button")
    above.wait_for_selector(".notice--success")
    journey.look(above)
    above.click("tbody th a >> nth=0")
    assert above.locator("form[action$='/rut/']").count() == 0
    journey.look(above)
    above.goto(f"{address}in/")
    journey.look(above)
    above.goto(address)
    journey.answer("mo-khoa", "Sửa tên tác giả")

    assert journey.faults == []


def test_the_overview_of_the_province_fits_and_leads_to_each_unit(open_page, watch):
    for size in ("phone", "desk"):
        page = open_page(size, login="tinh")
        page.goto(f"/{CLOSED}/danh-sach/")
        faults = [*too_wide(page), *watch.barriers(page)]
        page.click("tbody a:text-is('LĐLĐ huyện Sìn Hồ')")
        page.wait_for_selector("h1")

        assert [*faults, *too_wide(page), *watch.barriers(page)] == []
