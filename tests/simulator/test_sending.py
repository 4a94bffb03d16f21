"""Messages of the bot: both libraries take the simulator for Telegram."""

from __future__ import annotations

import io

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from PIL import Image
from telegram import InputMediaPhoto as PtbPhoto
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from simulator.client import Person, SimulatorClient
from simulator.server import Simulator
from tests.simulator.conftest import picture


def keys(*labels: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data)] for label in labels]
    )


async def test_both_libraries_know_the_bot(bot: Bot, ptb: ExtBot[None]) -> None:
    me = await bot.me()
    assert me.is_bot
    assert (ptb.id, ptb.username) == (me.id, me.username)


async def test_a_text_arrives_with_entities_in_utf16_units(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "😷 <b>戴口罩</b> &lt;3", parse_mode="HTML")
    assert sent.text == "😷 戴口罩 <3"
    assert [(one.type, one.offset, one.length) for one in sent.entities or []] == [("bold", 3, 3)]
    assert sent.html_text == "😷 <b>戴口罩</b> &lt;3"
    assert (await person.last()).text == "😷 戴口罩 <3"


async def test_both_libraries_share_one_count_of_messages(
    bot: Bot, ptb: ExtBot[None], person: Person
) -> None:
    first = await bot.send_message(person.id, "一")
    second = await ptb.send_message(person.id, "二")
    assert second.message_id == first.message_id + 1
    assert [message.text for message in await person.messages()] == ["一", "二"]


async def test_a_photo_is_made_smaller_in_several_sizes(
    bot: Bot, person: Person, client: SimulatorClient
) -> None:
    sent = await bot.send_photo(person.id, BufferedInputFile(picture(2600, 1300), "a.jpg"), caption="现场")
    assert sent.photo is not None
    assert [size.width for size in sent.photo] == [320, 800, 1280]
    shown = await person.last()
    assert (shown.text, shown.media) == ("现场", "photo")
    with Image.open(io.BytesIO(await client.download(shown.file_id))) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1280, 640))


async def test_a_photo_loses_its_metadata_and_keeps_upright(bot: Bot, person: Person) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010E] = "secret place"
    out = io.BytesIO()
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    await person.photo(out.getvalue(), wait=False)
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    assert update.message.photo is not None
    assert (update.message.photo[-1].width, update.message.photo[-1].height) == (20, 40)
    content = await bot.download(update.message.photo[-1])
    assert content is not None
    assert b"secret" not in content.read()


