"""A member registers on a phone."""

import re

import pytest

from tests.e2e import form
from tests.e2e.product import OPEN

pytestmark = pytest.mark.browser
NUMBER = re.compile(r"SKLC-[0-9-]+")
TITLE_SENT = re.compile(r'name="title"\s+([^\r\n]*)')
# in the page itself: nothing can be asked from outside while a form is on its way
PRESS_TWICE = """() => {
    const form = document.querySelector("form.sheet");
    const button = form.querySelector(".actions button");
    const heldBack = [];
    form.addEventListener("submit", (event) => heldBack.push(event.defaultPrevented));
    button.click();
    button.click();
    return [button.textContent, heldBack];
}"""


def test_a_member_registers_on_a_phone_without_script_and_once_however_often_the_form_is_sent(
    open_page,
):
    title = "Lưới che nắng cho vườn ươm cây giống bằng vật liệu sẵn có"
    phone = open_page("phone", script=False)
    phone.goto("/")
    phone.click(f"main a[href='{form.ADDRESS}']")
    form.fill(phone, title=title)

    receipt = form.register(phone)
    number = NUMBER.search(phone.inner_text("h1"))[0]
    phone.reload()
    seen_again = phone.inner_text("h1")
    phone.go_back()
    sent_again = form.register(phone)

    assert re.fullmatch(r".*/bien-nhan/[0-9a-f-]{36}/", receipt)
    assert number in seen_again
    assert sent_again == receipt
    officer = open_page(login="tinh")
    officer.goto(f"/{OPEN}/sang-kien/?q={number}")
    assert officer.locator("tbody tr").count() == 1
    officer.goto(f"/{OPEN}/sang-kien/?q=Lưới che nắng vườn ươm")
    assert [officer.inner_text("tbody th")] == [title]


def test_the_same_form_with_other_content_leads_to_the_first_receipt(open_page):
    phone = open_page("phone", script=False)
    phone.goto(form.ADDRESS)
    form.fill(phone, title="Bẫy côn trùng bằng chai nhựa cho vườn chè")
    receipt = form.register(phone)
    phone.go_back()
    phone.fill("#field-title", "Bẫy côn trùng bằng đèn cho vườn chè")

    form.send(phone)
    phone.click("main .actions a.button--primary")
    phone.wait_for_url("**/bien-nhan/**")

    assert phone.url == receipt


@pytest.mark.parametrize("script", [True, False])
def test_a_wrong_date_is_named_linked_and_everything_typed_is_kept(open_page, script):
    phone = open_page("phone", script=script)
    phone.goto(form.ADDRESS)
    form.fill(phone, applied_on="31/11/2021")
    typed = values_of(phone)

    form.send(phone)

    summary = phone.locator(".error-summary")
    summary.wait_for()
    links = summary.locator("a")
    assert links.count() == 1
    assert "31/11/2021" in links.inner_text()
    assert values_of(phone) == typed
    assert phone.get_attribute("#field-applied_on", "aria-invalid") == "true"
    assert phone.inner_text("#error-applied_on").strip() != ""
    if script:
        assert summary.evaluate("summary => summary === document.activeElement")
    links.click()
    assert phone.evaluate("document.activeElement.id") == "field-applied_on"


def test_the_mended_form_is_taken(open_page):
    phone = open_page("phone")
    phone.goto(form.ADDRESS)
    form.fill(phone, title="Máng ăn tự chảy cho lợn bản địa", applied_on="31/11/2021")
    form.send(phone)
    phone.wait_for_selector(".error-summary")

    phone.fill("#field-applied_on", form.GOOD["applied_on"])
    form.register(phone)

    assert NUMBER.search(phone.inner_text("h1"))


def test_the_button_says_that_it_is_sending_and_takes_no_second_press(phone):
    phone.goto(form.ADDRESS)
    form.fill(phone, title="Cân tự chế từ loadcell cho hợp tác xã chè")

    words, held_back = phone.evaluate(PRESS_TWICE)

    assert words == "Đang gửi…"
    assert held_back == [False, True]
    phone.wait_for_url("**/bien-nhan/**")


def values_of(page):
    """What stands in the fields a person fills in, by name."""
    return page.eval_on_selector_all(
        "form.sheet [name]:not([type=hidden]):not([type=file]):not([type=radio])",
        "fields => Object.fromEntries(fields.map(field => [field.name, field.value]))",
    )


def test_a_doubtful_form_is_asked_about_once_and_taken_in_as_written_without_script(open_page):
    phone = open_page("phone", script=False)
    phone.goto(form.ADDRESS)
    form.fill(phone, title="Khung nâng bao ngô bằng tay đòn tre", effect="tốt")
    typed = values_of(phone)

    form.send(phone)
    asked = phone.locator(".error-summary--doubt")
    asked.wait_for()

    assert asked.locator("a").count() == 1
    assert values_of(phone) == typed
    assert phone.inner_text("form.sheet .actions button") == "Gửi như đã ghi"
    form.register(phone)
    assert NUMBER.search(phone.inner_text("h1"))


def test_a_title_that_was_filed_before_is_shown_while_it_is_typed_and_stops_nobody(open_page):
    title = "Giàn phơi ngô chống mốc bằng tre ghép ba tầng"
    phone = open_page("phone")
    phone.goto(form.ADDRESS)
    form.fill(phone, title=title)
    form.register(phone)
    phone.goto(form.ADDRESS)

    form.fill(phone, title=title.upper())
    phone.wait_for_selector(".look-alikes .notice--warning")
    told = phone.inner_text(".look-alikes")

    assert "Có thể bạn đã nộp sáng kiến này" in told
    assert title in told
    assert re.fullmatch(r".*/bien-nhan/[0-9a-f-]{36}/", form.register(phone))


def test_hints_go_with_the_title_they_were_about(open_page):
    title = "Máng hứng nước mưa cho bể chứa bằng ống tre già"
    phone = open_page("phone")
    phone.goto(form.ADDRESS)
    form.fill(phone, title=title)
    form.register(phone)
    phone.goto(form.ADDRESS)
    form.fill(phone, title=title)
    phone.wait_for_selector(".look-alikes .notice")

    phone.fill("[name=title]", "")

    phone.wait_for_selector(".look-alikes .notice", state="detached")


def test_a_question_given_up_for_a_newer_one_does_not_let_that_be_asked_again(open_page):
    phone = open_page("phone")
    asked, given_up = [], []
    phone.goto(form.ADDRESS)
    address = phone.get_attribute("[data-behaviour=look-alikes]", "data-address")

    def held_if_first(route):
        asked.append(TITLE_SENT.search(route.request.post_data)[1])
        if len(asked) > 1:
            route.fulfill(body=f"<p>{asked[-1]}</p>", content_type="text/html")

    phone.on("requestfailed", lambda request: given_up.append(request.url))
    phone.route(f"**{address}", held_if_first)
    for title in ("Một", "Hai", "Ba"):
        phone.fill("[name=title]", title)
        with phone.expect_request(f"**{address}"):
            phone.dispatch_event("[name=title]", "change")
        if title != "Một":
            phone.wait_for_selector(f".look-alikes p:text-is('{title}')")
        phone.dispatch_event("[name=title]", "change")

    assert asked == ["Một", "Hai", "Ba"]
    assert len(given_up) == 1
