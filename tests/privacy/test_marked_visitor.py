"""A marked worker plays every path of reporting in a browser, and an officer reads what they wrote in another
one; every byte that is left behind is searched.

Among the marks are the network address, which a proxy tells, the browser's name and the session. nginx as
shipped stands before the page, and alerts of unread messages are on. Nothing is left out of the search: no
part of the installation stands for somebody else here. Logging is at DEBUG.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from content import loader
from content.typed.receipts import new_receipt
from storage.base.audit import Actor
from storage.membership import staff_invites
from storage.people.contacts import ensure_person
from storage.reports import batches
from storage.reports import keys as reports_keys
from storage.reports.sealing import Intake
from tests.bot.web.visitor import AGENT, Browser, Refused, Visitor, words_of
from tests.conversations.installation import Installation, today
from tests.conversations.office import Office, Owner
from tests.conversations.processes import free_port
from tests.conversations.reporting import look_up, report, to_review, to_story
from tests.conversations.test_nudges import until
from tests.conversations.working_hours import now
from tests.nginx_server import NGINX, REASON, nginx
from tests.privacy.marks import DeliveryResults, Found, hash_shapes, text_shapes
from tests.privacy.test_marked_worker import (
    ADDED,
    CAMERA,
    FILE_NAME,
    STORY,
    backed_up,
    installed,
    marked_photo,
    metrics,
)
from tests.scheduler.delivery.test_nudge_ways import Postbox, mail_server

NETWORKS = ("127.77.5.77", "2001:db8:5f0c:7::77")
"""The first one is that of a connection to nginx, the second one a proxy tells."""
MAILBOX = "officer@example.org"
REPLY = "标记答复：周三去第七工位看门锁"
UNKNOWN = "markedsession5f0c7markedsession5f0c7markeds"
PLANTED = 2**52 + 5_077_077


class Scene:
    """The worker's browsers, and what they did."""

    def __init__(self, installation: Installation, office: Office, about: Owner, mails: Postbox) -> None:
        self.installation, self.office, self.about, self.mails = installation, office, about, mails
        self.url = installation.settings["CHENAN_WEB_URL"]
        self.listen = installation.settings["CHENAN_WEB_LISTEN"]
        self.browsers: list[Browser] = []
        self.sessions: list[str] = [UNKNOWN]
        self.receipts: list[str] = []
        self.logs: list[str] = []

    async def visitor(self, place: int = 0) -> Visitor:
        """Somebody new, from one of the marked networks."""
        browser = self.browser(place)
        begun = await browser.json("POST", "/w/session", json={"language": "zh"})
        self.sessions.append(begun["session"])
        return Visitor(browser, begun["session"])

    def browser(self, place: int) -> Browser:
        """A browser in one of the marked networks: behind nginx, or behind another proxy."""
        own = {"Referer": f"{self.url}/#marked-5f0c7", "Origin": self.url}
        if place == 0:
            made = Browser(self.url, own, NETWORKS[0])
        else:
            host = self.url.removeprefix("http://")
            made = Browser(f"http://{self.listen}", {**own, "Host": host, "X-Real-IP": NETWORKS[place]})
        self.browsers.append(made)
        return made

    async def play(self) -> None:
        for path in (self.whole, self.follow_up, self.read, self.guessing, self.refused, self.crash):
            await path()

    async def whole(self) -> None:
        for place in (0, 1):
            worker = await self.visitor(place)
            self.receipts.append(await report(worker, self.about, f"{STORY}{place}", [marked_photo()]))
            await worker.click("我记下了")
            await worker.click("首页")

    async def follow_up(self) -> None:
        worker = await self.visitor()
        await look_up(worker, self.receipts[0])
        await worker.send(ADDED)
        await worker.photo(marked_photo(), "第七工位")
        await worker.click("发给办公室")
        await worker.click("清除本次对话")
        await worker.browser.json("POST", "/w/end", worker.session, json={"everything": True})

    async def read(self) -> None:
        """An officer with alerts opens one of the reports on the page, looks at its photos, answers it; the
        process is killed."""
        async with self.office.database.begin() as db:
            given = (self.about.place.id, "head", "safety", "韩科长")
            invite = await staff_invites.create(db, Actor("system"), now(), *given)
        browser = self.browser(0)
        begun = await browser.json("POST", "/w/join", json={"name": "韩科长", "language": "zh"})
        officer = Visitor(browser, begun["session"])
        await officer.send(f"/start {invite.secret}")
        await officer.click("加入")
        await self.wants_alerts(officer)
        intake = Intake(reports_keys.load(self.installation.report_key))
        async with self.office.database.begin() as db:
            await batches.release(db, now(), intake, today())
        await officer.send("/office")
        await officer.click("举报 2")
        await officer.click(" · ")
        assert STORY in words_of(await officer.messages())
        await officer.click("看照片")
        (photo, *_) = [one for one in await officer.messages() if one.media == "photo"]
        status, _, _ = await browser.ask("GET", f"/w/files/{photo.raw['file']['id']}", officer.session)
        assert status == 200
        await officer.click("答复")
        await officer.send(REPLY)
        await officer.click("确定")
        await officer.click("提问")
        await officer.send(REPLY)
        self.logs.append(self.installation.bot.output())
        self.installation.bot.kill()
        await asyncio.to_thread(self.installation.start_bot)
        await officer.refresh()
        said = words_of(await officer.messages(mine=True))
        assert STORY not in said
        assert REPLY not in said
        await officer.send(REPLY)  # where the report's window was

    async def wants_alerts(self, officer: Visitor) -> None:
        """Give an address for alerts, and confirm it."""
        await officer.send("/start")
        await officer.click("更多")
        await officer.click("未读提示")
        await officer.click("用邮件提示")
        await officer.send(MAILBOX)
        await until(self.office, "SELECT id FROM outbox WHERE topic = 'nudge-code' AND state = 'sent'")
        (row,) = await self.office.rows("SELECT code FROM nudge_addresses")
        await officer.send(str(row["code"]))
        assert "在用" in (await officer.last()).text

    async def guessing(self) -> None:
        worker = await self.visitor()
        await worker.send("/receipt")
        for _ in range(6):
            await worker.send(new_receipt())

    async def refused(self) -> None:
        """Send everything that the server refuses, and input that no dialog takes."""
        worker = await self.visitor()
        await to_story(worker, self.about)
        await worker.photo(CAMERA.encode())
        requests: list[tuple[str, str, str, dict[str, Any]]] = [
            ("GET", f"/w/{FILE_NAME}", "", {}),
            ("GET", f"/{CAMERA}?{STORY}", "", {}),
            ("GET", "/w/events?since=0", UNKNOWN, {}),
            ("POST", "/w/updates", worker.session, {"data": STORY.encode()}),
            ("POST", "/w/updates", worker.session, {"json": {"id": "x", "text": STORY}}),
            ("POST", "/w/updates", worker.session, {"json": {"id": "marked-5f0c7", "text": STORY * 2000}}),
            ("POST", "/w/session", "", {"json": {}, "headers": {"Origin": f"https://{CAMERA}"}}),
            ("PUT", f"/w/{CAMERA}", "", {}),
        ]
        for method, path, session, options in requests:
            # A connection on which too much was refused ends, perhaps while the next request is written.
            headers = {**options.pop("headers", {}), "Connection": "close"}
            status, _, _ = await worker.browser.ask(method, path, session or None, headers=headers, **options)
            assert status >= 400
        for where in (self.url, f"http://{self.listen}"):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", int(where.rpartition(":")[2]), local_addr=(NETWORKS[0], 0)
            )
            head = f"GET /{CAMERA} HTTP/9.9\r\nX-Real-IP: {NETWORKS[0]}\r\nUser-Agent: {AGENT}\r\n\r\n"
            writer.write(head.encode())
            await reader.read(100)
            writer.close()

    async def crash(self) -> None:
        worker = await self.visitor()
        await to_review(worker, self.about, STORY, [marked_photo()])
        self.logs.append(self.installation.bot.output())
        self.installation.bot.kill()
        await asyncio.to_thread(self.installation.start_bot)
        with pytest.raises(Refused) as refusal:
            await worker.click("提交举报")
        assert refusal.value.status == 401

    def marks(self) -> DeliveryResults:
        """Patterns that must not be found."""
        marks = DeliveryResults()
        texts = [("browser", AGENT), ("camera", CAMERA), ("file name", FILE_NAME), ("story", STORY)]
        texts += [
            ("story's middle", "第七工位"),
            ("addition", ADDED),
            ("reply", REPLY),
            ("referer", "marked-5f0c7"),
        ]
        for mark, text in texts:
            marks.add(mark, text_shapes(text))
        for network in NETWORKS:
            packed = ipaddress.ip_address(network).packed
            marks.add("network", text_shapes(network) | hash_shapes(network, ()))
            if len(packed) > 4:  # four bytes are found anywhere by chance
                marks.add("network", {"packed": packed})
        for session in self.sessions:
            marks.add("session", text_shapes(session) | hash_shapes(session, ()))
        for receipt in self.receipts:
            marks.add("receipt", text_shapes(receipt) | text_shapes(receipt.replace(" ", "")))
        return marks

    async def search(self, *more: tuple[str, bytes]) -> list[Found]:
        """Search the whole installation, the logs, and `more`."""
        await self.office.database.close()
        self.logs.append(self.installation.bot.output())
        marks = self.marks()
        found = list(marks.look_through(self.installation.directory, but=[]))
        mails = [
            ("e-mail", one.content if isinstance(one.content, bytes) else b"") for one in self.mails.envelopes
        ]
        for name, data in (*more, *mails, *(("log", log.encode()) for log in self.logs)):
            found += marks.look(data, name)
        return found


