"""The nginx configuration that is shipped, in front of the page: what passes, and that nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.bot.web.conftest import Door
from tests.bot.web.visitor import AGENT, Browser
from tests.bot.web.ways import to_review
from tests.conversations.walk import picture
from tests.nginx_server import NGINX, REASON, Proxy, nginx

MARK = "marked7c1e"
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(NGINX is None, reason=REASON),
]


@pytest.fixture(scope="module")
def proxy(door: Door, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    assert door.settings.web_listen is not None
    with nginx(tmp_path_factory.mktemp("nginx"), [door.settings.web_listen]) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def browser(door: Door, proxy: Proxy) -> AsyncIterator[Browser]:
    own = {"Origin": door.browser.url, "Host": door.browser.url.removeprefix("http://")}
    made = Browser(proxy.url, own)
    yield made
    await made.close()


async def test_a_report_with_photos_and_its_news_pass(browser: Browser) -> None:
    worker = await browser.visitor()
    seen = await to_review(worker, "打磨间没有抽风，粉尘很大。", [picture(900, 700)])
    assert "1/5" in seen.text
    waiting = asyncio.ensure_future(browser.ask("GET", f"/w/events?since={worker.version}", worker.session))
    await browser.json("POST", "/w/end", worker.session, json={})
    async with asyncio.timeout(10):
        assert (await waiting)[0] == 401


async def test_nothing_of_a_request_is_written_whatever_is_wrong_with_it(
    browser: Browser, proxy: Proxy
) -> None:
    large = b"0" * 23_000_000
    for url in (browser.url, proxy.plain):
        for headers in ({}, {"Host": f"{MARK}.example"}, {"X-Marked": MARK * 4_000}):
            made = Browser(url, headers)
            await made.ask("GET", f"/{MARK}?{MARK}", MARK, allow_redirects=False)
            await made.close()
        port = int(url.rpartition(":")[2])
        for raw in (f"{MARK} / HTTP/1.1\r\n\r\n", f"GET /{MARK}\0 HTTP/1.1\r\nHost: a b\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(raw.encode())
            await reader.read()
            writer.close()
    assert (await browser.ask("POST", f"/w/updates?{MARK}", data=large))[0] == 413
    written = proxy.written()
    for told in (MARK, AGENT, "127.0.0.1, ", "client: "):
        assert told not in written


async def test_whoever_comes_unencrypted_is_led_to_this_site_alone(proxy: Proxy) -> None:
    made = Browser(proxy.plain, {"Host": f"{MARK}.example"})
    status, headers, _ = await made.ask("GET", "/", allow_redirects=False)
    await made.close()
    assert (status, headers["Location"]) == (301, "https://report.example.org/")


async def test_a_flood_from_one_address_is_turned_away_before_the_program(
    browser: Browser, proxy: Proxy, door: Door
) -> None:
    begun = len(door.visitors)
    statuses: list[int] = []
    for _ in range(30):
        asked = [browser.ask("GET", "/w/icon.svg") for _ in range(5)]
        statuses += [status for status, _, _ in await asyncio.gather(*asked)]
    assert set(statuses) == {200, 429}
    assert statuses.count(200) >= 30
    assert len(door.visitors) == begun
    assert "icon.svg" not in proxy.written()
