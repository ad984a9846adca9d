"""Filling in the registration form as a member does."""

from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Page

from tests.e2e.product import OPEN

ADDRESS = f"/{OPEN}/dang-ky/"
GOOD = {
    "title": "Giá phơi thóc di động bằng tre cho hộ vùng cao",
    "effect": "Giảm một nửa công phơi, thóc không lẫn đất đá",
    # inside the window of the open campaign, which follows today
    "applied_on": f"{localdate() - timedelta(days=30):%d/%m/%Y}",
    "authors": "Lò Thị Mai",
    "workplace": "Ủy ban nhân dân huyện Than Uyên",
}
UNIT = "LĐLĐ huyện Than Uyên"


def fill(page: Page, **changes: str) -> None:
    for name, value in (GOOD | changes).items():
        page.fill(f"#field-{name}", value)
    page.select_option("#field-ticked_unit", label=UNIT)


def send(page: Page) -> None:
    page.click("form.sheet .actions button")


def register(page: Page) -> str:
    """Send the form; return the address of the receipt."""
    send(page)
    page.wait_for_url("**/bien-nhan/**")
    return page.url
