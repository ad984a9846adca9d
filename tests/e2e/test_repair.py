"""An officer asks, the member repairs from the receipt, the officer sees that it came back."""

import re
from urllib.parse import urlsplit

import pytest

from tests.e2e.form import ADDRESS, fill, register
from tests.e2e.product import OPEN
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
NOTE = "Ghi rõ bớt được bao nhiêu công"
LEARNT = "Mỗi hộ bớt hai công phơi một mùa, thóc không lẫn đất đá"
ASK, END = "form[action$='/yeu-cau-sua/']", "form[action$='/yeu-cau-sua/xong/']"


@pytest.mark.parametrize(
    ("size", "script"), [("phone", False), ("desk", True)], ids=["phone, no script", "desk"]
)
def test_what_an_officer_asks_for_is_repaired_from_the_receipt_and_comes_back(
    open_page, watch, size, script
):
    def looked_at(page):
        assert [*too_wide(page), *(watch.barriers(page) if script else [])] == []

    member, officer = open_page(size, script=script), open_page(size, login="tinh", script=script)
    member.goto(ADDRESS)
    fill(member, title=f"Giá phơi lúa nương {size}", workplace=f"Hợp tác xã {size}")
    receipt = register(member)
    number = re.search(r"\w+-\d{6}-\d", member.inner_text("h1")).group()
    officer.goto(f"/bien-nhan/tim/?so={number}")
    entry = officer.url

    ask(officer, looked_at)
    member.goto(receipt)
    repair(member, looked_at)

    officer.goto(f"/{OPEN}/")
    officer.click(".desk-notes a[href*='repair=back']")
    assert officer.locator(f"main a[href='{urlsplit(entry).path}']").count() == 1
    officer.goto(f"{entry}phien-ban/")
    assert "bớt hai công" in officer.inner_text(".versions")
    looked_at(officer)
    officer.goto(entry)
    officer.click(f"{END} button[value=done]")
    officer.wait_for_selector(".notice--success")
    assert officer.locator(END).count() == 0


def ask(officer, looked_at):
    """On the page of the entry."""
    officer.locator("details", has=officer.locator(ASK)).locator("summary").click()
    officer.fill("#field-repair-note", NOTE)
    looked_at(officer)
    officer.click(f"{ASK} button")
    officer.wait_for_selector(".notice--success")


def repair(member, looked_at):
    """On the receipt."""
    receipt = member.url
    assert NOTE in member.inner_text("main")
    looked_at(member)
    member.click("a.button--primary[href$='/sua/']")
    looked_at(member)
    member.fill("#field-effect", LEARNT)
    member.click("form.sheet .actions button")
    member.wait_for_url(receipt)
    member.locator("#corrections ~ section summary").click()
    assert "bớt hai công" in member.inner_text("#corrections ~ section")
    looked_at(member)
