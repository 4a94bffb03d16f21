"""Notices as messages: typed text as Telegram HTML, a notice shown as its readers will see it."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    FSInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
)
from aiogram_dialog import DialogManager
from aiohttp import ClientError

from bot.app import Context, context_of
from bot.ui.incoming_files import MAX_BYTES
from bot.ui.replies import account_of, put_below
from content.screen import shortened
from scheduler.messages.notice_words import STATES
from storage.base.database import Connection
from storage.base.errors import Invalid
from storage.notices import audience_choices
from storage.notices.audiences import Audience
from storage.notices.drafts import NewFile, is_caption
from storage.notices.views import Content, FileView, NoticeView
from storage.offices import jurisdictions

_UNKNOWN = re.compile(r'Unsupported start tag "?([^"\s]+)"?', re.IGNORECASE)
_UNCLOSED = re.compile(r'end tag corresponding to start tag "?([^"\s]+)"?', re.IGNORECASE)
_CROSSED = re.compile(r'expected "?(</[^">]+>)"?, found "?(</[^">]+>)"?', re.IGNORECASE)
# Formats that people give a text; Telegram itself finds addresses, # and @ in every text.
_FORMATS = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def html_of(message: Message) -> str:
    """A text, or the text of a picture or document, as Telegram HTML: formatted as it was written; an
    unformatted text is taken for HTML."""
    if any(entity.type in _FORMATS for entity in message.entities or message.caption_entities or ()):
        return message.html_text
    return message.text or message.caption or ""


async def file_of(message: Message, ctx: Context) -> NewFile:
    """The picture or document of a message, its bytes stored where Telegram hands them over (20 MB).

    Raises:
        Invalid: `notice-file`: neither of the two.
    """
    if message.photo:
        largest = message.photo[-1]
        kind, name, size = "photo", "", largest.file_size or 0
        file_id, unique_id = largest.file_id, largest.file_unique_id
    elif message.document is not None:
        document = message.document
        kind, name, size = "document", document.file_name or "", document.file_size or 0
        file_id, unique_id = document.file_id, document.file_unique_id
    else:
        raise Invalid("error-invalid-notice-file")
    sha256 = await _keep(message, ctx, file_id) if size <= MAX_BYTES else None
    return NewFile(kind, file_id, unique_id, name, size, sha256)


async def _keep(message: Message, ctx: Context, file_id: str) -> str | None:
    """Store the bytes, for the time when Telegram has forgotten the file; without them its id has to do."""
    if message.bot is None:
        return None
    try:
        fetched = await message.bot.download(file_id)
    except (TelegramAPIError, ClientError, TimeoutError):
        return None
    return await ctx.app.files.put(fetched.read()) if fetched else None


def keyboard_of(
    ctx: Context, template: str | None, copy_id: int, read_at: datetime | None
) -> InlineKeyboardMarkup:
    """The buttons under a notice: its reader's self-check where it calls for it; 已阅读, or the time at
    which it was read."""
    if read_at is None:
        read = ctx.say("notice-read"), f"go:read:{copy_id}"
    else:
        at = read_at.astimezone(ctx.app.zone)
        shown = ctx.say("notice-was-read", month=at.month, day=at.day, time=f"{at:%H:%M}")
        read = shown, f"go:seen:{copy_id}"
    return _keyboard(*_check(ctx, template, f"go:ncheck:{copy_id}"), read)


def _check(ctx: Context, template: str | None, callback: str) -> list[tuple[str, str]]:
    """The button that opens the reader's self-check, where the template has one."""
    found = (one.check for one in ctx.app.library.notices if one.code == template)
    return [(said.say(ctx.language), callback) for said in found if said is not None]


def _keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    """A keyboard with one button a row, by label and callback data."""
    rows = [[InlineKeyboardButton(text=text, callback_data=callback)] for text, callback in buttons]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def show_preview(manager: DialogManager, content: Content) -> None:
    """Preview a notice to its author exactly as it will look; the window then comes below it.

    Raises:
        Invalid: `notice-html-…`: Telegram does not take the text for HTML; `notice-refused`: nor otherwise.
    """
    ctx = context_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    check = _check(ctx, content.template, "go:npreview:0")
    keyboard = _keyboard(*check, (ctx.say("notice-read"), "go:npreview:0"))
    try:
        await send(bot, account_of(manager).id, ctx, content, keyboard)
    except TelegramBadRequest as problem:
        raise why(problem.message) from problem
    put_below(manager)


