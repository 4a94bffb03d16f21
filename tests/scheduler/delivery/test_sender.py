"""The sender against a Bot API on loopback: what goes out, what failures become, what is logged."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from content.catalog import Catalog
from scheduler.app import Scheduler
from scheduler.clock import Clock
from scheduler.delivery import sender as module
from scheduler.delivery.items import Button, Outgoing
from scheduler.delivery.outcome import Flood, Gone, Outcome, Refused, Sent, TokenRefused, Trouble
from scheduler.delivery.sender import Sender
from storage.base.database import Database
from tests.scheduler.bot_api import TOKEN, Answer, BotApi, bot_api, error, hang_up, nonsense
from tests.scheduler.conftest import START, add_people, queue, states

GOOD = Outgoing("好")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as running:
        yield running


@pytest.fixture
async def sender(api: BotApi) -> AsyncIterator[Sender]:
    made = Sender(TOKEN, api_root=api.url, connections=4)
    await made.start()
    yield made
    await made.stop()


async def test_text_goes_out_plain_with_its_button(api: BotApi, sender: Sender) -> None:
    text = "<b>永兴木业</b> & *1_2* https://example.com"
    assert await sender.send(100, Outgoing(text, rows=((Button("看这个问题", "go:finding:3"),),))) == Sent(
        (1,)
    )
    (form,) = api.sent
    assert form["text"] == text
    assert "parse_mode" not in form
    assert "allow_paid_broadcast" not in form
    assert json.loads(form["reply_markup"]) == {
        "inline_keyboard": [[{"text": "看这个问题", "callback_data": "go:finding:3"}]]
    }
    assert json.loads(form["link_preview_options"]) == {"is_disabled": True}


async def test_without_a_button_there_is_no_keyboard(api: BotApi, sender: Sender) -> None:
    await sender.send(100, GOOD)
    assert "reply_markup" not in api.sent[0]


async def test_paid_broadcast_only_when_asked_for(api: BotApi) -> None:
    paying = Sender(TOKEN, api_root=api.url + "/", paid=True)
    await paying.send(100, GOOD)
    await paying.stop()
    assert api.sent[0]["allow_paid_broadcast"] == "true"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (error(429, "Too Many Requests: retry after 35", retry_after=35), Flood(35.0)),
        (
            error(403, "Forbidden: bot was blocked by the user"),
            Gone("Forbidden: bot was blocked by the user"),
        ),
        (error(403, "Forbidden: user is deactivated"), Gone("Forbidden: user is deactivated")),
        (error(400, "Bad Request: chat not found"), Gone("Chat not found")),
        (error(400, "Bad Request: PEER_ID_INVALID"), Gone("Peer_id_invalid")),
        (error(400, "Bad Request: message is too long"), Refused("Message is too long")),
        (error(400, "Bad Request: BUTTON_DATA_INVALID"), Refused("Button_data_invalid")),
        (error(500, "Internal Server Error"), Trouble("Internal Server Error")),
        (error(429, "Too Many Requests"), Trouble("Too Many Requests")),
    ],
)
async def test_each_answer_becomes_its_outcome(
    api: BotApi, sender: Sender, answer: Answer, outcome: Outcome
) -> None:
    api.tell(100, answer)
    assert await sender.send(100, GOOD) == outcome
    assert await sender.send(100, GOOD) == Sent((2,))  # and nothing lingers


async def test_group_that_moved_is_refused(api: BotApi, sender: Sender) -> None:
    api.tell(100, error(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100123))
    assert isinstance(await sender.send(100, GOOD), Refused)


@pytest.mark.parametrize("answer", [hang_up, nonsense])
async def test_broken_connections_and_proxies_are_trouble(
    api: BotApi, sender: Sender, answer: Answer
) -> None:
    api.tell(100, answer)
    outcome = await sender.send(100, GOOD)
    assert isinstance(outcome, Trouble)
    assert outcome.left


async def test_nobody_listening_is_trouble() -> None:
    async with bot_api() as gone:
        address = gone.url
    alone = Sender(TOKEN, api_root=address)
    assert isinstance(await alone.send(100, GOOD), Trouble)
    assert isinstance(await alone.probe(), Trouble)
    await alone.stop()


async def test_answer_that_does_not_come_is_trouble_that_may_have_arrived(
    api: BotApi, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(module, "SECONDS", 0.05)
    api.tell(100, silence)
    assert await sender.send(100, GOOD) == Trouble("no answer in 0 s", left=True)


async def test_pool_that_is_full_has_sent_nothing(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    async def full(*_: object, **__: object) -> None:
        raise httpx.PoolTimeout("full")

    monkeypatch.setattr(httpx.AsyncClient, "request", full)
    outcome = await sender.send(100, GOOD)
    assert isinstance(outcome, Trouble)
    assert not outcome.left


@pytest.mark.parametrize("code", [401, 404])
async def test_refused_token_is_said_without_the_token(api: BotApi, sender: Sender, code: int) -> None:
    api.tell(0, error(code, "Unauthorized"), error(code, "Unauthorized"))
    with pytest.raises(TokenRefused) as refused:
        await sender.send(100, GOOD)
    with pytest.raises(TokenRefused):
        await sender.probe()
    assert TOKEN not in str(refused.value)
    assert refused.value.__suppress_context__


async def test_probe_asks_who_the_bot_is_and_shows_nobody_anything(api: BotApi, sender: Sender) -> None:
    assert await sender.probe() == Sent()
    assert api.paths == [f"/bot{TOKEN}/getMe"]


async def test_no_token_reaches_the_logs(
    api: BotApi, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("httpx", "httpcore", "telegram"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.NOTSET)
    with caplog.at_level(logging.DEBUG):
        made = Sender(TOKEN, api_root=api.url)
        await made.start()
        api.tell(7, hang_up, nonsense, error(500, "Internal"), error(429, "Slow", retry_after=1))
        for _ in range(5):
            await made.send(7, GOOD)
        await made.probe()
        await made.stop()
        logging.getLogger("telegram").warning("heard")
    assert len(api.paths) == 6
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]  # the server's own
    assert ours  # the test listens
    assert not [record for record in ours if TOKEN in record.getMessage()]


async def test_scheduler_delivers_what_is_queued_and_stops_in_order(
    database: Database, catalog: Catalog, api: BotApi, sender: Sender
) -> None:
    people = await add_people(database, *range(1, 61))
    clock = Clock(lambda: START, lambda: START)
    scheduler = Scheduler(database, catalog, sender, clock, rate=400)
    api.tell(5, error(403, "Forbidden: bot was blocked by the user"))
    api.tell(6, error(400, "Bad Request: message is too long"))
    await scheduler.start()
    for chat, person in people.items():
        await queue(database, person, str(chat))
    scheduler.wake()
    async with asyncio.timeout(20):
        while set((await states(database)).values()) & {"pending", "sending", "retry"}:
            pass  # reading leaves the processor to others
    await scheduler.stop()
    kept = await states(database)
    assert (kept.pop("5"), kept.pop("6")) == ("unreachable", "failed")
    assert set(kept.values()) == {"sent"}
    assert sorted(api.chats) == list(range(1, 61))


async def test_scheduler_tells_whoever_waits_that_the_token_is_refused(
    database: Database, catalog: Catalog, api: BotApi, sender: Sender
) -> None:
    people = await add_people(database, 1)
    await queue(database, people[1], "a")
    api.tell(0, error(401, "Unauthorized"))
    scheduler = Scheduler(database, catalog, sender, Clock(lambda: START, lambda: START))
    await scheduler.start()
    with pytest.raises(TokenRefused):
        await scheduler.wait()
    await scheduler.stop()