@pytest.fixture
async def mails() -> AsyncIterator[tuple[Postbox, str]]:
    """A mail server's memory, and where it is."""
    postbox = Postbox()
    async with mail_server(postbox) as where:
        yield postbox, where


@pytest.fixture
def page(tmp_path: Path, mails: tuple[Postbox, str]) -> Iterator[Installation]:
    """An installation with the page open behind nginx, whose files are among what is searched."""
    port, listen = free_port(), f"127.0.0.1:{free_port()}"
    settings = {
        "CHENAN_WEB_URL": f"http://127.0.0.1:{port}",
        "CHENAN_WEB_LISTEN": listen,
        "CHENAN_SMTP_URL": f"smtp://{mails[1]}",
        "CHENAN_SMTP_FROM": "safety@example.org",
    }
    with installed(tmp_path, settings) as made, nginx(made.directory / "nginx", [listen], port):
        yield made


@pytest.fixture
async def scene(page: Installation, mails: tuple[Postbox, str]) -> AsyncIterator[Scene]:
    """The worker before anything was said, and an enterprise to report."""
    office = Office(page, loader.load())
    made = Scene(page, office, await office.owner(), mails[0])
    yield made
    for browser in made.browsers:
        await browser.close()
    await office.close()


async def rows(scene: Scene) -> dict[str, int]:
    """Numbers of rows of people and of dialogs, and of accounts that are not Telegram's."""
    found = {}
    for name, query in (
        ("people", "SELECT count(*) AS n FROM people"),
        ("dialogs", "SELECT count(*) AS n FROM dialog_states"),
        ("web accounts", "SELECT count(*) AS n FROM accounts WHERE channel = 'web'"),
    ):
        (row,) = await scene.office.rows(query)
        found[name] = int(row["n"])
    return found


