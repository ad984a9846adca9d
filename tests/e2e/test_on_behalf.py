"""An officer enters for a member, who objects on the receipt and reads the answer there."""

import re

import pytest

from tests.e2e import form
from tests.e2e.product import OPEN
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
RECEIPT = re.compile(r"/bien-nhan/[0-9a-f-]{36}/$")
TITLES = {
    "phone": "Khay gieo mạ bằng vỏ bao xi măng cho ruộng bậc thang",
    "desk": "Đèn báo mực nước bể chứa cho trạm bơm bản xa",
}


class Journey:
    """What three people see, and whatever was wrong with a page on the way."""

    def __init__(self, watch, title, *, script):
        self.watch, self.title, self.script = watch, title, script
        self.faults = []

    def look(self, page, awaited):
        page.wait_for_selector(awaited)
        self.faults += too_wide(page)
        self.faults += self.watch.barriers(page) if self.script else []  # axe is a script

    def enter(self, page):
        """Forget to say for whom, then say it; return the address of the receipt."""
        page.goto(f"/{OPEN}/dang-ky/")
        form.fill(page, title=self.title)
        form.send(page)
        self.look(page, ".error-summary")
        page.select_option("[name=behalf]", "paper")
        form.send(page)
        page.wait_for_url(RECEIPT)
        self.look(page, "#receipt-address")
        return page.url

    def object(self, page):
        """Send nothing, then what is not right."""
        page.click("details:has([name=objection]) summary")
        send = page.locator("form[action$='/phan-anh/'] button")
        send.click()
        self.look(page, ".error-summary")
        page.check("[name=objection][value=wrong]")
        page.fill("[name=objection-words]", "Sai tên trường")
        send.click()
        self.look(page, "text=đang chờ trả lời")

    def answer(self, page):
        page.goto(f"/{OPEN}/")
        self.look(page, "#next")
        page.click("a:has-text('phản ánh của đoàn viên')")
        page.wait_for_url("**/phan-anh/")
        self.look(page, "tbody")
        page.click(f"tbody a:has-text('{self.title}')")
        self.look(page, "[name=answer-words]")
        page.check("[name=answer][value=corrected]")
        page.fill("[name=answer-words]", "Đã sửa tên trường")
        page.click("form.sheet .actions button")
        self.look(page, ".notice--success")


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])
def test_a_member_objects_to_what_was_entered_for_them_and_is_answered(
    open_page, watch, size, script
):
    journey = Journey(watch, TITLES[size], script=script)
    member = open_page(size, script=script)

    member.goto(journey.enter(open_page(size, login="thanuyen", script=script)))
    assert "nhập thay bạn ngày" in member.inner_text("main")
    journey.object(member)
    journey.answer(open_page(size, login="tinh", script=script))

    member.reload()
    journey.look(member, "text=Đã sửa tên trường")
    assert journey.faults == []
