"""Several processes behind one page: any of them may be asked, and what is done is done once."""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import text

from bot.clock import system_clock
from bot.config import Settings, SettingsError
from bot.dispatcher import build_dispatcher
from bot.health import Health
from bot.runtime import build_app, dialog_states
from bot.transport import replica_routing
from bot.transport.web import health_app
from bot.web import replicas as composition
from bot.web.door import running_web
from simulator.demo.scene import furnish, sample_key
from simulator.server import Simulator
from storage import tables
from storage.base.audit import Actor
from storage.base.files import FileStore
from storage.enterprises import registration
from storage.membership import invites
from storage.web import inbox
from tests.bot.at_work import demo_settings, plain
from tests.bot.web.visitor import Browser, Refused, Visitor
from tests.bot.web.ways import to_story
from tests.conversations.office import credit_code
from tests.conversations.processes import free_port
from tests.empty import create_tables
from tests.redis_server import redis_url

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.redis]
PAGE = "http://page.example"
SECRET = b"the same in every process"
SYSTEM = Actor("system")
_codes = itertools.count(78_000_001)


class Server:
    """A process that serves the page, in the test's own."""

    def __init__(self, settings: Settings) -> None:
        self.port = free_port()
        here = f"127.0.0.1:{self.port}"
        self.url = f"http://{here}"
        self.settings = settings.model_copy(update={"web_listen": here, "web_replica_url": self.url})
        self.browser = Browser(self.url, {"Origin": PAGE, "Host": "page.example"})
        self._running = AsyncExitStack()

    async def start(self) -> None:
        """Begin with nothing in memory."""
        self.app = build_app(self.settings)
        self.app.database.now = system_clock
        states = dialog_states(self.settings, self.app)
        storage, isolation = await self._running.enter_async_context(states)
        self.dispatcher = build_dispatcher(self.app, storage, isolation)
        page = running_web(self.settings, self.app, self.dispatcher, SECRET)
        await self._running.enter_async_context(page)

    async def stop(self) -> None:
        """End as by SIGTERM."""
        await self._running.aclose()
        await self.app.database.close()

    async def rows(self, query: str) -> list[dict[str, Any]]:
        """Rows of the database."""
        async with self.app.database.read() as db:
            return [dict(row._mapping) for row in await db.execute(text(query))]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    directory = tmp_path_factory.mktemp("replicas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replica_routing, "BEAT_SECONDS", 0.1)
        patch.setattr(composition, "KEY", f"chenan:test:{secrets.token_hex(6)}")
        async with Simulator() as simulator:
            update = {"web_url": PAGE, "redis_url": SecretStr(redis_url())}
            update["report_key_file"] = sample_key(directory)
            made = demo_settings(simulator, directory).model_copy(update=update)
            app = build_app(made)
            assert tables.metadata.tables
            await create_tables(app.database)
            await furnish(app, simulator, plain())
            await app.database.close()
            yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pair(settings: Settings) -> AsyncIterator[tuple[Server, Server]]:
    made = (Server(settings), Server(settings))
    for one in made:
        await one.start()
    await meet(*made)
    yield made
    for one in made:
        await one.stop()
        await one.browser.close()


async def meet(*servers: Server) -> None:
    """Wait until all know of one another."""
    async with asyncio.timeout(10):
        while any(len(one.app.page_replicas()) != len(servers) for one in servers):  # noqa: ASYNC110 - of Redis, not of a task
            await asyncio.sleep(0.05)


class Both(Visitor):
    """Somebody whose requests come to one process after the other, as behind a proxy."""

    def __init__(self, servers: tuple[Server, ...], session: str) -> None:
        super().__init__(servers[0].browser, session)
        self._turn = itertools.cycle([one.browser for one in servers])

    async def deed(self, deed: Any, client_id: str = "") -> dict[str, Any]:
        self.browser = next(self._turn)
        return await super().deed(deed, client_id)


async def member(servers: tuple[Server, ...]) -> Both:
    """An owner who has joined, asking one process after the other."""
    app, number = servers[0].app, next(_codes)
    (town,) = await servers[0].rows("SELECT id FROM jurisdictions WHERE code = 'hl-cd'")
    async with app.database.begin() as db:
        given = (f"网页厂{number}", credit_code(number), "shoes", town["id"], 18, "东街")
        enterprise = await registration.enlist(db, SYSTEM, app.now(), *given)
        await registration.set_phone(db, SYSTEM, app.now(), enterprise, "何老板", "13800000000")
        secret = (await invites.create(db, SYSTEM, app.now(), "enterprise", enterprise)).secret
    begun = await servers[0].browser.json("POST", "/w/join", json={"name": "何老板", "language": "zh"})
    made = Both(servers, begun["session"])
    await made.send(f"/start {secret}")
    await made.click("加入")
    return made


async def test_taps_that_come_to_one_process_after_the_other_are_handled_once_each(
    pair: tuple[Server, Server],
) -> None:
    owner = await member(pair)
    await owner.send("/name 何")
    await owner.send("/start")
    home = await owner.last()
    for _ in range(3):
        await owner.click("更多")
        await owner.click("首页")
    assert (await owner.last()).buttons == home.buttons
    before = len(owner.shown)
    answers = await asyncio.gather(
        *(Visitor.deed(one, {"text": "/help"}, "the-same-deed") for one in (owner, again(owner, pair[1])))
    )
    assert {answer["version"] for answer in answers} == {max(answer["version"] for answer in answers)}
    await owner.refresh()
    assert len(owner.shown) == before + 1, "one answer"


def again(owner: Visitor, server: Server) -> Visitor:
    """The same device, asking another process."""
    return Visitor(server.browser, owner.session)


async def test_what_was_handled_by_a_process_that_is_gone_is_not_handled_by_another(
    pair: tuple[Server, Server], settings: Settings
) -> None:
    owner = await member(pair)
    await Visitor.deed(owner, {"text": "/help"}, "a-deed-of-before")
    await owner.refresh()
    shown = len(owner.shown)
    first, second = pair
    for server, other in ((first, second), (second, first)):
        await server.stop()
        answer = await Visitor.deed(again(owner, other), {"text": "/help"}, "a-deed-of-before")
        assert answer["said"] is None
        await server.start()
        await meet(first, second)
    await owner.refresh()
    assert len(owner.shown) == shown
    await owner.send("/start")
    assert "开始自查" in str((await owner.last()).raw)


async def test_a_report_stays_with_the_process_it_was_begun_in_and_ends_with_it(
    pair: tuple[Server, Server],
) -> None:
    first, second = pair
    worker = Both(pair, (await first.browser.visitor()).session)
    await to_story(worker)
    await worker.send("车间没有抽风，粉尘落一身。")
    assert "抽风" in str([one.raw for one in await worker.messages(mine=True)])
    stream = asyncio.ensure_future(
        second.browser.ask("GET", f"/w/events?since={worker.version}", worker.session)
    )
    await asyncio.sleep(0.05)
    await Visitor.send(worker, "风机坏了。")
    async with asyncio.timeout(10):
        assert (await stream)[0] == 200, "a stream that hangs on another process hears of it at once"
    await first.stop()
    await meet(second)
    try:
        with pytest.raises(Refused) as refused:
            await again(worker, second).refresh()
        assert refused.value.status == 401
    finally:
        await first.start()
        await meet(*pair)


async def test_what_is_passed_on_is_as_strict_as_what_is_asked_directly(pair: tuple[Server, Server]) -> None:
    first, second = pair
    worker = await first.browser.visitor()
    body = {"text": "/report", "id": "client-strict", "since": 0}
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        status, _, _ = await second.browser.ask(
            "POST", "/w/updates", worker.session, json=body, headers=headers
        )
        assert status in (403, 421)
    forged = {"X-Chenan-Passed": "1"}
    status, _, _ = await second.browser.ask("GET", "/w/events?wait=0", worker.session, headers=forged)
    assert status == 200, "nobody outside says where a request is handled"
    status, told, _ = await second.browser.ask("POST", "/w/end", worker.session, json={})
    assert status == 200
    assert told["Clear-Site-Data"] == '"cache", "cookies"'
    assert told["Cache-Control"] == "no-store"
    assert (await first.browser.ask("GET", "/w/events?wait=0", worker.session))[0] == 401


async def test_a_file_of_another_process_is_opened_by_its_address(pair: tuple[Server, Server]) -> None:
    first, second = pair
    owner = await member(pair)
    kept = await FileStore(first.settings.web_files_dir).put(b"%PDF-1.7")
    file = {"id": kept, "sha256": kept, "kind": "document", "name": "a.pdf", "mime": "application/pdf"}
    (row,) = await first.rows("SELECT address FROM accounts WHERE channel = 'web' ORDER BY id DESC LIMIT 1")
    async with first.app.database.begin() as db:
        await inbox.append(db, first.app.now(), row["address"], {"text": "", "file": file})
    for server, other in ((first, second), (second, first)):
        opened = await server.browser.json("POST", f"/w/files/{kept}", owner.session, json={})
        status, headers, body = await other.browser.ask("GET", opened["url"])
        assert (status, headers["Content-Type"], body[:2]) == (200, "application/pdf", b"%P")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (await second.browser.ask("GET", "/w/open/ffffffff.unknown"))[0] == 404


async def test_several_processes_need_a_redis(settings: Settings) -> None:
    alone = settings.model_copy(update={"redis_url": None, "web_replica_url": "http://127.0.0.1:1"})
    with pytest.raises(SettingsError):
        async with composition.page_replicas(alone, SECRET):
            pass


async def test_a_process_that_the_others_do_not_reach_is_a_trouble_in_readyz(
    pair: tuple[Server, Server],
) -> None:
    first, _ = pair

    async def names() -> set[str]:
        return {one.name for one in await Health(first.settings, first.app).look()}

    assert "replica" not in await names()
    there = first.app.page_replicas
    with pytest.MonkeyPatch.context() as patch:
        nowhere = f"http://127.0.0.1:{free_port()}"
        patch.setattr(first.app, "page_replicas", lambda: (*there(), nowhere))
        patch.setattr(first.app, "started", True)
        assert "replica" in await names()
        health = health_app(Health(first.settings, first.app).look, _nothing)
        async with TestClient(TestServer(health)) as client, client.get("/readyz") as answer:
            assert answer.status == 503
            assert "replica" in {one["name"] for one in (await answer.json())["troubles"]}


async def _nothing() -> bytes:
    return b""


async def test_a_process_that_refuses_connections_is_asked_no_more(pair: tuple[Server, Server]) -> None:
    owner = await member(pair)
    with pytest.MonkeyPatch.context() as patch:

        def refuse(*_: Any, **__: Any) -> Any:
            raise aiohttp.ClientConnectorError(None, OSError())  # type: ignore[arg-type]

        patch.setattr(composition.PageReplicas, "_ask", refuse)
        for server in pair:
            await again(owner, server).send("/start")
