"""Errors become one sentence with a button that leads on; the log has a reference and nothing about a
person."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramServerError
from aiogram.methods import SendMessage

from bot.transport.session import Unanswered
from simulator.client import Person
from storage.base.errors import (
    ChenanError,
    Conflict,
    Incomplete,
    Invalid,
    Locked,
    NotAllowed,
    NotFound,
    Stale,
)
from storage.base.files import FileStore
from storage.self_checks import submissions
from tests.bot.at_work import OWNER, STRANGER, Work, at_work
from tests.simulator.conftest import picture

SECRET = "张三 尘肺 13800000000"


def locked() -> Exception:
    """SQLite's own."""
    error = sqlite3.OperationalError(SECRET)
    error.sqlite_errorname = "SQLITE_BUSY"
    return error


KNOWN: list[ChenanError] = [
    NotAllowed(),
    NotFound(),
    Locked(),
    Stale(),
    Incomplete(),
    Invalid("error-invalid-reason"),
    Invalid("error-invalid-text-long", limit=1000, length=1234),
    Conflict("error-conflict-enterprise-exists"),
]
METHOD = SendMessage(chat_id=1, text=SECRET)
UNKNOWN: list[tuple[Exception, str]] = [
    (ValueError(SECRET), "error-unknown"),
    (KeyError(SECRET), "error-unknown"),
    (TimeoutError(SECRET), "error-unknown"),
    (OSError(errno.ENOSPC, SECRET), "error-storage-full"),
    (OSError(errno.EROFS, SECRET), "error-storage-readonly"),
    (OSError(errno.ENOTDIR, SECRET), "error-storage"),
    (ConnectionRefusedError(errno.ECONNREFUSED, SECRET), "error-storage-away"),
    (locked(), "error-storage-locked"),
    (Unanswered(METHOD, "HTTP 502, not JSON"), "error-network"),
    (TelegramServerError(METHOD, SECRET), "error-network"),
]


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[Work]:
    async with at_work(tmp_path) as made:
        yield made


async def owner_at_home(work: Work, language: str = "zh") -> Person:
    """The owner before the home window."""
    owner = await work.person(OWNER)
    await owner.send("/start")
    if language == "en":
        await owner.send("/language")
        await owner.click("English")
    return owner


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Beginning the self-check fails so, until undone."""

    async def fail(*_: Any, **__: Any) -> int:
        raise error

    monkeypatch.setattr(submissions, "start", fail)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_domain_error_is_said_and_the_next_try_works(
    work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    owner = await owner_at_home(work, language)
    button = work.app.catalog.say("home-check-start", language)
    for error in KNOWN:
        said = work.app.catalog.say(error.key, language, **error.values)
        with monkeypatch.context() as patched:
            failing(patched, error)
            await owner.click(button)
            assert await owner.toast() == said, repr(error)
            await owner.send("/check")
            assert any(said in one.text for one in await owner.messages()), repr(error)
    await owner.send("/check")
    assert work.app.catalog.say("check-why", language) in str((await owner.last()).buttons)
    assert [one for one in caplog.records if one.name == "bot.handlers.errors"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_anything_else_is_one_sentence_with_a_reference_that_the_log_has_too(
    work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    owner = await owner_at_home(work, language)
    button = work.app.catalog.say("home-check-start", language)
    for error, key in UNKNOWN:
        caplog.clear()
        with monkeypatch.context() as patched:
            failing(patched, error)
            await owner.click(button)
        logged = re.search(r"reference ([0-9a-f]{6}): (\w+)[^:]* at [\w/]+\.py:\d+", caplog.text)
        assert logged, repr(error)
        assert logged[2] == type(error).__name__
        said = work.app.catalog.say(key, language, reference=logged[1])
        assert (await owner.toast()).startswith(said)
        assert logged[1] in await owner.toast()
        assert SECRET not in caplog.text
        assert str(owner.id) not in caplog.text
        assert work.settings.token not in caplog.text
        with monkeypatch.context() as patched:
            failing(patched, error)
            await owner.send("/check")
        assert said.split(logged[1])[0] in (await owner.said()).text


async def test_what_a_person_typed_is_in_no_log(
    work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    owner = await owner_at_home(work)
    await owner.click("开始自查")

    async def fail(*_: Any, **__: Any) -> None:
        raise ValueError(f"cannot keep {SECRET}")

    monkeypatch.setattr("storage.self_checks.answers.add_note", fail)
    await owner.send(SECRET)
    assert "reference" in caplog.text
    assert SECRET not in caplog.text
    assert "尘肺" not in caplog.text


async def test_a_full_disk_is_said_and_the_photo_is_taken_afterwards(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await owner_at_home(work)
    await owner.click("开始自查")

    async def full(*_: Any, **__: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "put", full)
        await owner.photo(picture(800, 600))
        assert "磁盘满了" in (await owner.said()).text
    await owner.photo(picture(800, 600, "blue"))
    assert "已收 1 张" in (await owner.last()).text


# --- lost and outdated windows ----------------------------------------------------------------------


async def halfway(work: Work) -> Person:
    """The owner at the second question."""
    owner = await owner_at_home(work)
    await owner.click("开始自查")
    await owner.click("不符合")
    await owner.send("/check")
    assert "第 2/2 题" in (await owner.last()).text
    return owner


async def lose(work: Work, statement: str) -> None:
    """Restart the bot with something gone from the conversations' table."""
    await work.stop()
    assert await work.change(statement) > 0
    await work.start()


