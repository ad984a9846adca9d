"""A role given and taken back by an account administrator, with and without a script."""

import pytest

from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
ROLE = "Thành viên hội đồng chấm, LĐLĐ huyện Than Uyên"


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])
def test_a_role_is_given_and_taken_back(open_page, watch, size, script):
    page = open_page(size, login="quantri", script=script)

    def barriers():  # the watch is a script itself
        return watch.barriers(page) if script else []

    page.goto("/tai-khoan/nguoi/")
    page.click("tbody th a:has-text('doanvien')")
    page.click("a[href$='/giao-vai-tro/']")
    assert too_wide(page) == []

    page.check("input[name=role][value=juror]")
    page.fill("input[name=unit]", "Sao Hỏa")
    page.fill("input[name=reason]", "Quyết định 12/QĐ-LĐLĐ")
    page.click("form.role-form button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert (too_wide(page), page.is_checked("input[name=role][value=juror]")) == ([], True)
    assert barriers() == []

    page.fill("input[name=unit]", "LC-THU")
    page.click("form.role-form button[type=submit]")
    given = page.locator("section.role", has=page.get_by_role("heading", name=ROLE))
    given.wait_for()
    assert (too_wide(page), barriers()) == ([], [])

    given.locator("summary").click()
    given.locator("input").last.fill("Hội đồng đã kết thúc")
    given.locator("button[type=submit]").click()
    page.wait_for_selector(".notice--success")
    assert page.locator("section.role", has=page.get_by_role("heading", name=ROLE)).count() == 0
    assert (too_wide(page), barriers()) == ([], [])


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_log_in_is_opened_and_closed(open_page, watch, size):
    page = open_page(size, login="quantri")
    page.goto("/tai-khoan/mo/")
    page.fill("input[name=login]", f"moi-{size}")
    page.fill("input[name=label]", "Cán bộ CĐCS Trường Mầm non")
    page.check("input[name=role][value=grassroots_officer]")
    page.fill("input[name=unit]", "LC-THU")
    page.fill("input[name=reason]", "Quyết định 12/QĐ-LĐLĐ")
    page.click("form.role-form button[type=submit]")
    page.wait_for_selector("#new-password")
    assert (too_wide(page), watch.barriers(page)) == ([], [])

    page.click("main .sheet a >> nth=0")
    page.fill("input[name=closing-reason]", "Nghỉ hưu")
    page.click("form.keeping button[type=submit]")
    page.wait_for_selector("input[name=opening-reason]")
    assert (too_wide(page), watch.barriers(page)) == ([], [])