async def send(
    bot: Bot, chat_id: int, ctx: Context, content: Content, keyboard: InlineKeyboardMarkup | None
) -> None:
    """Send a notice to a chat: a text, a file with its caption, or files followed by the text.

    Raises:
        TelegramBadRequest: what Telegram does not take.
    """
    text = content.text(ctx.say("notice-urgent-mark"))
    if len(content.files) == 1:
        (file,) = content.files
        if is_caption(text, 1):
            await _send_file(bot, chat_id, ctx, file, text, keyboard)
            return
        await _send_file(bot, chat_id, ctx, file, "", None)
    elif content.files:
        await _send_album(bot, chat_id, ctx, content.files)
    await bot.send_message(
        chat_id, text, parse_mode="HTML", reply_markup=keyboard, link_preview_options=_NO_PREVIEW
    )


async def _send_file(
    bot: Bot, chat_id: int, ctx: Context, file: FileView, body: str, keyboard: InlineKeyboardMarkup | None
) -> None:
    sending = bot.send_photo if file.kind == "photo" else bot.send_document
    try:
        await sending(chat_id, file.file_id, caption=body, parse_mode="HTML", reply_markup=keyboard)
    except TelegramBadRequest as problem:
        if not _lost(problem) or file.sha256 is None:
            raise
        kept = await _kept(ctx, file, problem)
        await sending(chat_id, kept, caption=body, parse_mode="HTML", reply_markup=keyboard)


async def _send_album(bot: Bot, chat_id: int, ctx: Context, files: tuple[FileView, ...]) -> None:
    made = InputMediaPhoto if files[0].kind == "photo" else InputMediaDocument
    try:
        await bot.send_media_group(chat_id, [made(media=file.file_id) for file in files])
    except TelegramBadRequest as problem:
        if not _lost(problem) or any(file.sha256 is None for file in files):
            raise
        await bot.send_media_group(chat_id, [made(media=await _kept(ctx, file, problem)) for file in files])


def _lost(problem: TelegramBadRequest) -> bool:
    """Whether a file id is another bot's, or Telegram has forgotten it."""
    return "file identifier" in problem.message or "file_id" in problem.message


async def _kept(ctx: Context, file: FileView, problem: TelegramBadRequest) -> FSInputFile:
    """The stored bytes of a file, to upload it; raise `problem` if they are lost."""
    if (path := await ctx.app.files.local(file.sha256 or "")) is None:
        raise problem
    return FSInputFile(path, file.name or None)


def why(said: str) -> Invalid:
    """The reason Telegram does not take a text, from its answer."""
    if found := _UNKNOWN.search(said):
        return Invalid("error-invalid-notice-html-unknown", tag=found[1])
    if found := _CROSSED.search(said):
        return Invalid("error-invalid-notice-html-crossed", expected=found[1], found=found[2])
    if found := _UNCLOSED.search(said):
        return Invalid("error-invalid-notice-html-unclosed", tag=found[1])
    if "parse entities" in said:
        return Invalid("error-invalid-notice-html")
    return Invalid("error-invalid-notice-refused")


def content_of(view: NoticeView, body: str | None = None) -> Content:
    """The content of a notice, or with another text."""
    text = view.body if body is None else body
    return Content(view.id, view.revision, text, False, view.template, view.files, view.urgent)


async def audience_shown(db: Connection, ctx: Context, audience: Audience) -> str:
    """A notice's audience, in a line."""
    names = await jurisdictions.path(db, audience.place)
    parts = [names[-1] if names else ""]
    if audience.states:
        parts.append(ctx.say("list-comma").join(state_name(ctx, state) for state in audience.states))
    if audience.industries:
        parts.append(ctx.say("list-comma").join(industry_name(ctx, key) for key in audience.industries))
    if audience.hazards:
        parts.append(ctx.say("list-comma").join(audience.hazards))
    if audience.enterprises:
        chosen = await audience_choices.names_of(db, audience.enterprises)
        parts.append(ctx.say("list-comma").join(chosen.values()))
    return " · ".join(shortened(part, 30) for part in parts)


def state_name(ctx: Context, state: str) -> str:
    """The name of a group of recipients by progress."""
    return ctx.say(STATES[state]) if state in STATES else state


def industry_name(ctx: Context, key: str) -> str:
    """An industry in the person's language."""
    industry = ctx.app.library.industries.get(key)
    return industry.name.say(ctx.language) if industry else key


def moment(ctx: Context, instant: datetime, zone: tzinfo) -> str:
    """A day and an hour as an office says them: 11月2日 08:30, the year where it is another."""
    local = instant.astimezone(zone)
    key = "notice-moment" if local.year == ctx.app.now().astimezone(zone).year else "notice-moment-of-year"
    wanted = ctx.app.catalog.variables(key, ctx.language)
    values = {"year": local.year, "month": local.month, "day": local.day, "time": f"{local:%H:%M}"}
    return ctx.say(key, **{name: value for name, value in values.items() if name in wanted})
