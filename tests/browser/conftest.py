"""The demonstration as a newcomer starts it, and a browser on it that forgives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.phone import ARGUMENTS, CHROMIUM, WAIT_MS
from tests.conversations.processes import Process


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