CONTEXTS = "DELETE FROM dialog_states WHERE data LIKE '%\"state\"%'"
STACKS = "DELETE FROM dialog_states WHERE data NOT LIKE '%\"state\"%'"
EVERYTHING = "DELETE FROM dialog_states"
RENAMED = "UPDATE dialog_states SET data = replace(data, 'SelfCheckSG:question', 'GoneSG:gone')"
LOSSES = pytest.mark.parametrize(
    "loss", [CONTEXTS, STACKS, EVERYTHING, RENAMED], ids=["context", "stack", "everything", "renamed state"]
)


@LOSSES
async def test_a_button_of_a_lost_window_leads_to_the_next_open_question(work: Work, loss: str) -> None:
    owner = await halfway(work)
    await lose(work, loss)
    await owner.click("不涉及")
    assert await owner.toast() == "这个页面过期了，您的回答都在。"
    last = await owner.last()
    assert "这个页面过期了，您的回答都在。" in last.text
    assert "第 2/2 题" in last.text
    await owner.click("不符合")
    assert "第 2/2 题" not in (await owner.last()).text, "and it goes on from there"


@LOSSES
async def test_start_always_recovers(work: Work, loss: str) -> None:
    owner = await halfway(work)
    await lose(work, loss)
    await owner.send("/start")
    await owner.send("/start")
    last = await owner.last()
    assert "鑫达鞋材厂" in last.text
    await owner.click("继续自查（第 1 项）")
    assert "第 2/2 题" in (await owner.last()).text


@LOSSES
async def test_a_photo_into_a_lost_window_is_not_met_with_silence(work: Work, loss: str) -> None:
    owner = await halfway(work)
    await lose(work, loss)
    await owner.photo(picture(800, 600))
    sent = (await owner.messages(mine=True))[-2:]
    last = await owner.last()
    assert last.id == sent[-1].id, "the bot has the last word"
    assert "第 2/2 题" in last.text
    assert "没有收下" in "".join(one.text for one in sent), "not taken, and nothing said"


async def test_a_button_further_up_leads_back_to_the_window_that_is_open(work: Work) -> None:
    owner = await owner_at_home(work)
    await owner.click("开始自查")
    old = await owner.last()
    await owner.send("备注一")
    newest = await owner.last()
    assert newest.id != old.id
    there = next((one for one in await owner.messages() if one.id == old.id), None)
    if there is not None and there.buttons:
        await owner.click("不涉及", message_id=old.id)
        assert "第 1/13 项" in (await owner.last()).text
    await owner.send("/tasks")
    await owner.send("/check")
    assert "第 1/13 项" in (await owner.last()).text


async def test_a_stranger_who_lost_everything_is_at_the_entrance(work: Work) -> None:
    stranger = await work.person(STRANGER)
    await stranger.send("/start")
    await stranger.click("我是企业")
    await work.stop()
    await work.start()
    await stranger.click("企业登记")
    assert await stranger.toast() == "这个页面过期了，您的回答都在。"
    assert "您想做什么" in (await stranger.last()).text
