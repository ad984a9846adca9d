"""Cleaning: an officer decides, and the table follows."""

import pytest
from django.utils.timezone import localdate

from tests.e2e.product import CLOSED

pytestmark = pytest.mark.browser


def test_a_dismissed_duplicate_leaves_its_column_and_waits_for_review(officer):
    unit = "LĐLĐ huyện Sìn Hồ"
    before = counts(officer, unit)
    officer.goto(f"/{CLOSED}/phat-hien/?rule=duplicate-own&unit=LC-SHO")
    row = officer.locator("tbody tr").first
    row.locator("summary").click()

    row.locator("button[value=dismiss]").click()
    officer.wait_for_selector(".error-summary")
    officer.fill("input[name^=reason-] >> visible=true", "Hai giải pháp khác nhau")
    officer.click("button[value=dismiss] >> visible=true")
    officer.wait_for_selector(".error-summary", state="detached")

    after = counts(officer, unit)
    assert after == before | {
        "duplicate": before["duplicate"] - 1,
        "pending": before["pending"] + 1,
    }


def test_entries_of_the_wrong_unit_are_moved_together_and_count_at_their_own(officer):
    wrong, right = "Công đoàn ngành Giáo dục", "LĐLĐ huyện Tam Đường"
    before = counts(officer, wrong), counts(officer, right)
    officer.goto(f"/{CLOSED}/phat-hien/?rule=wrong-unit")

    officer.click(f".move-group:has-text('{right}') a")
    officer.click("button[value=move]")
    officer.wait_for_selector("button[value=move]", state="detached")

    gone, come = counts(officer, wrong), counts(officer, right)
    assert gone["gross"] == before[0]["gross"] - 1
    assert gone["wrong_unit"] == before[0]["wrong_unit"] - 1
    assert come["gross"] == before[1]["gross"] + 1
    assert come["wrong_unit"] == before[1]["wrong_unit"]


def test_a_whole_page_is_ticked_and_unticked_with_one_button(officer):
    officer.goto(f"/{CLOSED}/phat-hien/?rule=duplicate-own")
    boxes = officer.locator("tbody input[name=finding]")
    ticked = officer.locator("tbody input[name=finding]:checked")
    seen = []
    for _ in range(2):
        officer.click("button[data-behaviour=tick-all]")
        seen.append(ticked.count())

    assert seen == [boxes.count(), 0]
    assert boxes.count() > 1


def test_ticked_findings_are_decided_together_and_the_rest_stay(officer):
    officer.goto(f"/{CLOSED}/phat-hien/?rule=duplicate-own&unit=LC-PTO")
    rows = officer.locator("tbody tr")
    before = rows.count()
    for row in rows.all()[:2]:
        row.locator("input[name=finding]").check()

    officer.click("#together button[value=uphold]")
    officer.wait_for_selector(".notice--success")

    assert rows.count() == before - 2


def test_an_upper_officer_sees_the_own_entries_only_and_foreign_addresses_are_404(
    officer, open_page
):
    upper = open_page(login="thanuyen")
    upper.goto(f"/{CLOSED}/sang-kien/")
    own = entry_links(upper)
    officer.goto(f"/{CLOSED}/sang-kien/?unit=LC-PTO")
    foreign = entry_links(officer)

    assert own
    assert foreign
    assert all(status(upper, address) == 200 for address in own[:3])
    assert all(status(officer, address) == 200 for address in foreign[:3])
    assert all(status(upper, address) == 404 for address in foreign[:3])
    assert not set(own) & set(foreign)


def test_the_export_of_an_upper_officer_holds_the_own_entries_only(open_page):
    upper = open_page(login="thanuyen")
    upper.goto(f"/{CLOSED}/sang-kien/")

    assert upper.locator("select[name=unit] option[value=LC-PTO]").count() == 0
    assert status(upper, f"/{CLOSED}/tien-do/?unit=LC-PTO") == 404
    assert status(upper, f"/{CLOSED}/thu/") == 404


def counts(page, unit):
    """Numbers of the unit in today's table, by what they count."""
    page.goto(f"/{CLOSED}/tien-do/?on={localdate():%d/%m/%Y}")
    cells = page.eval_on_selector_all(
        f"tbody tr:has(:text-is('{unit}')) td",
        "cells => cells.map(cell => cell.firstChild?.textContent.trim())",
    )
    names = ("gross", "duplicate", "wrong_unit", "wrong_date", "other", "pending", "valid")
    return dict(zip(names, (int(cell) for cell in cells[2:9]), strict=True))


def entry_links(page):
    return page.eval_on_selector_all(
        "tbody th a", "links => links.map(link => new URL(link.href).pathname)"
    )


def status(page, address):
    return page.goto(address).status


def test_a_finding_is_decided_and_undone_by_keys_alone(officer):
    officer.goto(f"/{CLOSED}/phat-hien/?rule=duplicate-own&unit=LC-PTO")
    rows = officer.locator("tbody tr")
    before = rows.count()

    for key in ("j", "j", "k", "d"):
        officer.keyboard.press(key)
    officer.keyboard.type("jk?")  # into the field: no key of the list
    officer.keyboard.press("Control+A")
    officer.keyboard.type("Đã rõ")
    for key in ("Tab", "Tab", "Enter"):
        officer.keyboard.press(key)
        if rows.count() < before:
            break
    officer.wait_for_selector("[data-key=u]")
    left = rows.count()
    officer.keyboard.press("u")
    officer.wait_for_selector(".finding")

    assert left == before - 1
    assert "#finding-" in officer.url
    assert officer.locator("button[value=dismiss]").count() > 0


def test_a_question_mark_shows_the_keys_and_escape_closes_them(officer):
    officer.goto(f"/{CLOSED}/sang-kien/?all=1")
    shown = officer.locator("dialog#keys")
    assert not shown.is_visible()

    officer.keyboard.press("?")
    assert shown.is_visible()
    officer.keyboard.press("Escape")
    assert not shown.is_visible()

    officer.keyboard.press("/")
    officer.keyboard.type("giai phap")
    officer.keyboard.press("Enter")
    officer.wait_for_url("**q=giai*")
    officer.keyboard.press("j")
    officer.keyboard.press("o")
    officer.wait_for_selector("h1")
    assert "/sang-kien/?" not in officer.url
