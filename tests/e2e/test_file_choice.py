"""The control for files: in the page's language, and the browser's own where no script runs."""

import pytest

from tests.e2e import form

pytestmark = pytest.mark.browser
FILE = {
    "name": "quyết định.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-" + b"0" * 1_300_000,
}
CHOSEN = "#chosen-recognition_file"


def test_the_chosen_file_is_told_with_name_and_size_in_the_language_of_the_page(phone):
    phone.goto(form.ADDRESS)
    box = phone.locator(".file")
    before = box.inner_text().split("\n")

    phone.set_input_files("#field-recognition_file", FILE)

    assert before == ["Chọn tệp", "chưa chọn tệp nào"]
    assert phone.inner_text(CHOSEN) == "quyết định.pdf (1,2 MB)"
    assert "chosen-recognition_file" in phone.get_attribute(
        "#field-recognition_file", "aria-describedby"
    )


def test_pressing_anywhere_on_the_control_or_a_key_on_it_opens_the_choice(phone):
    phone.goto(form.ADDRESS)
    with phone.expect_file_chooser():
        phone.locator(CHOSEN).click(force=True)
    with phone.expect_file_chooser():
        phone.locator("#field-recognition_file").press("Enter")


def test_without_script_the_browser_s_own_control_is_there(open_page):
    phone = open_page("phone", script=False)
    phone.goto(form.ADDRESS)

    assert phone.locator("#field-recognition_file").is_visible()
    assert [phone.locator(part).is_visible() for part in (CHOSEN, ".file__button")] == [
        False,
        False,
    ]
