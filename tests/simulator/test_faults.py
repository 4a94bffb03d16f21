"""Faults a test asks for, flood limits, and the log of requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.transport.session import Session, Unanswered
from bot.transport.updates import RawUpdates
from simulator.api.errors import ApiError
from simulator.api.flood import FloodLimits
from simulator.client import Person, SimulatorClient
from simulator.faults import Spoil
from simulator.server import Simulator
from tests.simulator.conftest import Clock, aiogram_bot, ptb_bot


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    """aiogram as the bot uses it: its session tells the outcome of a request whose answer is spoilt."""
    session = Session(api=TelegramAPIServer.from_base(simulator.base_url))
    async with Bot(simulator.bot_token, session=session).context() as made:
        yield made


async def test_a_scripted_failure_hits_what_it_names(
    simulator: Simulator, bot: Bot, client: SimulatorClient, person: Person
) -> None:
    other = await client.person("李师傅")
    await other.send("/start", wait=False)
    simulator.fail_next(
        "sendMessage", 429, "Too Many Requests: retry after 7", {"retry_after": 7}, chat_id=other.id
    )
    assert (await bot.send_message(person.id, "到")).text == "到"
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(other.id, "到")
    assert caught.value.retry_after == 7
    assert (await bot.send_message(other.id, "到")).text == "到"
    await client.fault(status=502, description="Bad Gateway", times=2)
    await bot.get_updates(timeout=0)  # a general fault leaves polling alone
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.get_me()
    assert (await bot.get_me()).is_bot
    assert len(await other.messages()) == 1


async def test_a_connection_is_cut_before_or_after_the_request(
    simulator: Simulator, bot: Bot, ptb: ExtBot[None], person: Person
) -> None:
    simulator.drop_next("sendMessage")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(person.id, "一")
    assert await person.messages() == []
    simulator.drop_next("sendMessage", after=True)
    with pytest.raises(NetworkError):
        await ptb.send_message(person.id, "二")
    assert [message.text for message in await person.messages()] == ["二"]


async def test_a_delay_holds_requests_back(simulator: Simulator, bot: Bot, person: Person) -> None:
    simulator.delay("sendMessage", 30)
    sending = asyncio.ensure_future(bot.send_message(person.id, "慢"))
    assert (await bot.send_chat_action(person.id, "typing")) is True
    assert not sending.done()
    assert await person.messages() == []
    sending.cancel()
    simulator.delay("sendMessage", 0)
    assert (await bot.send_message(person.id, "快")).text == "快"


async def test_the_log_names_method_parameters_chat_and_time(
    simulator: Simulator, ptb: ExtBot[None], person: Person, clock: Clock
) -> None:
    await ptb.send_message(person.id, "您好", disable_notification=True)
    (logged,) = simulator.requests("sendMessage", person.id)
    assert logged.params["text"] == "您好"
    assert logged.params["disable_notification"] is True
    assert (logged.at, logged.status) == (clock(), 200)
    (over_http,) = await person.client.requests("sendMessage")
    assert over_http["params"] == logged.params


async def test_too_fast_is_refused_with_the_pause_to_keep(client: SimulatorClient, clock: Clock) -> None:
    async with Simulator(clock=clock, flood_limits=True) as strict:
        number = strict.add_person("王师傅")
        strict.people.start(number)
        bot = aiogram_bot(strict.base_url, strict.bot_token)
        for text in ("一", "二", "三"):
            await bot.send_message(number, text)
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(number, "四")
        assert caught.value.retry_after == 1
        assert "Too Many Requests: retry after 1" in caught.value.message
        async with ptb_bot(strict.base_url, strict.bot_token) as ptb:
            with pytest.raises(RetryAfter):
                await ptb.send_message(number, "五")
        await bot.session.close()
        assert len(strict.world.history(number)) == 4


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0, 0.2)), max_size=200))
def test_no_second_holds_more_than_the_limit(sends: list[tuple[int, float]]) -> None:
    limits = FloodLimits(enabled=True)
    now = 0.0
    sent: list[tuple[int, float]] = []
    for chat, pause in sends:
        now += pause
        try:
            limits.check(chat, is_group=False, now=now)
        except ApiError:
            continue
        sent.append((chat, now))
    for _, start in sent:
        window = [chat for chat, at in sent if start <= at < start + 1]
        assert len(window) <= 30 + 30
        assert all(window.count(chat) <= 3 + 1 for chat in set(window))


def test_who_waits_as_told_is_let_through_and_groups_have_their_own_limit() -> None:
    limits = FloodLimits(enabled=True)
    for _ in range(20):
        limits.check(-1, is_group=True, now=100.0)
    with pytest.raises(ApiError, match="retry after 3"):
        limits.check(-1, is_group=True, now=100.0)
    limits.check(-1, is_group=True, now=103.0)
    FloodLimits(enabled=False).check(-1, is_group=True, now=0, cost=1000)


@pytest.mark.parametrize("after", [True, False])
async def test_an_answer_is_replaced_by_a_gateway_s(
    simulator: Simulator, bot: Bot, client: SimulatorClient, person: Person, after: bool
) -> None:
    await client.fault(method="sendMessage", body="<h1>网关</h1>", status=502, after=after)
    with pytest.raises(Unanswered, match="HTTP 502, not JSON"):
        await bot.send_message(person.id, "一")
    assert len(await person.messages()) == int(after)
    simulator.answer_next("getUpdates", Spoil(None, b"", 200))
    with pytest.raises(Unanswered, match="empty"):
        await bot.get_updates(timeout=0)
    assert await bot.get_updates(timeout=0)


@pytest.mark.parametrize("size", [0, 1, 20])
async def test_an_answer_is_cut_off_at_any_byte(
    bot: Bot, client: SimulatorClient, person: Person, size: int
) -> None:
    for method, ask in (("sendMessage", bot.send_message(person.id, "一")), ("getMe", bot.get_me())):
        await client.fault(method=method, cut_at=size)
        with pytest.raises(Unanswered):
            await ask
    assert [message.text for message in await person.messages()] == ["一"]


async def test_an_update_comes_as_it_was_given(client: SimulatorClient, bot: Bot, person: Person) -> None:
    odd = {"message_id": 1, "text": ["no", 7], "chat": {"id": person.id}}
    await bot(RawUpdates(timeout=0, allowed_updates=["message"]))
    number = await client.update("message", odd)
    assert await client.update("telepathy", "nothing") is None, "not among the kinds that were asked for"
    raw: Any = await bot(RawUpdates(timeout=0))
    assert raw[-1] == {"update_id": number, "message": odd}
