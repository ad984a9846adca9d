"""Make the pictures of the README: the example in a folder of its own, served, looked at.

.venv/bin/python docs/make_screenshots.py; needs the tools for development, and Chromium.
"""  # noqa: INP001 - a script, no package

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
IMAGES = PROJECT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
WAIT = 60  # seconds for the server to answer
DESK, TALL, PHONE = (1280, 800), (1280, 1480), (360, 740)

# name of the picture, address, size of the window, log-in (None: a visitor)
PICTURES: tuple[tuple[str, str, tuple[int, int], str | None], ...] = (
    ("overview", "/lai-chau-2022/", DESK, "tinh"),
    ("progress", "/lai-chau-2022/tien-do/", TALL, "tinh"),
    ("register-phone", "/sang-kien-lai-chau/dang-ky/", PHONE, None),
)


def main() -> None:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit("No Chromium here: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as address:
        passwords = json.loads((Path(folder) / "demo-logins.json").read_text())
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=list(QUIET))
            for name, path, size, login in PICTURES:
                word = passwords[login] if login else ""
                take(browser, IMAGES / f"{name}.png", address, path, size=size, login=(login, word))
            browser.close()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Load the example into `folder` and serve it; yield the address."""
    surroundings = os.environ | {
        "SANGKIEN_VAR": str(folder),
        "DATABASE_URL": "",
        "PYTHONPATH": str(PROJECT / "src"),
    }
    python = [sys.executable, "-m"]
    for word in ("install", "demo"):
        subprocess.run([*python, "sangkien", word], env=surroundings, check=True)  # noqa: S603 - own words
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
    options += ["--blocking-threads", "4", "--log-level", "error"]
    server = subprocess.Popen(  # noqa: S603 - own words
        [*python, "granian", *options, "sangkien.wsgi:application"], env=surroundings
    )
    try:
        yield until_it_answers(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def until_it_answers(address: str) -> str:
    for _ in range(WAIT * 4):
        try:
            urlopen(f"{address}/tro-giup/").close()  # noqa: S310 - loopback
        except URLError:
            time.sleep(0.25)
        else:
            return address
    sys.exit("The server did not answer.")


def take(browser: Browser, file: Path, address: str, path: str, **how: Any) -> None:
    """Write a picture of the page as the person with that log-in sees it."""
    width, height = how["size"]
    shown = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    login, word = how["login"]
    if login:
        shown.goto(f"{address}/dang-nhap/")
        shown.fill("[name=username]", login)
        shown.fill("[name=password]", word)
        shown.press("[name=password]", "Enter")
        shown.wait_for_load_state("networkidle")
    shown.goto(address + path)
    shown.screenshot(path=file)
    shown.close()
    sys.stdout.write(f"{file.relative_to(PROJECT)}\n")


if __name__ == "__main__":
    main()
