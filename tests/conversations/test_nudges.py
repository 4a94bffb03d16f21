"""A reminder on the page leads to one alert by e-mail or SMS, by the real process; the e-mail stops it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiohttp import web

from bot.web.members import PREFIX
from content.model.library import Library
from storage.people import accounts
from storage.web import sessions
from tests.bot.web.visitor import Browser, Visitor
from tests.conversations import working_hours
from tests.conversations.due import noon_place, remind
from tests.conversations.installation import Installation, Place, today
from tests.conversations.office import Office, Owner, credit_code
from tests.conversations.processes import free_port
from tests.conversations.working_hours import now
from tests.scheduler.delivery.test_nudge_ways import DESCRIPTION, Postbox, mail_server, server

PAGE, HOST = "https://page.example", "page.example"
MAILBOX, PHONE = "owner@example.org", "13800005757"
MINUTES_LATER = 40


@dataclass
class Outside:
    """E-mails and SMS that came out of the program."""

    mails: Postbox = field(default_factory=Postbox)
    texts: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """The vendor's answer to an SMS."""
        self.texts.append(await request.json())
        return web.json_response({"result": {"code": 0}})

    def mail(self, number: int) -> Any:
        """An e-mail, as a mail program reads it."""
        content = self.mails.envelopes[number].content
        assert isinstance(content, bytes)
        return message_from_bytes(content, policy=policy.default)


@pytest.fixture(scope="module")
def ports() -> tuple[int, int, int]:
    """Of the page, the mail server and the vendor of SMS."""
    return free_port(), free_port(), free_port()


@pytest.fixture(scope="module")
def own_installation(
    tmp_path_factory: pytest.TempPathFactory, library: Library, ports: tuple[int, int, int]
) -> Iterator[Installation]:
    """An installation with a page and two ways of alerts, for `own_office`."""
    directory = tmp_path_factory.mktemp("nudges")
    (directory / "sms.yaml").write_text(
        DESCRIPTION.replace("URL", f"http://127.0.0.1:{ports[2]}"), encoding="utf-8"
    )
    settings = {
        "CHENAN_WEB_URL": PAGE,
        "CHENAN_WEB_LISTEN": f"127.0.0.1:{ports[0]}",
        "CHENAN_SMTP_URL": f"smtp://127.0.0.1:{ports[1]}",
        "CHENAN_SMTP_FROM": "安全办 <safety@example.org>",
        "CHENAN_SMS_FILE": str(directory / "sms.yaml"),
        "CHENAN_SMS_SECRET": "a-secret",
    }
    made = Installation(directory / "office", library, settings)
    yield made
    made.end()


@pytest.fixture
async def outside(ports: tuple[int, int, int]) -> AsyncIterator[Outside]:
    made = Outside()
    async with AsyncExitStack() as running:
        await running.enter_async_context(mail_server(made.mails, port=ports[1]))
        await running.enter_async_context(server(made.take, ports[2]))
        yield made


async def _owner(office: Office, browser: Browser, place: Place, number: int) -> tuple[Owner, Visitor]:
    """An owner with a page and nothing else."""
    address = accounts.new_web_address()
    made = Owner(
        office.client, address, f"何老板{number}", "hailing", f"保密{number}厂", credit_code(number), place
    )
    await office._register(made, "shoes", {}, "zh")
    async with office.database.begin() as db:
        key = await sessions.open_session(db, now(), today(), address)
    return made, Visitor(browser, PREFIX + key)


async def until(office: Office, query: str, count: int = 1) -> list[dict[str, Any]]:
    """The rows of a query, once there are so many."""
    for _ in range(20_000):
        if len(found := await office.rows(query)) >= count:
            return found
        await office.client.call("GET", "/api/bot")  # takes a moment in which the bot goes on
    raise AssertionError(f"never came: {query}")


async def _to_alerts(page: Visitor) -> None:
    await page.send("/start")
    await page.click("更多")
    await page.click("未读提示")


async def test_a_reminder_that_nobody_reads_leads_to_one_alert_which_can_be_stopped(
    own_office: Office, outside: Outside, ports: tuple[int, int, int]
) -> None:
    office = own_office
    browser = Browser(f"http://127.0.0.1:{ports[0]}", {"Origin": PAGE, "Host": HOST})
    place = await noon_place(office, due_in=1)
    by_mail, page = await _owner(office, browser, place, 50_000_001)
    by_sms, phone = await _owner(office, browser, place, 50_000_002)
    for one, button, typed in ((page, "用邮件提示", MAILBOX), (phone, "用短信提示", PHONE)):
        await _to_alerts(one)
        await one.click(button)
        await one.send(typed)
    await until(office, "SELECT id FROM outbox WHERE topic = 'nudge-code' AND state = 'sent'", 2)
    code = re.search(r"\d{6}", outside.mail(0).get_content())
    assert code is not None
    await page.send(code[0])
    await phone.send(outside.texts[0]["params"]["code"])
    for one in (page, phone):
        assert "在用" in (await one.last()).text

    await remind(office, place)
    unread = "SELECT id FROM web_messages WHERE read_at IS NULL AND NOT is_silent"
    await until(office, unread, 2)
    waiting = "SELECT person_id, not_before FROM outbox WHERE topic = 'nudge' AND state = 'pending'"
    assert len(await until(office, waiting, 2)) == 2
    office.installation.bot.terminate()
    later = str(working_hours.SECONDS_AHEAD + MINUTES_LATER * 60)
    office.installation.settings = {**office.installation.settings, working_hours.AHEAD: later}
    office.installation.start_bot()
    sent = "SELECT person_id FROM outbox WHERE topic = 'nudge' AND state = 'sent'"
    told = await until(office, sent, 2)
    assert {row["person_id"] for row in told} == {by_mail.person_id, by_sms.person_id}
    assert len(outside.texts) == len(outside.mails.envelopes) == 2, "a code and one alert each"
    mail, text = outside.mail(1), outside.texts[1]
    assert text["template"] == "T2"
    words = mail.get_content()
    assert PAGE in words
    for secret in ("保密", "自查", "何老板"):
        assert secret not in words + str(text) + mail["Subject"]

    await remind(office, place)  # nothing more today
    assert await office.rows(waiting) == []
    stop = str(mail["List-Unsubscribe"]).strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in words
    machine = Browser(browser.url)
    machine.headers = {"Host": HOST}
    path = stop.removeprefix(PAGE)
    kept = "SELECT kind FROM nudge_addresses ORDER BY kind"
    assert (await machine.ask("GET", path))[0] == 200
    assert [row["kind"] for row in await office.rows(kept)] == ["email", "sms"]
    assert (await machine.ask("POST", path, data={"List-Unsubscribe": "One-Click"}))[0] == 200
    assert [row["kind"] for row in await office.rows(kept)] == ["sms"]
    await _to_alerts(page)
    assert "还没有留号码或邮箱" in (await page.last()).text
    await machine.close()
    await browser.close()
