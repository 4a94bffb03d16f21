"""The content of a notice: from a template or typed, with pictures or documents. Texts in notice.ftl."""

from __future__ import annotations

from typing import Any

from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.states.offices import NoticeWriteSG, start_notices
from bot.ui.fragments import label_of
from bot.ui.notice_drafts import BLANK, OWN, begin, draft_id, load, preview
from bot.ui.notices import file_of, html_of
from bot.ui.paging import cut, turned_to
from bot.ui.unfinished import Unfinished
from bot.ui.widgets import Choices, Media, T, Tap, going, paging
from bot.ui.window import house_window
from content.screen import shortened
from content.telegram_html import MAX_TEXT, escape, seen, units
from storage.base.errors import Invalid
from storage.notices import drafts
from storage.notices import templates as own_templates
from storage.notices.drafts import check_body
from storage.offices import staff

PASTE_SECONDS = 2
PASTE_UNITS = 2000
"""Telegram's apps cut a long pasted text in two: two parts this close to the limit were one."""
FILES = (ContentType.PHOTO, ContentType.DOCUMENT)
PLAIN = Unfinished("notice-plain", ("plain",))
"""Texts that Telegram refused as HTML, by draft."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_template(manager: DialogManager, item: str) -> None:
    """Choose the template on the button."""
    await begin(manager, item)


async def on_text(message: Message, manager: DialogManager) -> None:
    """Preview a text, which shows whether Telegram can parse it; then store it."""
    body = html_of(message)
    if was_cut(manager, message, body):
        return await refuse(manager, message)
    await set_plain(manager, "")
    await take(manager, message, body)
    return None


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Take up a text that Telegram refused."""
    if id_ := draft_id(manager):
        await PLAIN.take_up(manager, id_)


async def set_plain(manager: DialogManager, text: str) -> None:
    """Store a refused text for `on_plain`, or None."""
    manager.dialog_data["plain"] = text
    await (PLAIN.keep if text else PLAIN.forget)(manager, draft_id(manager))


async def take(manager: DialogManager, message: Message, body: str) -> None:
    """Store a text that Telegram takes; for one it refuses say why, and offer to send it unformatted."""
    ctx = context_of(manager)
    body = check_body(body)
    try:
        await preview(manager, body)
    except Invalid as problem:
        if problem.problem.startswith("notice-html"):
            await set_plain(manager, body)
        await message.answer(ctx.say(problem.key, **problem.values))
        await manager.switch_to(NoticeWriteSG.text, show_mode=ShowMode.DELETE_AND_SEND)
        return
    await ctx.write(drafts.write, ctx.actor, draft_id(manager), body)
    await manager.switch_to(NoticeWriteSG.main, show_mode=ShowMode.DELETE_AND_SEND)


def was_cut(manager: DialogManager, message: Message, body: str) -> bool:
    """Whether a text is the rest of the one before, which was too long for one message."""
    sent, length = int(message.date.timestamp()), units(seen(body))
    before, last = manager.dialog_data.get("pasted") or (0, 0)
    manager.dialog_data["pasted"] = [sent, last + length if sent - before <= PASTE_SECONDS else length]
    return sent - before <= PASTE_SECONDS and last >= PASTE_UNITS


async def refuse(manager: DialogManager, message: Message) -> None:
    """Say by how much what was pasted is too long; nothing of it is kept."""
    ctx = context_of(manager)
    _, length = manager.dialog_data["pasted"]
    problem = Invalid("error-invalid-notice-text-long", over=max(1, length - MAX_TEXT), limit=MAX_TEXT)
    await ctx.write(drafts.unwrite, ctx.actor, draft_id(manager))
    await message.answer(ctx.say(problem.key, **problem.values))
    await manager.switch_to(NoticeWriteSG.text, show_mode=ShowMode.DELETE_AND_SEND)


