"""Inputs that are sent again after the process was killed in the middle of handling them."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest
from aiogram import Bot

from bot.transport.channels import WEB_BOT_ID
from bot.transport.once import DEED, UNDO
from bot.web.calls import WebCalls
from bot.web.chats import WebChat
from bot.web.inbox import Content
from bot.web.members import Everybody
from bot.web.stored import StoredInbox
from bot.web.updates import Feeder, Given
from tests.bot.web.conftest import Door
from tests.bot.web.test_member import address_of, member

pytestmark = pytest.mark.asyncio(loop_scope="module")


class CutOff:
    """A dispatcher whose first handling is cut off after it removed the window and added a message."""

    storage = None

    def __init__(self, chat: WebChat, window: int) -> None:
        self._chat, self._window = chat, window
        self.fed: list[dict[str, Any]] = []

    async def feed_update(self, bot: Bot, update: Any, **told: Any) -> None:
        self.fed.append(told)
        if len(self.fed) == 1:
            await self._chat.inbox.remove([self._window])
        elif UNDO in told:
            await told[UNDO]()
        await self._chat.inbox.add(Content(f"从第 {len(self.fed)} 次"))


async def chat_of(door: Door) -> WebChat:
    """The chat of somebody who has just joined."""
    owner = await member(door)
    chat = door.members.find(await address_of(door, owner))
    assert chat is not None
    return chat


async def test_a_tap_whose_window_went_before_it_was_cut_off_is_handled_when_it_is_sent_again(
    door: Door,
) -> None:
    chat = await chat_of(door)
    window = await chat.inbox.add(Content("题目", rows=[[{"text": "符合", "data": "pass"}]]))
    dispatcher = CutOff(chat, window)
    bot = Bot(
        f"{WEB_BOT_ID}:page", session=WebCalls(Everybody(door.visitors, door.members), door.work.app.now)
    )
    feeder = Feeder(door.work.app, bot, dispatcher)  # type: ignore[arg-type]
    first = Given(message=window, data="pass", deed=secrets.token_hex(16))
    await feeder.serve(chat, first)
    for given in (
        first,  # nothing says that it was sent before
        Given(message=window, data="pass", deed=secrets.token_hex(16), again=True),
        Given(message=window, data="fail", deed=first.deed, again=True),
    ):
        await feeder.serve(chat, given)
    assert len(dispatcher.fed) == 1
    await feeder.serve(chat, Given(message=window, data="pass", deed=first.deed, again=True))
    assert [told[DEED] for told in dispatcher.fed] == [first.name] * 2
    told = [one.content.text for one in (await chat.inbox.since(0)).entries]
    assert told[-1] == "从第 2 次"
    assert "从第 1 次" not in told


async def test_a_message_that_is_deleted_leaves_no_more_than_the_name_of_the_input(door: Door) -> None:
    chat = await chat_of(door)
    window = await chat.inbox.add(Content("题目", rows=[[{"text": "符合", "data": "pass"}]]))
    dispatcher = CutOff(chat, window)
    feeder = Feeder(door.work.app, Bot(f"{WEB_BOT_ID}:page"), dispatcher)  # type: ignore[arg-type]
    given = Given(message=window, data="pass", deed=secrets.token_hex(16))
    await feeder.serve(chat, given)
    query = f"SELECT body FROM web_messages WHERE address = {chat.address} AND message_id = {window}"  # noqa: S608
    (row,) = await door.work.rows(query)
    assert json.loads(row["body"]) == {"by": given.name}
    assert isinstance(chat.inbox, StoredInbox)
    assert not await chat.inbox.is_by(window + 100, given.name)
