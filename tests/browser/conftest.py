"""The demonstration as a newcomer starts it, and a browser on it that forgives nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from content import loader
from tests.browser.web_phone import Site, aside, browser, watch
from tests.conversations.installation import Installation
from tests.conversations.processes import Process, free_port


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker; each has contexts of its own."""
    with browser() as made:
        yield made


@pytest.fixture
def page(demo: str, chromium: Browser) -> Iterator[Page]:
    """The page on a phone. Errors in its console and requests to anywhere else fail the test at its end."""
    faults: list[str] = []
    opened = chromium.new_page(viewport={"width": 390, "height": 844}, accept_downloads=True)
    watch(opened, faults, warnings=False)
    opened.goto(demo)
    yield opened
    opened.context.close()
    assert faults == []


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation that serves the page beside Telegram; its log has no error at the end."""
    url = f"http://127.0.0.1:{free_port()}"
    settings = {"CHENAN_WEB_URL": url, "CHENAN_WEB_LISTEN": url.removeprefix("http://")}
    made = aside(lambda: Installation(tmp_path_factory.mktemp("site"), loader.load(), settings))
    try:
        yield Site(url, made)
        assert made.bot.terminate() == 0
        assert " ERROR " not in made.bot.output()
        assert "Traceback" not in made.bot.output()
    finally:
        made.end()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """Errors of the test's pages (`watch`); one of them fails the test."""
    found: list[str] = []
    yield found
    assert found == []
