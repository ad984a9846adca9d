"""What the form costs on a line in the mountains."""

import pytest

from tests.e2e import form

pytestmark = pytest.mark.browser
FIRST, AGAIN = 60_000, 20_000  # bytes, everything on the line with its headers


def test_page_weight_of_the_first_view_and_of_the_next(phone):
    line = phone.context.new_cdp_session(phone)
    weights = []
    line.on("Network.loadingFinished", lambda said: weights.append(said["encodedDataLength"]))
    line.send("Network.enable")

    phone.goto(form.ADDRESS, wait_until="networkidle")
    first = sum(weights)
    weights.clear()
    phone.goto("about:blank")
    phone.goto(form.ADDRESS, wait_until="networkidle")
    again = sum(weights)

    assert 10_000 < first < FIRST
    assert 1_000 < again < AGAIN
