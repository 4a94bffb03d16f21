"""The house's widgets as a person meets them: numbers press buttons, words stay words, nothing is silence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.client import Person
from tests.bot.at_work import OWNER, STRANGER, Work, at_work
from tests.simulator.conftest import picture


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[Work]:
    async with at_work(tmp_path) as made:
        yield made


async def at_question(work: Work) -> Person:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.click("开始自查")
    return owner


@pytest.mark.parametrize("typed", ["1", "１", " 1 "])
async def test_a_number_presses_the_button_of_that_number(work: Work, typed: str) -> None:
    owner = await work.person(OWNER)
    await owner.send("/start")
    assert (await owner.last()).buttons[0] == ["开始自查"]
    await owner.send(typed)
    assert "第 1/13 项" in (await owner.last()).text


async def test_a_number_answers_a_question_and_the_next_one_shows(work: Work) -> None:
    owner = await at_question(work)
    await owner.send("1")
    assert "第 2/2 题" in (await owner.last()).text


@pytest.mark.parametrize("typed", ["0", "99", "123"])
async def test_a_number_without_a_button_presses_none(work: Work, typed: str) -> None:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.send(typed)
    hint = work.app.catalog.say("input-buttons", "zh")
    assert any(one.text == hint for one in await owner.messages())
    assert await work.rows("SELECT * FROM answers") == []


async def test_words_where_buttons_are_wanted_get_a_hint_and_the_window_again(work: Work) -> None:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.send("你好")
    messages = await owner.messages()
    assert any(one.text == work.app.catalog.say("input-buttons", "zh") for one in messages)
    assert messages[-1].buttons[0] == ["开始自查"]


async def test_what_was_typed_is_shown_as_it_is(work: Work) -> None:
    stranger = await work.person(STRANGER)
    await stranger.send("/start")
    await stranger.click("我是企业")
    await stranger.click("企业登记")
    name = "<b>{name}</b> %s { $x } & 厂"
    await stranger.send(name)
    await stranger.send("91321202MA27UK4A2N")
    await stranger.send("鞋")
    await stranger.click("制鞋")
    await stranger.click("城东街道")
    await stranger.click("跳过")
    await stranger.send("18")
    await stranger.click("跳过")
    assert name in (await stranger.last()).text


async def test_a_forwarded_text_is_no_note_of_the_person(work: Work) -> None:
    owner = await at_question(work)
    await owner.forward("别人写的")
    said = [one.text for one in await owner.messages()]
    assert work.app.catalog.say("input-forwarded", "zh") in said
    assert not any("备注：" in text for text in said)


async def test_a_photo_where_none_belongs_is_answered(work: Work) -> None:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.photo(picture(400, 300))
    assert any(
        one.text == work.app.catalog.say("input-photo-not-here", "zh") for one in await owner.messages()
    )
    assert await work.rows("SELECT * FROM evidence") == []


async def test_an_album_where_none_belongs_is_answered_once_with_its_words(work: Work) -> None:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.album([picture(400, 300), picture(400, 301), picture(400, 302)], "老板签的字")
    said = [one.text for one in await owner.messages()]
    refusal = work.app.catalog.say("input-photo-not-here", "zh")
    assert [text for text in said if refusal in text] == [f"{refusal}\n照片下面的字“老板签的字”也没有收下。"]
    assert (await owner.last()).buttons
    await owner.album([picture(400, 303), picture(400, 304)])
    assert len([one for one in await owner.messages() if refusal in one.text]) == 2


async def test_a_doubled_tap_answers_one_question(work: Work) -> None:
    owner = await at_question(work)
    await owner.click_all("符合", 3)
    assert len(await work.rows("SELECT * FROM answers")) == 1
    assert "第 2/2 题" in (await owner.last()).text
