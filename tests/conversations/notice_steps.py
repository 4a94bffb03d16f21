"""Steps of an officer's notice in the chat: written, sent off, told, and found with those who got it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from simulator.client import Person, Seen
from tests.conversations.bureau import Bureau, open_bureau

TEXT = "请本周五前<b>关好抽风口</b>，有事打 0523-86880000。"


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[Bureau]:
    async with open_bureau(tmp_path) as made:
        yield made
        for person in made.people:
            await made.look(person, "notices")
        assert not made.screens.bad, made.screens.report()


def picture(color: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(out, "JPEG")
    return out.getvalue()


async def write(person: Person, text: str = TEXT) -> None:
    """Go from the office's home to a blank notice with this text."""
    await person.send("/office")
    await person.click("通知")
    await person.click("写通知")
    await person.click("空白")
    await person.send(text)


async def send_off(person: Person) -> None:
    """Go from the draft to its confirmation."""
    await person.click("发给 ")
    await person.click("确认，发给")


async def said(person: Person, words: str) -> bool:
    return any(words in one.text for one in await person.messages())


async def notices(person: Person, words: str) -> list[Seen]:
    """The messages with these words that can be, or were, marked as read."""
    found = [one for one in await person.messages() if words in one.text]
    return [one for one in found if any("已" in label for row in one.buttons for label in row)]


async def tell_at_once(bureau: Bureau) -> None:
    """Send what waits for the morning's digest now."""
    await bureau.settled()
    async with bureau.app.database.begin() as db:
        await db.execute(
            text("UPDATE outbox SET not_before = created_at, priority = 1 WHERE state = 'pending'")
        )
