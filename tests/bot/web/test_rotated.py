"""A new token of the bot: what people have on the page from before says in a sentence how to go on."""

from __future__ import annotations

import pytest

from bot.transport.dialog_storage import DialogStorage
from storage.nudges.stopping import STOP_PATH, token_of
from tests.bot.web.conftest import Door
from tests.bot.web.test_member import member
from tests.bot.web.test_stopping import given, is_there
from tests.bot.web.visitor import words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def forget(door: Door) -> None:
    """The process starts with another token: states of windows are kept under its key."""
    storage = door.feeder._dispatcher.storage
    assert isinstance(storage, DialogStorage)
    await storage.flush()
    storage._secret += b"another token"
    storage._kept.clear()
    door.members._chats.clear()


async def test_a_window_leads_home_and_devices_stay_signed_in(door: Door) -> None:
    owner = await member(door)
    await forget(door)
    await owner.click("下一步")
    assert owner.answer is not None
    assert "这个页面过期了" in owner.answer["text"]
    assert "开始自查" in str((await owner.last()).buttons)
    await owner.click("更多")
    await forget(door)
    await owner.send("白胶")
    assert "白胶" not in (await owner.last()).text
    assert "开始自查" in str((await owner.last()).buttons), words_of(await owner.messages())


async def test_an_older_link_of_an_email_says_where_alerts_are_stopped(door: Door) -> None:
    target = await given(door)
    old = f"{STOP_PATH}{token_of(b'the key before', target)}"
    for method in ("GET", "POST"):
        status, _, body = await door.browser.ask(method, old)
        assert status == 200
        assert "最新一封" in body.decode()
        assert "<form" not in body.decode()
    assert await is_there(door, target)