async def on_plain(manager: DialogManager, item: str) -> None:
    """Store the text as typed, without any formatting."""
    ctx = context_of(manager)
    body = escape(str(manager.dialog_data.get("plain") or ""))
    if not body:
        return
    await preview(manager, body)
    await ctx.write(drafts.write, ctx.actor, draft_id(manager), body)
    await set_plain(manager, "")
    await manager.switch_to(NoticeWriteSG.main, show_mode=ShowMode.DELETE_AND_SEND)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Add a picture or document; photos of an album come one by one. A text sent with it becomes the
    notice's where a text is asked for, or there is none yet; else the existing text stays, and the words
    are named."""
    ctx = context_of(manager)
    file = await file_of(message, ctx)
    await ctx.write(drafts.add_file, ctx.actor, draft_id(manager), file)
    writes = manager.current_context().state == NoticeWriteSG.text
    if message.caption and not writes and (await load(manager)).view.body:
        shown = shortened(message.caption.strip(), 40)
        await message.answer(ctx.say("notice-caption-not-taken", caption=shown))
    elif message.caption:
        await ctx.write(drafts.write, ctx.actor, draft_id(manager), html_of(message))
    await manager.switch_to(NoticeWriteSG.files, show_mode=ShowMode.DELETE_AND_SEND)


async def on_no_files(manager: DialogManager, item: str) -> None:
    """Remove all files."""
    ctx = context_of(manager)
    await ctx.write(drafts.clear_files, ctx.actor, draft_id(manager))


async def on_files_done(manager: DialogManager, item: str) -> None:
    """Finish adding files and preview the notice."""
    draft = await load(manager)
    if not draft.view.body:
        await manager.switch_to(NoticeWriteSG.text)
        return
    check_body(draft.view.body)
    await preview(manager)
    await manager.switch_to(NoticeWriteSG.main)


# --- getters ----------------------------------------------------------------------------------------


async def template_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The templates, and a blank notice."""
    ctx = context_of(dialog_manager)
    templates = [(one.code, one.title.say(ctx.language)) for one in ctx.app.library.notices]
    async with ctx.app.database.read() as db:
        seat = await staff.current(db, ctx.actor)
        own = await own_templates.list_for(db, ctx.actor, seat.jurisdiction_id)
    named = [(f"{OWN}{one.id}", label_of(ctx, "notice-own-label", "title", one.title)) for one in own]
    shown, turned = cut([*named, *templates, (BLANK, ctx.say("notice-blank"))], turned_to(dialog_manager), 8)
    return {**turned, "templates": shown, "has_own": bool(own)}


async def text_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Whether there is a text already, or one that was refused."""
    draft = await load(dialog_manager)
    return {"has_body": bool(draft.view.body), "has_plain": bool(dialog_manager.dialog_data.get("plain"))}


async def files_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The number of files, and whether the text fits beside them."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    problem = ""
    try:
        check_body(draft.view.body or "-")
    except Invalid as found:
        problem = ctx.say(found.key, **found.values)
    return {
        "count": len(draft.view.files),
        "problem": problem,
        "has_files": bool(draft.view.files),
        "has_problem": bool(problem),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """template, text, files."""
    return [
        house_window(
            T("notice-template-ask"),
            Choices("template", "templates", on_template, width=2),
            paging("page", "template_"),
            Row(
                Tap(T("back"), "template_back", going(start_notices)),
                SwitchTo(T("notice-own-button"), "to_own", NoticeWriteSG.own, when="has_own"),
            ),
            state=NoticeWriteSG.template,
            getter=template_getter,
        ),
        house_window(
            T("notice-text-ask"),
            Tap(T("notice-text-plain"), "plain", on_plain, when="has_plain"),
            SwitchTo(T("notice-text-keep"), "keep_text", NoticeWriteSG.main, when="has_body"),
            Tap(T("notice-later"), "text_later", going(start_notices)),
            Media(on_text, (ContentType.TEXT,)),
            Media(on_file, FILES),
            state=NoticeWriteSG.text,
            getter=text_getter,
        ),
        house_window(
            T("notice-files-ask"),
            T("notice-files-problem", when="has_problem"),
            Tap(T("notice-files-done"), "files_done", on_files_done),
            Tap(T("notice-files-none"), "files_none", on_no_files, when="has_files"),
            Media(on_file, FILES),
            state=NoticeWriteSG.files,
            getter=files_getter,
        ),
    ]
