"""Correcting a notice that was sent: the new text is previewed, then every copy is changed (notice.ftl)."""

from __future__ import annotations

from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.app import context_of
from bot.dialogs.notices.case import confirmed, load, notice_id
from bot.states.offices import NoticesSG
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.corrections import marked
from bot.ui.notices import content_of, html_of, show_preview
from bot.ui.replies import put_below, reply
from bot.ui.unfinished import Unfinished
from bot.ui.widgets import Given, Media, T, Tap
from bot.ui.window import house_window
from content.screen import shortened
from content.telegram_html import escape, seen
from storage.base.errors import Invalid
from storage.notices import moves as notice_moves
from storage.notices.drafts import check_body, is_caption

WRITTEN = Unfinished("correction", ("written",))
"""A corrected text (Telegram HTML) that was not confirmed, by notice."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_correction(message: Message, manager: DialogManager) -> None:
    """A new text: shown as it will look, kept until it is confirmed."""
    put_below(manager)
    await _propose(manager, html_of(message))


async def on_begin(manager: DialogManager, item: str) -> None:
    """Ask for the new text; one that was written and not confirmed is offered again."""
    await WRITTEN.take_up(manager, notice_id(manager))
    await manager.switch_to(NoticesSG.correct)


async def on_written(manager: DialogManager, item: str) -> None:
    """Preview the text written before."""
    await _propose(manager, str(manager.dialog_data.get("written") or ""))


async def _propose(manager: DialogManager, written: str) -> None:
    ctx = context_of(manager)
    manager.dialog_data["written"] = written
    await WRITTEN.keep(manager, notice_id(manager))
    view, _ = await load(manager)
    caption = is_caption(view.body, len(view.files))
    body = check_body(marked(ctx.app.catalog, view.body, written, caption=caption), caption=caption)
    try:
        await show_preview(manager, content_of(view, body))
    except Invalid as problem:
        if not problem.problem.startswith("notice-html"):
            raise
        await reply(manager, ctx.say(problem.key, **problem.values))
        manager.dialog_data["plain"] = written
        await manager.switch_to(NoticesSG.correct)
        return
    manager.dialog_data["body"] = body
    await manager.switch_to(NoticesSG.corrected)


async def on_plain(manager: DialogManager, item: str) -> None:
    """Take the new text as typed, without formatting."""
    view, _ = await load(manager)
    body = escape(str(manager.dialog_data.get("plain") or ""))
    caption = is_caption(view.body, len(view.files))
    body = check_body(
        marked(context_of(manager).app.catalog, view.body, body, caption=caption), caption=caption
    )
    await show_preview(manager, content_of(view, body))
    manager.dialog_data["body"], manager.dialog_data["plain"] = body, ""
    await manager.switch_to(NoticesSG.corrected)


async def on_correct(manager: DialogManager, item: str) -> None:
    """Change every copy."""
    ctx = context_of(manager)
    body = str(manager.dialog_data.get("body") or "")
    await ctx.act(notice_moves.correct, int(item), body)
    await WRITTEN.forget(manager, int(item))
    manager.dialog_data.pop("written", None)
    manager.dialog_data["notice"] = "notice-done-correct"
    await manager.switch_to(NoticesSG.one)


# --- getter -----------------------------------------------------------------------------------------


async def correct_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The number of people who have the notice."""
    ctx, (view, progress) = context_of(dialog_manager), await load(dialog_manager)
    written = str(dialog_manager.dialog_data.get("written") or "")
    has_plain = bool(dialog_manager.dialog_data.get("plain"))
    return {
        "written": ctx.say("notice-correct-written", text=shortened(seen(written), 60)) if written else "",
        "has_written": bool(written) and not has_plain,
        "title": view.title,
        "count": progress.done,
        "id": str(view.id),
        "has_plain": has_plain,
        "confirmed": str(dialog_manager.dialog_data.get("body") or ""),
        "confirms": confirmed(view),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """correct, corrected."""
    return [
        house_window(
            T("notice-correct-ask"),
            Given("written"),
            Tap(T("notice-correct-again"), "written", on_written, when="has_written"),
            Tap(T("notice-text-plain"), "plain", on_plain, when="has_plain"),
            SwitchTo(T("notice-no"), "correct_no", NoticesSG.one),
            Media(on_correction, (ContentType.TEXT,)),
            state=NoticesSG.correct,
            getter=correct_getter,
        ),
        confirm_window(
            T("notice-corrected-ask"),
            Confirm(T("notice-corrected-yes"), "corrected", on_correct, "id"),
            back=SwitchTo(T("notice-no"), "corrected_no", NoticesSG.one),
            state=NoticesSG.corrected,
            getter=correct_getter,
        ),
    ]
