"""Resuming: a person without a window is led to where the facts say they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.client import Person
from tests.bot.at_work import OWNER, STRANGER, Work, at_work

OUTDATED = "这个页面过期了，您的回答都在。"


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[Work]:
    async with at_work(tmp_path) as made:
        yield made


async def forget_all(work: Work) -> None:
    """Restart the bot with no conversation remembered."""
    await work.stop()
    await work.change("DELETE FROM dialog_states")
    await work.start()


async def owner_at_first_question(work: Work) -> Person:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.click("开始自查")
    return owner


async def test_a_stranger_who_just_writes_is_shown_the_entrance_without_a_complaint(work: Work) -> None:
    stranger = await work.person(STRANGER)
    await stranger.send("你好")
    last = await stranger.last()
    assert "您想做什么" in last.text
    assert OUTDATED not in last.text


async def test_one_who_has_answered_nothing_is_put_home(work: Work) -> None:
    owner = await owner_at_first_question(work)
    await forget_all(work)
    await owner.click("为什么问")
    last = await owner.last()
    assert last.text.startswith(OUTDATED)
    assert "鑫达鞋材厂" in last.text


async def test_one_in_the_middle_is_put_before_the_next_open_question(work: Work) -> None:
    owner = await owner_at_first_question(work)
    await owner.click("不涉及")
    await owner.send("没有这个岗位")
    await owner.click("先跳过")
    await forget_all(work)
    await owner.click("全部")
    last = await owner.last()
    assert last.text.startswith(OUTDATED)
    assert "第 2/2 题" in last.text


async def test_one_who_has_left_the_enterprise_is_put_home(work: Work) -> None:
    owner = await owner_at_first_question(work)
    await owner.click("不涉及")
    await owner.send("没有这个岗位")
    assert await work.change("UPDATE people SET enterprise_id = NULL") > 0
    await forget_all(work)
    await owner.click("全部")
    last = await owner.last()
    assert OUTDATED in last.text
    assert "项 ·" not in last.text


async def test_the_sentence_is_in_the_persons_language(work: Work) -> None:
    owner = await owner_at_first_question(work)
    await owner.send("/language")
    await owner.click("English")
    await forget_all(work)
    await owner.click(work.app.catalog.say("home-check-start", "en"))
    said = work.app.catalog.say("notice-outdated", "en")
    assert await owner.toast() == said
    assert (await owner.last()).text.startswith(said)
