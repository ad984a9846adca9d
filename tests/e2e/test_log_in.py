"""Second factors in a real browser: an app with codes, and a passkey of a device it plays."""

import re
from urllib.parse import urlsplit

import pytest

from tests.codes import code
from tests.e2e.conftest import log_in
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_a_name(product):
    """The same product by a name: a browser has no passkeys for an address in numbers."""
    port = urlsplit(product.address).port
    return f"http://localhost:{port}"


@pytest.fixture
def new_page(browser, watch):
    """A function that opens a page of its own, with a device for passkeys if it is asked for."""
    contexts = []

    def opened(address, *, width=360, script=True):
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        watch.host = urlsplit(address).netloc
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def with_device(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session


def faults(page, watch):
    return too_wide(page) + watch.barriers(page)


def logged_out(page):
    page.locator("form[action='/dang-xuat/'] button").last.dispatch_event("click")
    page.wait_for_selector(".account__login", state="attached")
    page.goto("/dang-nhap/")


def by_passkey(page):
    page.click("form.passkey button")
    page.wait_for_selector(".account__name", state="attached")


def step_after_password(page, password):
    page.fill("#field-username", "doanvien")
    page.fill("#field-password", password)
    page.click("form.sheet button[type=submit]")
    page.wait_for_url("**/dang-nhap/buoc-hai/")


def test_a_passkey_is_made_asked_for_used_alone_and_taken_away(product, at_a_name, new_page, watch):
    page, password = new_page(at_a_name), product.logins["doanvien"]
    with_device(page)
    log_in(page, "doanvien", password)
    page.goto("/tai-khoan/bao-ve/khoa/them/")
    found = faults(page, watch)
    page.fill("#field-name", "Máy thử")
    page.click("form.passkey button")
    page.wait_for_url("**/tai-khoan/bao-ve/ma/")
    found += faults(page, watch)

    logged_out(page)
    by_passkey(page)
    logged_out(page)
    step_after_password(page, password)
    found += faults(page, watch)
    by_passkey(page)

    page.goto("/tai-khoan/bao-ve/")
    found += faults(page, watch)
    page.get_by_role("row", name="Máy thử").get_by_role("link").click()
    found += faults(page, watch)
    page.click("main form button.button--danger")
    page.wait_for_url("**/tai-khoan/bao-ve/")
    assert (found, page.get_by_role("row", name="Máy thử").count()) == ([], 0)


def test_a_device_without_a_passkey_is_said_and_the_other_ways_stay(at_a_name, new_page):
    page = new_page(at_a_name)
    with_device(page)
    page.goto("/dang-nhap/")

    page.click("form.passkey button")

    page.locator("form.passkey [role=status]", has_text="thử lại").wait_for()
    assert page.locator("#field-password").is_enabled()


def test_at_an_address_in_numbers_no_passkey_is_offered_and_making_one_says_why(product, new_page):
    page = new_page(product.address.rstrip("/"))
    page.goto("/dang-nhap/", wait_until="networkidle")
    is_offered = page.locator("form.passkey").is_visible()

    log_in(page, "doanvien", product.logins["doanvien"])
    page.goto("/tai-khoan/bao-ve/khoa/them/")

    page.locator("form.passkey", has_text="không dùng được khóa truy cập").wait_for()
    assert (is_offered, page.locator("form.passkey button").is_hidden()) == (False, True)


def test_an_app_is_set_up_and_asked_for_without_script(product, new_page, watch):
    page = new_page(product.address.rstrip("/"), width=1280, script=False)
    log_in(page, "doanvien", product.logins["doanvien"])
    page.goto("/tai-khoan/bao-ve/ung-dung/")
    secret = page.locator("#app-key").inner_text()
    assert page.locator("img.code-picture").evaluate("i => i.naturalWidth") > 0

    page.fill("#field-code", code(secret))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/tai-khoan/bao-ve/ma/")
    codes = page.locator(".codes code").all_inner_texts()
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    page.fill("#field-username", "doanvien")
    page.fill("#field-password", product.logins["doanvien"])
    page.click("main button[type=submit]")
    page.fill("#field-code", codes[0])
    page.click("main form button[type=submit]")
    page.wait_for_selector(".account__name", state="attached")
    page.goto("/tai-khoan/bao-ve/ung-dung/bo/")
    page.click("main form button.button--danger")

    assert len(codes) == 10
    assert re.search(r"/tai-khoan/bao-ve/$", page.url)


@pytest.mark.parametrize("script", [True, False])
def test_one_comes_by_another_server_connects_it_and_comes_by_it_then(
    product, openid, browser, script
):
    openid.person = {"sub": f"mai-{script}", "email": "mai@example.vn"}
    context = browser.new_context(base_url=product.address, java_script_enabled=script)
    page = context.new_page()
    by_server = "form[action='/dang-nhap/qua/may-thu/'] button"
    page.goto("/dang-nhap/")
    page.click(by_server)
    page.wait_for_url("**/dang-nhap/cua-ai/")
    fits = too_wide(page)

    page.click("main a.button--primary")
    page.fill("#field-username", "thanuyen")
    page.fill("#field-password", product.logins["thanuyen"])
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/tai-khoan/ket-noi/")
    page.click("button[value=connect]")
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    page.click(by_server)
    page.wait_for_selector(".account__name", state="attached")
    page.goto("/tai-khoan/ket-noi/")
    row = page.get_by_role("row", name="mai@example.vn").first
    is_there = row.is_visible()
    row.get_by_role("button").click()
    context.close()

    assert (fits, is_there) == ([], True)
