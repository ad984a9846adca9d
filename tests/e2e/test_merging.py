"""Several copies become one again: merged and undone by an officer, with and without script."""

import pytest

from tests.e2e.product import CLOSED
from tests.e2e.seeing import too_wide

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])
def test_copies_are_compared_merged_and_parted_again(open_page, watch, size, script):
    page = open_page(size, login="tinh", script=script)
    page.goto(f"/{CLOSED}/trung/chac-chan/")
    page.goto(page.locator("tbody th a").first.get_attribute("href"))
    rows = page.locator(".copies tr").count()
    for box in page.locator("input[name=copy]").all()[1:]:
        box.check()

    page.click("button[formaction*='/gop/']")
    page.wait_for_selector(".notice--success")
    merged = page.locator(".copies .state--duplicate").count()
    faults = [*too_wide(page), *(watch.barriers(page) if script else [])]
    page.click("form[action*='/tach/'] button")
    page.wait_for_selector(".notice--success")

    assert (merged, faults) == (rows - 1, [])
    assert page.locator(".copies .state--duplicate").count() == 0


def test_all_certain_repeats_are_merged_by_one_button_and_parted_by_another(officer, watch):
    address = f"/{CLOSED}/trung/chac-chan/"
    officer.goto(address)
    groups = officer.locator("tbody tr").count()

    officer.click("#repeats .button--primary")
    officer.wait_for_selector(".notice--success")
    done = officer.locator("tbody tr").count()
    faults = [*too_wide(officer), *watch.barriers(officer)]
    officer.click("form[action$='/tach/'] button")
    officer.wait_for_selector(".notice--success")

    assert (done, faults) == (groups, [])
    assert officer.locator("tbody tr").count() == groups
