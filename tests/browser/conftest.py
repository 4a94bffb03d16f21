"""The demonstration as a newcomer starts it, and a browser on it that forgives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from content import loader
from tests.browser.phone import ARGUMENTS, CHROMIUM, WAIT_MS
from tests.browser.web_phone import Site, browser
from tests.conversations.installation import Installation
from tests.conversations.processes import Process, free_port


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a demonstration in a process of its own."""
    directory = tmp_path_factory.mktemp("demo")
    process = Process(
        "demo",
        "--port",
        "0",
        "--no-browser",
        "--data-dir",
        str(directory / "data"),
        directory=directory,
        settings={},
    )
    try:
        yield process.wait_for("ready ").partition(" ")[2]
        assert process.terminate() == 0
        assert "Traceback" not in process.output()
    finally:
        if process.running:
            process.kill()


@pytest.fixture
def page(demo: str) -> Iterator[Page]:
    """The page on a phone. Errors in its console and requests to anywhere else fail the test at its end."""
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        opened = browser.new_page(viewport={"width": 390, "height": 844}, accept_downloads=True)
        opened.set_default_timeout(WAIT_MS)
        opened.on("pageerror", lambda error: faults.append(f"script: {error}"))
        opened.on(
            "console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None
        )
        opened.on(
            "request",
            lambda request: (
                faults.append(f"request: {request.url}")
                if urlsplit(request.url).hostname not in ("127.0.0.1", None)
                else None
            ),
        )
        opened.goto(demo)
        yield opened
        browser.close()
    assert faults == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation that serves the page beside Telegram; its log has no error at the end."""
    url = f"http://127.0.0.1:{free_port()}"
    settings = {"CHENAN_WEB_URL": url, "CHENAN_WEB_LISTEN": url.removeprefix("http://")}
    made = Installation(tmp_path_factory.mktemp("site"), loader.load(), settings)
    try:
        yield Site(url, made)
        assert made.bot.terminate() == 0
        assert " ERROR " not in made.bot.output()
        assert "Traceback" not in made.bot.output()
    finally:
        made.end()


@pytest.fixture(scope="module")
def site(served: Site) -> Site:
    """The page; a module that needs more in it has a fixture of its own by this name."""
    return served


@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browser]:
    """After the site, whose preparation runs a loop of its own."""
    with browser() as made:
        yield made


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """Errors of the test's pages (`watch`); one of them fails the test."""
    found: list[str] = []
    yield found
    assert found == []