@pytest.mark.skipif(NGINX is None, reason=REASON)
async def test_a_marked_visitor_leaves_nothing(scene: Scene) -> None:
    before = await rows(scene)
    await scene.play()
    (row,) = await scene.office.rows("SELECT count(*) AS n FROM reports")
    assert row["n"] == 2, "every path was really played"
    after = await rows(scene)
    of_the_officer = {"people": 1, "dialogs": after["dialogs"], "web accounts": 1}
    assert after == {name: before[name] + of_the_officer[name] for name in before}
    (row,) = await scene.office.rows("SELECT count(*) AS n FROM web_messages")
    assert row["n"] > 5
    assert await scene.office.rows("SELECT id FROM outbox WHERE topic = 'nudge'") == []
    assert len(scene.mails.envelopes) == 1, "the code that confirms the address"
    installation = scene.installation
    assert await scene.search(("metrics", await asyncio.to_thread(metrics, installation))) == []
    await asyncio.to_thread(backed_up, installation)
    assert await asyncio.to_thread(installation.bot.terminate) == 0
    assert await scene.search() == []
    async with scene.office.database.begin() as db:
        await ensure_person(db, now(), PLANTED, "zh")
    assert (await rows(scene))["web accounts"] == 2
    planted = f"{NETWORKS[0]} {scene.sessions[-1]} {AGENT}"
    (installation.data_dir / "planted").write_text(planted)
    assert {one.mark for one in await scene.search()} == {"network", "session", "browser"}
