"""The officer's desk between the levels: passed up, answered; with and without script."""

import pytest

from tests.e2e.product import CLOSED
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
EVERYWHERE = pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])


@pytest.fixture
def sound(watch):
    """A function that fails where a page is too wide or keeps somebody out."""

    def look(page, script):
        assert [*too_wide(page), *(watch.barriers(page) if script else [])] == []

    return look


@EVERYWHERE
def test_a_finding_is_passed_up_answered_above_and_told_back(open_page, sound, size, script):
    below = open_page(size, login="thanuyen", script=script)
    above = open_page(size, login="tinh", script=script)
    below.goto(f"/{CLOSED}/phat-hien/?rule=duplicate-own")
    row = below.locator("tbody tr").first
    title = row.locator("th").inner_text()
    row.locator("summary").first.click()
    row.locator("input[name^=reason-]").fill("Hai lớp khác nhau?")
    row.locator("button[value=pass]").click()
    below.wait_for_selector(".notice--success")
    sound(below, script)

    above.goto(f"/{CLOSED}/")
    above.click(".desk-notes a")
    asked = above.locator("tbody tr", has_text="Hai lớp khác nhau?")
    assert title in asked.inner_text()
    sound(above, script)
    asked.locator("summary").first.click()
    asked.locator("input[name^=reason-]").fill("Đã hỏi trường")
    asked.locator("button[value=uphold]").click()
    above.wait_for_selector(".notice--success")

    below.goto(f"/{CLOSED}/")
    below.click(".desk-notes a[href*=answered]")
    assert "Đã hỏi trường" in below.locator("tbody tr", has_text=title).first.inner_text()
    sound(below, script)
    below.click("form[action$='/da-doc/'] button")
    below.wait_for_selector(".notice--success")


@EVERYWHERE
def test_a_group_of_copies_is_passed_up_and_taken_back(open_page, sound, size, script):
    page = open_page(size, login="thanuyen", script=script)
    page.goto(f"/{CLOSED}/phat-hien/?rule=duplicate-own")
    page.goto(page.locator("tbody a[href*='/trung/']").last.get_attribute("href"))
    page.fill("input[name=copies-reason]", "Tên giống, nội dung khác?")

    page.click("button[value=pass]")
    page.wait_for_selector(".passed")
    sound(page, script)
    page.click("button[value=back]")
    page.wait_for_selector(".passed", state="detached")

    assert page.locator(".notice--success").count() == 1
