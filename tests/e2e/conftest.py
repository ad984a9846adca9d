"""One product and one browser for the tests in this folder; each test has a context of its own."""

import json
import shutil
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings as installed
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import BROWSERS
from tests.e2e.product import own_database, running
from tests.e2e.seeing import Watch
from tests.loopback import serving
from tests.openid_server import OpenIdServer

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds
SIZES = {"phone": (360, 800), "desk": (1280, 900)}


@pytest.fixture(scope="package")
def openid():
    """Another server to log in by."""
    with serving(OpenIdServer(callback="")) as server:
        yield server


@pytest.fixture(scope="package")
def product(tmp_path_factory, openid):
    folder = tmp_path_factory.mktemp("product")
    known = {"SANGKIEN_OPENID": json.dumps(openid.settings)}
    with own_database(installed.DATABASE_URL) as url, running(folder, url, **known) as started:
        openid.callback = started.at("dang-nhap/qua/may-thu/tro-lai/")
        yield started


# Not for the whole session: while Playwright runs, Django takes this thread for an event loop
# and refuses to reach the database.
@pytest.fixture(scope="package")
def browser():
    program = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="package")
def sessions(product, browser: Browser):
    """A function that returns the cookies of a log-in; each logs in once, as a person would."""
    kept = {}

    def session(name: str):
        if name not in kept:
            context = browser.new_context(base_url=product.address)
            log_in(context.new_page(), name, product.logins[name])
            kept[name] = context.storage_state()
            context.close()
        return kept[name]

    return session


@pytest.fixture
def watch(product):
    """What the pages of this test did wrong; nothing, or the test fails at its end."""
    noted = Watch(urlsplit(product.address).netloc)
    yield noted
    assert noted.complaints == []


@pytest.fixture
def open_page(product, browser: Browser, sessions, watch):
    """A function that opens an empty page: open_page("phone", login="tinh", script=False)."""
    contexts = []

    def opened(size: str = "desk", *, login: str = "", script: bool = True, dark: bool = False):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=product.address,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale="en-US",  # as most members' phones say
            timezone_id="Asia/Ho_Chi_Minh",
            storage_state=sessions(login) if login else None,
        )
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page("phone")


@pytest.fixture
def officer(open_page: Callable[..., Page]) -> Page:
    """The provincial officer, logged in, at a desk."""
    return open_page("desk", login="tinh")


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("#field-username", name)
    page.fill("#field-password", password)
    page.click("main button[type=submit]")
    page.wait_for_selector(".account__name", state="attached")