async def test_a_document_stays_as_it_is(bot: Bot, ptb: ExtBot[None], person: Person) -> None:
    content = b"PK\x03\x04 any bytes \xff"
    sent = await ptb.send_document(person.id, content, filename="台账.xlsx", caption="台账")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("台账.xlsx", len(content))
    assert bytes(await (await ptb.get_file(sent.document.file_id)).download_as_bytearray()) == content
    again = await bot.send_document(person.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id
    assert again.document.file_name == "台账.xlsx"


async def test_the_same_content_has_the_same_unique_id(bot: Bot, person: Person) -> None:
    first = await bot.send_document(person.id, BufferedInputFile(b"same", "a.txt"))
    other = await bot.send_document(person.id, BufferedInputFile(b"same", "b.txt"))
    assert first.document is not None
    assert other.document is not None
    assert first.document.file_unique_id == other.document.file_unique_id
    assert (first.document.file_name, other.document.file_name) == ("a.txt", "b.txt")


async def test_an_album_belongs_together(bot: Bot, ptb: ExtBot[None], person: Person) -> None:
    photos = [
        InputMediaPhoto(media=BufferedInputFile(picture(color=color), "x.jpg")) for color in ("red", "blue")
    ]
    sent = await bot.send_media_group(person.id, list(photos))
    assert len({one.media_group_id for one in sent}) == 1
    also = await ptb.send_media_group(person.id, [PtbPhoto(picture(color=color)) for color in ("red", "tan")])
    assert also[0].media_group_id != sent[0].media_group_id
    with pytest.raises(TelegramBadRequest, match="too few"):
        await bot.send_media_group(person.id, [photos[0]])


async def test_voice_forward_copy_and_reply(bot: Bot, person: Person) -> None:
    voice = await bot.send_voice(person.id, BufferedInputFile(b"OggS", "v.ogg"), duration=4)
    assert voice.voice is not None
    assert voice.voice.duration == 4
    text = await bot.send_message(person.id, "原文")
    forwarded = await bot.forward_message(person.id, person.id, text.message_id)
    assert forwarded.forward_origin is not None
    copied = await bot.copy_message(person.id, person.id, text.message_id)
    assert copied.message_id == forwarded.message_id + 1
    reply = await bot.send_message(
        person.id, "答", reply_parameters=ReplyParameters(message_id=text.message_id)
    )
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "原文"


async def test_a_reply_keyboard_is_shown_pressed_and_taken_away(bot: Bot, person: Person) -> None:
    board = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="海陵街道"), KeyboardButton(text="都不是")]])
    sent = await bot.send_message(person.id, "选一个", reply_markup=board)
    await person.press("海陵", wait=False)
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    assert update.message.text == "海陵街道"
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("别的", chat_id=person.id, message_id=sent.message_id)
    await bot.send_message(person.id, "好", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(ValueError, match="no such button"):
        await person.press("海陵", wait=False)


async def test_who_never_pressed_start_or_blocked_the_bot_gets_nothing(
    simulator: Simulator, client: SimulatorClient, bot: Bot, ptb: ExtBot[None], person: Person
) -> None:
    stranger = await client.person("路人")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "您好")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(77, "您好")
    await person.block(wait=False)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(person.id, "您好")
    update = (await bot.get_updates())[-1]
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    await person.unblock(wait=False)
    assert (await bot.send_message(person.id, "您好")).text == "您好"
    assert await stranger.messages() == []
    assert [one.status for one in simulator.requests("sendMessage")] == [403, 400, 403, 200]


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("   ", None, "message text is empty"),
        ("<b></b>", "HTML", "message text is empty"),
        ("尘" * 4097, None, "message is too long"),
        ("<b>x", "HTML", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("*x", "MarkdownV2", "can't parse entities: Can't find end of Bold entity at byte offset 0"),
        ("x", "Word", "unsupported parse_mode"),
    ],
)
async def test_a_text_telegram_refuses(
    bot: Bot, ptb: ExtBot[None], person: Person, text: str, mode: str | None, words: str
) -> None:
    with pytest.raises(TelegramBadRequest) as first:
        await bot.send_message(person.id, text, parse_mode=mode)
    assert first.value.message == f"Bad Request: {words}"
    with pytest.raises(BadRequest) as second:
        await ptb.send_message(person.id, text, parse_mode=mode)
    assert second.value.message.lower() == words.lower()


async def test_markup_telegram_refuses(bot: Bot, person: Person) -> None:
    async def refused(markup: InlineKeyboardMarkup) -> str:
        with pytest.raises(TelegramBadRequest) as caught:
            await bot.send_message(person.id, "x", reply_markup=markup)
        return caught.value.message

    assert await refused(keys("x", data="好" * 22)) == "Bad Request: BUTTON_DATA_INVALID"  # 66 bytes
    assert await refused(keys(*["x"] * 101)) == "Bad Request: reply markup is too long"
    bare = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x")]])
    assert "Text buttons are unallowed" in await refused(bare)
    assert (await bot.send_message(person.id, "x", reply_markup=keys(" ", data="好" * 21))).reply_markup


async def test_files_telegram_refuses(bot: Bot, person: Person) -> None:
    async def refused(photo: BufferedInputFile | str, caption: str | None = None) -> str:
        with pytest.raises(TelegramBadRequest) as caught:
            await bot.send_photo(person.id, photo, caption=caption)
        return caught.value.message.removeprefix("Bad Request: ")

    good = BufferedInputFile(picture(), "a.jpg")
    assert await refused(good, "长" * 1025) == "message caption is too long"
    assert await refused(BufferedInputFile(b"no image", "a.jpg")) == "IMAGE_PROCESS_FAILED"
    assert await refused(BufferedInputFile(picture(2100, 100), "a.jpg")) == "PHOTO_INVALID_DIMENSIONS"
    assert await refused("AgACunknown") == "wrong file identifier/HTTP URL specified"
    document = await bot.send_document(person.id, good)
    assert document.document is not None
    assert await refused(document.document.file_id) == "can't use file of type Document as Photo"
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file("nonsense")


async def test_big_files(bot: Bot, person: Person) -> None:
    large = await bot.send_document(person.id, BufferedInputFile(bytes(20 * 2**20 + 1), "large.bin"))
    assert large.document is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(large.document.file_id)
    with pytest.raises(TelegramEntityTooLarge, match="Request Entity Too Large"):
        await bot.send_document(person.id, BufferedInputFile(bytes(50 * 2**20 + 1), "huge.bin"))
