"""Messages that the bot changes and deletes, and answers to taps."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InaccessibleMessage, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest
from telegram.ext import ExtBot

from simulator.client import Person, SimulatorClient
from simulator.server import Simulator
from tests.simulator.conftest import Clock, picture
from tests.simulator.test_sending import keys


async def test_a_text_is_changed_once(bot: Bot, ptb: ExtBot[None], person: Person) -> None:
    sent = await bot.send_message(person.id, "旧", reply_markup=keys("一"))
    await bot.edit_message_text("新", chat_id=person.id, message_id=sent.message_id, reply_markup=keys("一"))
    words = (
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.edit_message_text(
            "新", chat_id=person.id, message_id=sent.message_id, reply_markup=keys("一")
        )
    assert caught.value.message == f"Bad Request: {words}"
    await ptb.edit_message_text("新", chat_id=person.id, message_id=sent.message_id)
    with pytest.raises(BadRequest, match="not modified"):
        await ptb.edit_message_text("新", chat_id=person.id, message_id=sent.message_id)
    shown = await person.last()
    assert (shown.text, shown.buttons) == ("新", [])


async def test_a_text_becomes_a_photo_and_its_caption_is_changed(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "看图")
    media = InputMediaPhoto(media=BufferedInputFile(picture(), "a.jpg"), caption="一")
    await bot.edit_message_media(media, chat_id=person.id, message_id=sent.message_id)
    assert ((await person.last()).media, (await person.last()).text) == ("photo", "一")
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await bot.edit_message_media(
            InputMediaPhoto(media=BufferedInputFile(picture(), "a.jpg"), caption="一"),
            chat_id=person.id,
            message_id=sent.message_id,
        )
    await bot.edit_message_caption(
        caption="<i>二</i>", parse_mode="HTML", chat_id=person.id, message_id=sent.message_id
    )
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("三", chat_id=person.id, message_id=sent.message_id)
    await bot.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"pdf", "a.pdf")),
        chat_id=person.id,
        message_id=sent.message_id,
    )
    shown = await person.last()
    assert (shown.media, shown.text, "photo" in shown.raw) == ("document", "", False)


async def test_buttons_are_exchanged_alone(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "问", reply_markup=keys("甲"))
    await bot.edit_message_reply_markup(
        chat_id=person.id, message_id=sent.message_id, reply_markup=keys("乙")
    )
    shown = await person.last()
    assert (shown.text, shown.buttons) == ("问", [["乙"]])
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(chat_id=person.id, message_id=sent.message_id, caption="x")


async def test_what_is_not_there_or_not_the_bots_is_not_changed(bot: Bot, person: Person) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.edit_message_text("x", chat_id=person.id, message_id=999)
    assert caught.value.message == "Bad Request: message to edit not found"
    theirs = (await person.messages(mine=True))[0]
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.edit_message_text("x", chat_id=person.id, message_id=theirs.id)
    assert caught.value.message == "Bad Request: message can't be edited"


async def test_messages_are_deleted_for_two_days(bot: Bot, person: Person, clock: Clock) -> None:
    first, second, third = [await bot.send_message(person.id, str(n)) for n in range(3)]
    await bot.delete_message(person.id, first.message_id)
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.delete_message(person.id, first.message_id)
    assert caught.value.message == "Bad Request: message to delete not found"
    theirs = (await person.messages(mine=True))[0]
    await bot.delete_messages(person.id, [theirs.id, first.message_id, second.message_id])
    clock.forward(hours=48, seconds=1)
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.delete_message(person.id, third.message_id)
    assert caught.value.message == "Bad Request: message can't be deleted for everyone"
    assert [message.text for message in await person.messages(mine=True)] == ["2"]


async def test_a_tap_is_answered_with_a_toast(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "问", reply_markup=keys("🔧 开始自查", "别的", data="go"))
    await person.click("开始", wait=False)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "go"
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    await bot.answer_callback_query(query.id, "好的", show_alert=True)
    assert await person.toast() == "好的"
    assert (await person.state())["last_answer"]["alert"] is True


async def test_an_unknown_or_old_tap_is_not_answered(simulator: Simulator, bot: Bot, person: Person) -> None:
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.answer_callback_query("123")
    assert caught.value.message == words
    await bot.send_message(person.id, "问", reply_markup=keys("开始"))
    await person.click("开始", wait=False)
    simulator.world.callbacks.lifetime = 0
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.answer_callback_query(query.id)
    assert caught.value.message == words


async def test_a_phone_that_was_offline_taps_and_edits_what_was_deleted(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "问", reply_markup=keys("开始", data="go"))
    button = await person.button("开始")
    await person.send("答", wait=False)
    mine = (await person.messages(mine=True))[-1]
    await bot.delete_messages(person.id, [sent.message_id, mine.id])
    await bot.get_updates(offset=-1)
    await person.tap(button, wait=False)
    await person.edit(mine.id, "改过", wait=False)
    query, edited = [update for update in await bot.get_updates() if not update.message]
    assert query.callback_query is not None
    assert query.callback_query.data == "go"
    assert isinstance(query.callback_query.message, InaccessibleMessage)
    assert query.callback_query.message.message_id == sent.message_id
    assert edited.edited_message is not None
    assert edited.edited_message.text == "改过"
    assert {sent.message_id, mine.id}.isdisjoint(one.id for one in await person.messages(mine=True)), (
        "what was deleted stays deleted"
    )


async def test_a_tap_carries_the_message_as_it_now_is(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "旧", reply_markup=keys("开始"))
    await bot.edit_message_text(
        "新", chat_id=person.id, message_id=sent.message_id, reply_markup=keys("开始")
    )
    await person.click_all("开始", 3, wait=False)
    queries = [update.callback_query for update in await bot.get_updates() if update.callback_query]
    assert [query.message.text for query in queries if query.message and hasattr(query.message, "text")] == [
        "新"
    ] * 3
    assert len({query.id for query in queries}) == 3


async def test_a_button_that_is_not_there_is_named(bot: Bot, person: Person) -> None:
    await bot.send_message(person.id, "问", reply_markup=keys("甲"))
    with pytest.raises(LookupError, match="甲"):
        await person.click("丁")


async def test_a_link_to_the_bot_starts_it(simulator: Simulator, client: SimulatorClient, bot: Bot) -> None:
    stranger = await client.person("新来的")
    link = f"https://t.me/{simulator.bot_username}?start=e_abc"
    markup = keys("进入")
    markup.inline_keyboard[0][0] = markup.inline_keyboard[0][0].model_copy(
        update={"callback_data": None, "url": link}
    )
    await stranger.send("/start", wait=False)
    await bot.send_message(stranger.id, "请进", reply_markup=markup)
    assert await stranger.click("进入", wait=False) == {"url": link, "started": True}
    assert (await stranger.messages(mine=True))[-1].text == "/start e_abc"


async def test_what_comes_by_itself_is_passed_over_where_one_says_so(simulator: Simulator, bot: Bot) -> None:
    async with SimulatorClient(simulator.base_url, is_unasked=lambda seen: seen.text == "提醒") as client:
        person = await client.person("小李")
        await person.send("/start", wait=False)
        await bot.send_message(person.id, "提醒")
        assert (await person.last()).text == "提醒", "there is no other"
        await bot.send_message(person.id, "窗口")
        await bot.send_message(person.id, "提醒")
        assert ((await person.last()).text, (await person.newest()).text) == ("窗口", "提醒")


async def test_several_taps_at_once_are_of_one_button(simulator: Simulator, bot: Bot) -> None:
    async with SimulatorClient(simulator.base_url) as client:
        person = await client.person("小李")
        await person.send("/start", wait=False)
        await bot.send_message(person.id, "选", reply_markup=keys("换"))
        await person.click_all("换", 3, wait=False)
        updates = await bot.get_updates()
        taps = [one.callback_query for one in updates if one.callback_query is not None]
        assert len({one.id for one in taps}) == 3
        assert len({(one.message.message_id if one.message else 0, one.data) for one in taps}) == 1
        with pytest.raises(ValueError, match="1 to 20 times"):
            await person.click_all("换", 21, wait=False)
